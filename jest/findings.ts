import { body } from '../analyzer/render/check-text';
import { summaryLine } from '../analyzer/render/summary';
import { check } from '../analyzer/report/check';
import type { Finding } from '../analyzer/report/finding';
import { subjectOf } from '../analyzer/report/ignore';
import { atLeast, type Report } from '../analyzer/report/report';
import type { Severity } from '../analyzer/rules/severity';
import { knownRule } from '../cli/judge/known-rule';
import { refuseUnknownSeverity } from '../cli/judge/known-severity';
import { type JudgeOptions, judge } from './judge';

export interface FindingsOptions extends JudgeOptions {
  /** The least grave findings that count. @default 'warning' */
  readonly failOn?: Severity;
  /** Rules that are left out. @default - none */
  readonly ignore?: readonly string[];
}

/** Whether the rules find nothing in manifests, and the words for both cases. */
export function findings(received: unknown, { failOn = 'warning', ignore = [], ...options }: FindingsOptions = {}) {
  refuseUnknownSeverity(failOn, 'failOn');
  const ignored = ignore.map((rule) => knownRule(rule, 'ignore'));
  const { world, prediction } = judge(received, options);
  const report = check(world, prediction);
  const grave = report.findings.filter((finding) => atLeast(finding, failOn) && !ignored.includes(finding.rule));
  return { pass: grave.length === 0, message: () => text(grave, report, failOn) };
}

function text(grave: readonly Finding[], report: Report, failOn: Severity): string {
  if (grave.length === 0) return `expected findings of severity ${failOn} or above, and there are none\n${summaryLine(report)}`;
  const blocks = grave.map((finding) => {
    const place = [subjectOf(finding), finding.path].filter((part) => part !== '').join(' ');
    return `${finding.severity} ${finding.rule} in ${place}\n${body(finding)}\n`;
  });
  return [`expected no findings of severity ${failOn} or above\n`, ...blocks, summaryLine(report)].join('\n');
}
