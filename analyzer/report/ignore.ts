import { formatRef } from '../model/object-ref';
import type { Finding } from './finding';
import { type Report, tally } from './report';

/** Findings that somebody has accepted. */
export interface Ignore {
  readonly rule: string;
  /** `Kind namespace/name`, or the file of a finding that is about no object. @default - every object */
  readonly subject?: string;
  /** Where the finding has to stand. @default - anywhere */
  readonly lines?: Lines;
  /** Why they are accepted; a comment and `crossing.yaml` have to say it. @default - not said */
  readonly reason?: string;
  /** What says so: `file:line:column`, or an option. @default - nothing that a message could name */
  readonly at?: string;
}

/** Lines of a file, counted from 1, both ends included. */
export interface Lines {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

/** The object that a finding is about, as an ignore names it. */
export function subjectOf({ subject, file }: Finding): string {
  return subject.kind === '' ? file : formatRef(subject);
}

function covers({ rule, subject, lines }: Ignore, finding: Finding): boolean {
  if (rule !== finding.rule || (subject !== undefined && subject !== subjectOf(finding))) return false;
  return lines === undefined || (lines.file === finding.file && lines.first <= finding.line && finding.line <= lines.last);
}

/** A report without the findings that are ignored, and the ignores that match a finding or none. */
export function applyIgnores(report: Report, ignores: readonly Ignore[]) {
  const used = new Set<Ignore>();
  const findings = report.findings.filter((finding) => {
    const found = ignores.filter((ignore) => covers(ignore, finding));
    for (const ignore of found) used.add(ignore);
    return found.length === 0;
  });
  const ignored = report.summary.ignored + report.findings.length - findings.length;
  return {
    report: { findings, summary: { ...report.summary, ...tally(findings), ignored } },
    used: [...used],
    unused: ignores.filter((ignore) => !used.has(ignore)),
  };
}
