import type { Command } from 'commander';
import { CommandError, type ExitCode } from '../exit-code';
import { type ManifestOptions, manifestOptions, pathsOr } from '../input/manifest-options';
import { type Io, kindOf } from '../io';

const EXAMPLES = `
Without a PATH: the clusters of crossing.yaml, else the output of cdk8s.yaml.

Examples:
  $ crossing explain
  $ crossing explain ref-not-permitted
  $ crossing explain HTTPRoute/shop/cart
  $ crossing explain Service/backend/cart dist/ --with platform/
  $ crossing explain Namespace/backend
`;

/** `crossing explain`. */
export function registerExplain(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  manifestOptions(program.command('explain [what] [path...]'))
    .description(
      'print the page of a rule; why an object (KIND/NAMESPACE/NAME) gets its status; who may reach a Service or Namespace, and by which consent; without arguments, the list of rules',
    )
    .action(async (what: string | undefined, paths: string[], options: ManifestOptions) => {
      io.out(await explain(what, paths, options, io));
      exit(0);
    })
    .addHelpText('after', EXAMPLES);
}

async function explain(what: string | undefined, paths: readonly string[], options: ManifestOptions, io: Io): Promise<string> {
  const { kindNamed } = await import('../output/object-name.js');
  const [first = '', ...rest] = paths;
  // `explain HTTPRoute shop/cart`, as kubectl writes it.
  if (what !== undefined && kindNamed(what) !== undefined && first !== '' && kindOf(first) === undefined) {
    return explainObject(`${what}/${first}`, rest, options, io);
  }
  const isObject = what !== undefined && (/[/ ]/.test(what) || kindNamed(what) !== undefined);
  return isObject ? explainObject(what, paths, options, io) : explainRule(what, paths, io);
}

async function explainRule(rule: string | undefined, paths: readonly string[], io: Io): Promise<string> {
  if (paths.length > 0) {
    throw new CommandError(`explain ${rule} takes no path; name an object as KIND/NAMESPACE/NAME`);
  }
  const { rulePage, ruleList } = await import('../output/rule-pages.js');
  return rule === undefined ? ruleList(io) : rulePage(rule, io);
}

async function explainObject(what: string, paths: readonly string[], options: ManifestOptions, io: Io): Promise<string> {
  const { objectPage } = await import('../output/object-page.js');
  return objectPage(what, await pathsOr(paths, io), options, io);
}
