import { byPlace, type CheckOptions, check } from '../../analyzer/report/check';
import { applyIgnores, type Ignore } from '../../analyzer/report/ignore';
import { ignoreComments } from '../../analyzer/report/ignore-comments';
import { identity, type Report, type Summary, tally } from '../../analyzer/report/report';
import { Trouble } from '../exit-code';
import type { Judged } from './judge';
import { knownRule } from './known-rule';

/** What the rules find in all inputs, without what is ignored; `ignored` are the rules that the command line ignores. */
export function report(
  judged: readonly Judged[],
  ignored: readonly string[],
): { readonly report: Report; readonly unused: readonly Ignore[] } {
  const options = ignored.map((rule): Ignore => ({ rule: knownRule(rule, '--ignore'), at: `--ignore ${rule}` }));
  const reports = judged.map((each) => {
    const found = check(each.world, each.prediction, targetOf(each));
    return applyIgnores({ ...found, summary: { ...found.summary, templates: templatesIn(each) } }, ignoresOf(each));
  });
  const whole = applyIgnores(merged(reports.map(({ report }) => report)), options);
  return { report: whole.report, unused: [...reports.flatMap(({ unused }) => unused), ...whole.unused] };
}

/** Versions are checked where crossing.yaml says which CRDs the cluster has. */
function targetOf({ input: { config } }: Judged): CheckOptions {
  const { gatewayApi, channel } = config?.target ?? {};
  return gatewayApi === undefined || channel === undefined ? {} : { target: { gatewayApi, channel } };
}

function ignoresOf({ input: { config, sources } }: Judged): Ignore[] {
  const configured = config?.ignore ?? [];
  const comments = sources.filter(({ context }) => !context).flatMap(({ path, text }) => ignoreComments(path, text));
  for (const { rule, at } of [...configured, ...comments]) knownRule(rule, at);
  for (const { rule, reason, at } of comments)
    if (reason === '') throw new Trouble(`${at}: crossing-ignore of ${rule} gives no reason: write "# crossing-ignore: ${rule} REASON"`);
  return [...configured, ...comments];
}

function templatesIn({ world, input }: Judged): number {
  const context = new Set(input.sources.filter(({ context }) => context).map(({ path }) => path));
  const files = world.problems.flatMap((problem) => (problem.what === 'unparsable' && problem.template ? [problem.file] : []));
  return new Set(files.filter((file) => !context.has(file))).size;
}

function merged(reports: readonly Report[]): Report {
  const [only] = reports;
  if (reports.length === 1 && only !== undefined) return only;
  const findings = new Map(reports.flatMap((report) => report.findings).map((finding) => [identity(finding), finding]));
  const sum = (field: keyof Summary) => reports.reduce((total, { summary }) => total + summary[field], 0);
  const fields = ['manifests', 'routes', 'crossings', 'ignored', 'templates', 'patches'] as const;
  const sums = Object.fromEntries(fields.map((field) => [field, sum(field)])) as Record<(typeof fields)[number], number>;
  const kept = [...findings.values()].sort(byPlace);
  return { findings: kept, summary: { ...sums, ...tally(kept) } };
}
