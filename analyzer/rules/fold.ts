import { formatRef } from '../model/object-ref';
import type { Finding } from './finding';
import type { Report } from './report';
import { list } from './spell';

/** How many subjects a note names besides its own. */
const NAMED = 3;

/** One note of those that one file would settle: the first stands for all, and names them. */
export function fold({ findings, summary }: Report): Report {
  const alike = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = isOpenQuestion(finding) ? JSON.stringify([finding.rule, finding.fix?.text]) : String(alike.size);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [finding]);
    else known.push(finding);
  }
  const kept = Array.from(alike.values(), ([first, ...others]) => (first === undefined ? [] : withOthers(first, others))).flat();
  return { findings: kept, summary: { ...summary, notes: kept.filter(({ severity }) => severity === 'note').length } };
}

/** A note about what the input does not settle, and no edit does either. */
function isOpenQuestion({ severity, message, fix }: Finding): boolean {
  return severity === 'note' && message.startsWith('cannot tell') && fix !== undefined && fix.edit === undefined;
}

function withOthers(first: Finding, others: readonly Finding[]): Finding {
  const own = formatRef(first.subject);
  const subjects = [...new Set(others.map(({ subject }) => formatRef(subject)))].filter((subject) => subject !== own);
  return subjects.length === 0 ? first : { ...first, seen: [...first.seen, `the same goes for ${list(subjects, 'and', NAMED)}`] };
}
