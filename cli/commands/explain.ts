import type { Command } from 'commander';
import { CommandError, type ExitCode } from '../exit-code';
import { type ManifestOptions, manifestOptions } from '../input/manifest-options';
import type { Io } from '../io';

/** `crossing explain`. */
export function registerExplain(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  manifestOptions(program.command('explain [what] [path...]'))
    .description(
      'print the page of a rule, or why an object (KIND/NAMESPACE/NAME) gets the status that it gets; list the rules without either',
    )
    .action(async (what: string | undefined, paths: string[], options: ManifestOptions) => {
      io.out(await (what?.includes('/') ? explainObject(what, paths, options, io) : explainRule(what, paths, io)));
      exit(0);
    });
}

async function explainRule(rule: string | undefined, paths: readonly string[], io: Io): Promise<string> {
  if (paths.length > 0) throw new CommandError(`explain ${rule} takes no path; an object is named as KIND/NAMESPACE/NAME`);
  const { rulePage, ruleList } = await import('../output/rule-pages.js');
  return rule === undefined ? ruleList(io) : rulePage(rule, io);
}

async function explainObject(what: string, paths: readonly string[], options: ManifestOptions, io: Io): Promise<string> {
  if (paths.length === 0)
    throw new CommandError(`explain ${what} needs the manifests: name a file or directory, or "-" for standard input`);
  const { objectPage } = await import('../output/object-page.js');
  return objectPage(what, paths, options, io);
}
