import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit-code';
import { type ManifestOptions, manifestOptions, pathsOr } from '../input/manifest-options';
import type { Io } from '../io';
import { STATUS_FORMATS, type StatusFormat } from '../output/status-formats';
import { withProgress } from '../progress';

interface Options extends ManifestOptions {
  readonly output: StatusFormat;
}

const STATUS_EXAMPLES = `
Without a PATH: the clusters of crossing.yaml, else the output of cdk8s.yaml.

Examples:
  $ crossing status
  $ crossing status dist --with platform/ -o yaml
`;

/** `crossing status`. */
export function registerStatus(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  manifestOptions(program.command('status [path...]'))
    .description('predict the status that a conforming controller writes')
    .addOption(new Option('-o, --output <format>', 'format of the status').choices(STATUS_FORMATS).default('table'))
    .action(async (paths: string[], options: Options) => {
      await status(await pathsOr(paths, io), options, io);
      exit(0);
    })
    .addHelpText('after', STATUS_EXAMPLES);
}

async function status(paths: readonly string[], options: Options, io: Io): Promise<void> {
  const [{ deliveredInputs }, { judgeInputs }] = await Promise.all([import('../engines/delivered-inputs.js'), import('../judge/judge.js')]);
  const judged = await withProgress(io, async (progress) =>
    judgeInputs((await deliveredInputs(paths, options, io, progress)).inputs, { without: options.without ?? [] }, progress),
  );
  const [{ renderStatus }, { skippedInput }] = await Promise.all([
    import('../output/render-status.js'),
    import('../judge/skipped-input.js'),
  ]);
  io.out(renderStatus(judged, options.output, io));
  io.err(skippedInput(judged));
}
