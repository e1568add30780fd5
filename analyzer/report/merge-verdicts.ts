import { byPlace } from './check';
import type { Ignore } from './ignore';
import type { Verdict } from './judge';
import { mergeLeftOut } from './left-out';
import { identity, type Report, type Summary, tally } from './report';

/** The verdicts about several clusters as one report. An ignore is unused if it matches no finding in any of them. */
export function mergeVerdicts(verdicts: readonly Verdict[]): { readonly report: Report; readonly unused: readonly Ignore[] } {
  const used = new Set(verdicts.flatMap(({ ignores }) => ignores.used));
  const unused = new Set(verdicts.flatMap(({ ignores }) => ignores.unused).filter((ignore) => !used.has(ignore)));
  return { report: mergeReports(verdicts.map(({ report }) => report)), unused: [...unused] };
}

function mergeReports(reports: readonly Report[]): Report {
  const [only] = reports;
  if (reports.length === 1 && only !== undefined) return only;
  const findings = new Map(reports.flatMap((report) => report.findings).map((finding) => [identity(finding), finding]));
  const sum = (field: keyof Summary) => reports.reduce((total, { summary }) => total + summary[field], 0);
  const fields = ['manifests', 'routes', 'crossings', 'ignored', 'templates', 'patches'] as const;
  const sums = Object.fromEntries(fields.map((field) => [field, sum(field)])) as Record<(typeof fields)[number], number>;
  const kept = [...findings.values()].sort(byPlace);
  return {
    findings: kept,
    summary: { ...sums, ...tally(kept) },
    suppressions: reports.flatMap(({ suppressions = [] }) => suppressions),
    ...mergeLeftOut(reports),
  };
}
