import type { Finding } from '../report/finding';
import { groupFindings } from '../report/group-findings';
import type { Report } from '../report/report';
import type { Severity } from '../rules/severity';
import { details } from './details';
import { type Palette, PLAIN } from './palette';
import { oneLine } from './safe';
import { guessedClusters, summaryLine } from './summary';
import { suppressionLine } from './suppression-line';

const COLOURS: Record<Severity, 'red' | 'yellow' | 'cyan'> = { error: 'red', warning: 'yellow', note: 'cyan' };

/** A finding as it stands in text, without its place. */
export function body(finding: Finding, palette = PLAIN): string {
  const rest = details(finding).map(([label, text]) => `    ${palette.dim(label.padEnd(10))}${text}`);
  return [`  ${oneLine(finding.message)}`, ...rest].join('\n');
}

/** A finding with its place, as it stands in text. */
export function block(finding: Finding, palette: Palette): string {
  const place = palette.bold(`${oneLine(finding.file)}:${finding.line}:${finding.column}`);
  const severity = palette[COLOURS[finding.severity]](finding.severity);
  return `${place} ${severity} ${finding.rule}\n${body(finding, palette)}\n\n`;
}

/** A report for people: findings that read alike are shown once. */
export function checkText(report: Report, palette = PLAIN): string {
  const line = summaryLine(report);
  const last = report.findings.length === 0 ? palette.green(line) : line;
  const blocks = groupFindings(report.findings).map(({ finding }) => block(finding, palette));
  const accepted = (report.suppressions ?? []).map((suppression) => `${suppressionLine(suppression)}\n`);
  const guessed = guessedClusters(report.deliveries);
  return `${blocks.join('')}${accepted.join('')}${guessed === undefined ? '' : `${guessed}\n`}${last}\n`;
}
