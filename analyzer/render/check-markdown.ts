import type { Finding } from '../report/finding';
import type { Report } from '../report/report';
import { body } from './check-text';
import { codeSpan, fenced } from './safe';
import { count, summaryLine } from './summary';

/** GitHub refuses a comment that is longer than 65,536 characters; the rest is left for what surrounds this text. */
const ROOM = 60_000;

function item(finding: Finding): string {
  const place = codeSpan(`${finding.file}:${finding.line}:${finding.column}`);
  return `**${finding.severity}** ${codeSpan(finding.rule)} at ${place}\n\n${fenced(body(finding).replace(/^ {2}/gm, ''))}\n`;
}

/** A report as a comment on a pull request. */
export function checkMarkdown(report: Report): string {
  const head = `### Crossing: ${summaryLine(report)}\n`;
  const items: string[] = [];
  let length = head.length;
  for (const finding of report.findings) {
    const text = item(finding);
    if (length + text.length > ROOM) break;
    items.push(text);
    length += text.length + 1;
  }
  const left = report.findings.length - items.length;
  if (left > 0) items.push(`… and ${count(left, 'finding')} more: run \`crossing check\` to see all\n`);
  return [head, ...items].join('\n');
}
