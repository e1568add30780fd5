import type { Finding } from '../report/finding';
import { groupFindings } from '../report/group-findings';
import { subjectOf } from '../report/ignore';
import type { Report } from '../report/report';
import { cut } from '../text/words';
import { body } from './check-text';
import { codeSpan, fenced } from './safe';
import { count, summaryLine } from './summary';
import { suppressionLine } from './suppression-line';

/**
 * GitHub refuses a comment that is longer than 65,536 characters; the rest is left for what
 * surrounds this text.
 */
const ROOM = 60_000;
const LONGEST_LINE = 2_000;
/** What surrounds a list of findings that read alike. */
const FRAME = 100;

/** A line without its indentation, of a length that leaves room for others. */
function shortLine(line: string): string {
  return cut(line.replace(/^ {2}/, ''), LONGEST_LINE);
}

function placeOf({ file, line, column }: Finding): string {
  return codeSpan(`${cut(file, LONGEST_LINE)}:${line}:${column}`);
}

function item(finding: Finding): string {
  return `**${finding.severity}** ${codeSpan(finding.rule)} at ${placeOf(finding)}\n\n${fenced(body(finding).split('\n').map(shortLine).join('\n'))}\n`;
}

/** The findings that read like one that is shown, as many as there is room for. */
function* behind(others: readonly Finding[], room: number): Generator<string> {
  let left = room;
  for (const finding of others) {
    const line = `- ${placeOf(finding)} ${codeSpan(cut(subjectOf(finding), LONGEST_LINE))}\n`;
    left -= line.length;
    if (left < 0) {
      return;
    }
    yield line;
  }
}

/**
 * A report as a comment on a pull request: findings that read alike are shown once, with their list
 * behind the first.
 */
export function checkMarkdown(report: Report): string {
  const parts = [`### Crossing: ${summaryLine(report)}\n`];
  let room = ROOM - (parts[0]?.length ?? 0);
  let shown = 0;
  for (const { finding, others } of groupFindings(report.findings)) {
    const text = item(finding);
    // Another one may be shorter.
    if (text.length > room) {
      continue;
    }
    const lines = [...behind(others, room - text.length - FRAME)];
    const list =
      lines.length === 0 ? '' : `<details><summary>${count(lines.length, 'finding')} alike</summary>\n\n${lines.join('')}\n</details>\n`;
    parts.push(text, ...(list === '' ? [] : [list]));
    room -= text.length + list.length + 2;
    shown += 1 + lines.length;
  }
  const accepted = (report.suppressions ?? []).map((suppression) => `- ${codeSpan(suppressionLine(suppression))}\n`);
  const listed = accepted.filter((line) => {
    room -= line.length;
    return room >= 0;
  });
  if (listed.length > 0) {
    parts.push(listed.join(''));
  }
  if (listed.length < accepted.length) {
    parts.push(`… and ${count(accepted.length - listed.length, 'ignore')} more\n`);
  }
  const left = report.findings.length - shown;
  if (left > 0) {
    parts.push(`… and ${count(left, 'finding')} more: run \`crossing check\` to see all\n`);
  }
  return parts.join('\n');
}
