import { run } from '../../cli/run';

/**
 * Runs the command in this process, as if it was started in a folder without a terminal, and gives
 * what it says.
 */
export async function inProcess(folder: string, args: readonly string[], input: string | Uint8Array = '', env: NodeJS.ProcessEnv = {}) {
  const said = { out: '', err: '' };
  const code = await run(args, {
    cwd: folder,
    env,
    terminal: false,
    colour: false,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    input: async () => Buffer.from(input),
  });
  return { code, ...said };
}
