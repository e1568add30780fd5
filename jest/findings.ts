import { body } from '../analyzer/render/check-text';
import { summaryLine } from '../analyzer/render/summary';
import type { Finding } from '../analyzer/report/finding';
import { subjectOf } from '../analyzer/report/ignore';
import { knownRule } from '../analyzer/report/known-rule';
import { refuseUnknownSeverity } from '../analyzer/report/known-severity';
import { atLeast, type Report } from '../analyzer/report/report';
import type { Severity } from '../analyzer/rules/severity';
import { type JudgeOptions, verdictOn } from './judge';

export interface FindingsOptions extends JudgeOptions {
  /** Fails on findings of this severity or above. @default 'warning' */
  readonly failOn?: Severity;
  /** Rules whose findings are left out. @default - none */
  readonly ignore?: readonly string[];
}

/** Whether the rules find nothing in manifests, and the message for both cases. */
export function findings(received: unknown, { failOn = 'warning', ignore = [], ...options }: FindingsOptions = {}, testPath?: string) {
  refuseUnknownSeverity(failOn, 'failOn');
  const ignored = ignore.map((rule) => knownRule(rule, 'ignore'));
  const { report } = verdictOn(received, options, testPath);
  const failing = report.findings.filter((finding) => atLeast(finding, failOn) && !ignored.includes(finding.rule));
  return { pass: failing.length === 0, message: () => text(failing, report, failOn) };
}

function text(failing: readonly Finding[], report: Report, failOn: Severity): string {
  if (failing.length === 0) {
    return `expected findings of severity ${failOn} or above, and there are none\n${summaryLine(report)}`;
  }
  const blocks = failing.map((finding) => {
    const place = [subjectOf(finding), finding.path].filter((part) => part !== '').join(' ');
    return `${finding.severity} ${finding.rule} in ${place}\n${body(finding)}\n`;
  });
  return [`expected no findings of severity ${failOn} or above\n`, ...blocks, summaryLine(report)].join('\n');
}
