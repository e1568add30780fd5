import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit-code';
import { type ManifestOptions, manifestOptions } from '../input/manifest-options';
import type { Io } from '../io';
import { STATUS_FORMATS, type StatusFormat } from '../output/status-formats';
import { withProgress } from '../progress';

interface Options extends ManifestOptions {
  readonly output: StatusFormat;
}

/** `crossing status`. */
export function registerStatus(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  manifestOptions(program.command('status <path...>'))
    .description('predict the status that a conforming controller writes')
    .addOption(new Option('-o, --output <format>', 'how the status is written').choices(STATUS_FORMATS).default('table'))
    .action(async (paths: string[], options: Options) => {
      await status(paths, options, io);
      exit(0);
    });
}

async function status(paths: readonly string[], options: Options, io: Io): Promise<void> {
  const [{ readInputs, roots }, { judgeInputs }] = await Promise.all([import('../input/inputs.js'), import('../judge/judge.js')]);
  const judged = await withProgress(io, async (progress) =>
    judgeInputs(
      await readInputs(roots(paths, io), roots(options.with ?? [], io), io, progress, options.config),
      { without: options.without ?? [] },
      progress,
    ),
  );
  const [{ renderStatus }, { skippedInput }] = await Promise.all([
    import('../output/render-status.js'),
    import('../judge/skipped-input.js'),
  ]);
  io.out(
    renderStatus(
      judged.map(({ prediction }) => prediction),
      options.output,
      io,
    ),
  );
  io.err(skippedInput(judged));
}
