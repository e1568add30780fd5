import { type Command, Option } from 'commander';
import { oneLine } from '../../analyzer/render/safe';
import { SEVERITIES } from '../../analyzer/report/known-severity';
import { atLeast, fromSeverity } from '../../analyzer/report/report';
import type { Severity } from '../../analyzer/rules/severity';
import type { ExitCode } from '../exit-code';
import { collect, type ManifestOptions, manifestOptions, pathsOr } from '../input/manifest-options';
import type { Io } from '../io';
import { CHECK_FORMATS, type CheckFormat } from '../output/check-formats';
import { withProgress } from '../progress';

interface Options extends ManifestOptions {
  readonly failOn: Severity;
  readonly severity: Severity;
  readonly output: CheckFormat;
  readonly ignore?: readonly string[];
  readonly ignores: boolean;
  readonly defaults?: boolean;
  readonly failOnEmpty?: boolean;
  readonly failOnUndelivered?: boolean;
}

const CHECK_EXAMPLES = `
Without a PATH: the clusters of crossing.yaml, else the output of cdk8s.yaml.

Examples:
  $ crossing check
  $ crossing check dist --fail-on warning
  $ crossing check dist -o sarif
  $ crossing check routes/ --with platform/ --ignore grant-unused,listener-open-to-all
  $ helm template shop chart/ | crossing check -
`;

/** `crossing check`. */
export function registerCheck(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  manifestOptions(program.command('check [path...]'))
    .description('report what will fail, what is open wider than needed, and what the input cannot answer')
    .addOption(new Option('--fail-on <severity>', 'exit 1 on findings of this severity or above').choices(SEVERITIES).default('error'))
    .option('--fail-on-empty', 'exit 1 if the input holds no object of the Gateway API')
    .option('--fail-on-undelivered', 'exit 1 if nothing delivers an object of the Gateway API that the repository holds')
    .addOption(new Option('--severity <severity>', 'show findings of this severity or above').choices(SEVERITIES).default('note'))
    .addOption(new Option('-o, --output <format>', 'format of the findings').choices(CHECK_FORMATS).default('text'))
    .option('--ignore <rule>', 'leave out the findings of a rule (repeatable)', collect)
    .option('--no-ignores', 'also report what comments and crossing.yaml ignore')
    .option('--defaults', 'report defaults that are not written, whatever delivers the object')
    .action(async (paths: string[], options: Options) => exit(await check(await pathsOr(paths, io), options, io)))
    .addHelpText('after', CHECK_EXAMPLES);
}

async function check(paths: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const [{ judgePaths }, { holdsGatewayApi }] = await Promise.all([
    import('../judge/judge-paths.js'),
    import('../../analyzer/report/report-counts.js'),
  ]);
  const { report, verdicts, unused } = await withProgress(io, (progress) => judgePaths(paths, options, io, progress));
  const { renderCheck } = await import('../output/render-check.js');
  io.out(renderCheck(fromSeverity(report, options.severity), options.output, io));
  for (const { at, rule } of unused) {
    io.err(`${oneLine(`${at}: ignore of ${rule} matches no finding; remove it`)}\n`);
  }
  const empty = options.failOnEmpty === true && !verdicts.some(({ world }) => holdsGatewayApi(world));
  if (empty) {
    io.err('no object of the Gateway API was found; check the paths\n');
  }
  const undelivered = options.failOnUndelivered === true && (report.deliveries?.notDelivered.length ?? 0) > 0;
  return empty || undelivered || report.findings.some((finding) => atLeast(finding, options.failOn)) ? 1 : 0;
}
