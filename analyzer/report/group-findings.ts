import { formatRef } from '../model/object-ref';
import { list } from '../text/words';
import type { Finding } from './finding';

/** How many subjects a note names besides its own. */
const NAMED = 3;

/** Findings that read alike: the first of them, which names the others, and those. */
export interface Group {
  readonly finding: Finding;
  readonly others: readonly Finding[];
}

/** Groups findings for people: those that one file would answer or one edit fix, and those of one line that is rendered into several namespaces. */
export function groupFindings(findings: readonly Finding[]): readonly Group[] {
  const alike = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [finding]);
    else known.push(finding);
  }
  return Array.from(alike.values(), ([first, ...others]) =>
    first === undefined ? [] : { finding: withOthers(first, others), others },
  ).flat();
}

function keyOf(finding: Finding): string {
  const { rule, severity, file, line, column, path, message, subject, fix } = finding;
  if (isOpenQuestion(finding)) return JSON.stringify([rule, fix?.text]);
  if (fix?.edit !== undefined) return JSON.stringify([rule, severity, fix.edit]);
  const anywhere = subject.namespace === '' ? message : message.replaceAll(subject.namespace, '');
  return JSON.stringify([rule, severity, file, line, column, path, subject.kind, subject.name, anywhere]);
}

/** A note about what the input does not settle, and no edit does either. */
function isOpenQuestion({ severity, message, fix }: Finding): boolean {
  return severity === 'note' && message.startsWith('cannot tell') && fix !== undefined && fix.edit === undefined;
}

function withOthers(first: Finding, others: readonly Finding[]): Finding {
  const own = formatRef(first.subject);
  const subjects = [...new Set(others.map(({ subject }) => formatRef(subject)))].filter((subject) => subject !== own);
  return subjects.length === 0 ? first : { ...first, seen: [...first.seen, `the same applies to ${list(subjects, 'and', NAMED)}`] };
}
