import type { Finding } from './finding';
import type { Ignore, Suppression } from './ignore';
import { IgnoreIndex } from './ignore-index';
import { type Report, tally } from './report';

/** A report without the findings that are ignored, and the ignores that match a finding or none. */
export function applyIgnores(report: Report, ignores: readonly Ignore[]) {
  const index = new IgnoreIndex(ignores);
  const accepted = new Map<Ignore, Finding[]>();
  const findings = report.findings.filter((finding) => {
    const ignore = index.match(finding);
    if (ignore === undefined) {
      return true;
    }
    const others = accepted.get(ignore);
    if (others === undefined) {
      accepted.set(ignore, [finding]);
    } else {
      others.push(finding);
    }
    return false;
  });
  const ignored = report.summary.ignored + report.findings.length - findings.length;
  const suppressions: Suppression[] = Array.from(accepted, ([ignore, findings]) => ({ ignore, findings }));
  return {
    report: {
      ...report,
      findings,
      summary: { ...report.summary, ...tally(findings), ignored },
      suppressions: [...(report.suppressions ?? []), ...suppressions],
    },
    used: ignores.filter((ignore) => index.isUsed(ignore)),
    unused: ignores.filter((ignore) => !index.isUsed(ignore)),
  };
}
