import { formatRef } from '../model/object-ref';
import { ASSUMED_NAMESPACE, byPlace } from './check';
import type { Finding } from './finding';
import type { Ignore } from './ignore';
import type { Verdict } from './judge';
import { mergeLeftOut } from './left-out';
import { identity, type Report, type Summary, tally } from './report';

/**
 * The verdicts about several clusters as one report. An ignore is unused if it matches no finding
 * in any of them.
 */
export function mergeVerdicts(verdicts: readonly Verdict[]): { readonly report: Report; readonly unused: readonly Ignore[] } {
  const used = new Set(verdicts.flatMap(({ ignores }) => ignores.used));
  const unused = new Set(verdicts.flatMap(({ ignores }) => ignores.unused).filter((ignore) => !used.has(ignore)));
  return { report: mergeReports(verdicts), unused: [...unused] };
}

/** A finding of several clusters is one, which names them. */
function mergeReports(verdicts: readonly Verdict[]): Report {
  const [only] = verdicts;
  if (verdicts.length === 1 && only !== undefined) {
    return only.report;
  }
  const reports = verdicts.map(({ report }) => report);
  const clusters = new Map<string, Set<string>>();
  for (const { cluster = '', report } of verdicts) {
    for (const finding of report.findings) {
      clusters.set(identity(finding), (clusters.get(identity(finding)) ?? new Set()).add(cluster));
    }
  }
  const guessing = verdicts.filter(({ guessed }) => guessed !== undefined && guessed.size > 0);
  const named = (finding: Finding): Finding => {
    const own = clusters.get(identity(finding));
    const names = [...(own ?? [])].filter((name) => name !== '').sort();
    const isOpen = guessing.some(
      ({ cluster = '', guessed, differing }) => guessed?.has(finding.file) && (!own?.has(cluster) || restsOn(finding, differing)),
    );
    const judged = isOpen ? asGuess(finding) : finding;
    return names.length === 0 ? judged : { ...judged, clusters: names };
  };
  const findings = new Map(reports.flatMap((report) => report.findings).map((finding) => [identity(finding), named(finding)]));
  const sum = (field: keyof Summary) => reports.reduce((total, { summary }) => total + summary[field], 0);
  const fields = ['manifests', 'routes', 'crossings', 'ignored', 'templates', 'patches', 'unknown'] as const;
  const sums = Object.fromEntries(fields.map((field) => [field, sum(field)])) as Record<(typeof fields)[number], number>;
  const kept = [...findings.values()].sort(byPlace);
  return {
    findings: kept,
    summary: { ...sums, ...tally(kept) },
    suppressions: reports.flatMap(({ suppressions = [] }) => suppressions),
    ...mergeLeftOut(reports),
  };
}

/**
 * Whether a finding rests on a parent by which the clusters were taken apart, and in a namespace
 * that is assumed: examples stand beside each other, and none takes the Gateway of another one.
 */
function restsOn({ predicts, seen }: Finding, differing: Verdict['differing']): boolean {
  if (!seen.includes(ASSUMED_NAMESPACE)) {
    return false;
  }
  const parent = predicts !== undefined && 'parent' in predicts ? predicts.parent : undefined;
  return parent !== undefined && differing?.has(formatRef({ namespace: '', ...parent })) === true;
}

/** A finding that not all clusters have to which its file may belong. */
function asGuess(finding: Finding): Finding {
  if (finding.severity === 'note') {
    return finding;
  }
  const { predicts: _, traffic: __, fix: ___, ...rest } = finding;
  return {
    ...rest,
    severity: 'note',
    message: `cannot tell which cluster gets the file: ${finding.message}`,
    fix: { text: 'set the clusters in crossing.yaml, with the paths of each one' },
  } as Finding;
}
