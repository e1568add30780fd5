import { formatRef } from '../model/object-ref';
import type { World } from '../model/world/world';
import { list } from '../text/words';
import { byPlace } from './check';
import type { Finding } from './finding';
import { type Report, tally } from './report';

/** How many objects a note names that have several definitions. */
const NAMED = 2;

/**
 * One report of those about alternative worlds: what is not found in all of them hangs on which
 * definition counts, and is a note.
 */
export function agreedReport([first, ...others]: readonly Report[], { ambiguous }: World): Report {
  if (first === undefined) {
    throw new RangeError('at least one report is needed');
  }
  if (others.length === 0) {
    return first;
  }
  const reports = [first, ...others].map(({ findings }) => byWhat(findings));
  const objects = ambiguous.flatMap(([definition]) => (definition === undefined ? [] : formatRef(definition))).sort();
  const findings = new Map<string, Finding>();
  for (const report of reports) {
    for (const [what, finding] of report) {
      if (findings.has(what)) {
        continue;
      }
      const certain = reports.every((each) => each.get(what)?.severity === finding.severity);
      if (certain) {
        findings.set(what, finding);
      } else if (finding.severity !== 'note' || report === reports[0]) {
        findings.set(what, asNote(finding, objects));
      }
    }
  }
  const kept = [...findings.values()].sort(byPlace);
  return { ...first, findings: kept, summary: { ...first.summary, ...tally(kept) } };
}

/**
 * What a finding is about, wherever it stands: definitions of one object stand in several places.
 */
function byWhat(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const { rule, subject, path, file, line } = finding;
      const what = JSON.stringify(subject.kind === '' ? [rule, file, line] : [rule, formatRef(subject), path]);
      const before = seen.get(what) ?? 0;
      seen.set(what, before + 1);
      return [`${what} ${before}`, finding];
    }),
  );
}

function asNote(finding: Finding, objects: readonly string[]): Finding {
  if (finding.severity === 'note') {
    return finding;
  }
  const { predicts: _, traffic: __, fix: ___, ...rest } = finding;
  const text = [formatRef(finding.subject), finding.message, ...finding.seen].join('\n');
  const named = objects.filter((object) => text.includes(object));
  const which = list(named.length > 0 ? named : objects, 'and', NAMED);
  return {
    ...rest,
    severity: 'note',
    message: `cannot tell which definition of ${which} is applied: ${finding.message}`,
    fix: { text: 'remove all definitions but one; if they are for different clusters, judge each cluster by itself' },
  } as Finding;
}
