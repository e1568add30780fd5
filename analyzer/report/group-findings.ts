import { formatRef } from '../model/object-ref';
import type { Missing } from '../model/problem';
import { list } from '../text/words';
import type { Finding, FindingOf } from './finding';

/** How many subjects a note names besides its own. */
const NAMED = 3;
/** How many missing objects of a kind are named. */
const MISSING_NAMED = 5;

/** Findings that read alike: the first of them, which names the others, and those. */
export interface Group {
  readonly finding: Finding;
  readonly others: readonly Finding[];
}

/**
 * Groups findings for people: those that objects of one kind would answer, those that one file
 * would answer or one edit fix, what the same releases refuse in objects of one kind for one
 * reason, those of one line that is rendered into several namespaces, all that is left out of one
 * delivery, and what is said of several listeners of one object.
 */
export function groupFindings(findings: readonly Finding[]): readonly Group[] {
  const alike = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = alike.get(key);
    if (group === undefined) {
      alike.set(key, [finding]);
    } else {
      group.push(finding);
    }
  }
  return Array.from(alike.values(), ([first, ...others]) =>
    first === undefined ? [] : { finding: withOthers(first, others), others },
  ).flat();
}

function keyOf(finding: Finding): string {
  const { rule, severity, file, line, column, path, message, subject, fix } = finding;
  const kind = isOpenQuestion(finding) ? missingKind(finding) : undefined;
  if (kind !== undefined) {
    return JSON.stringify(['missing', kind, finding.clusters]);
  }
  if (isOpenQuestion(finding)) {
    return JSON.stringify([rule, fix?.text]);
  }
  if (isOfWholeTree(finding)) {
    return JSON.stringify([rule, finding.clusters]);
  }
  const refusing = 'refusing' in finding.params ? finding.params.refusing : '';
  if (severity === 'note' && refusing !== '') {
    return JSON.stringify([rule, subject.kind, refusing, withoutValues(message.replace(formatRef(subject), ''))]);
  }
  if (fix?.edit !== undefined) {
    return JSON.stringify([rule, severity, fix.edit]);
  }
  if (isLeftOut(finding)) {
    return JSON.stringify([rule, ...parts(message).slice(0, 1), finding.clusters]);
  }
  if (severity === 'warning' && fix !== undefined && LISTENER.test(message)) {
    return JSON.stringify([rule, file, subject, message.replace(LISTENER, ''), fix.text, finding.clusters]);
  }
  const anywhere = subject.namespace === '' ? message : message.replaceAll(subject.namespace, '');
  return JSON.stringify([rule, severity, file, line, column, path, subject.kind, subject.name, anywhere]);
}

/** What a message says whatever the index and the value. */
function withoutValues(message: string): string {
  return message.replace(/"[^"]*"/g, '""').replace(/\d+/g, '0');
}

/** How a message begins that is about a listener. */
const LISTENER = /^listener "[^"]*"/;

/** What is left out of a delivery, or cannot be determined of it. */
function isLeftOut({ rule, severity }: Finding): boolean {
  return rule === 'delivery-incomplete' && severity === 'note';
}

/** The subject of a message, and the rest of it. */
function parts(message: string): readonly [string, string] {
  const at = message.indexOf(': ');
  return at === -1 ? [message, ''] : [message.slice(0, at), message.slice(at + 2)];
}

/** The kind of the objects that would answer a question, if it is one kind and all have names. */
function missingKind({ missing = [] }: Finding): string | undefined {
  const [first] = missing;
  return first !== undefined &&
    missing.every(({ kind, name, sought, changed }) => kind === first.kind && name !== '' && sought === undefined && changed === undefined)
    ? first.kind
    : undefined;
}

/** A note that says the same of much of a tree: charts of elsewhere, defaults of the CRDs. */
function isOfWholeTree(finding: Finding): boolean {
  return finding.severity === 'note' && (finding.rule === 'defaults-not-written' || isStruck(finding));
}

function isStruck(finding: Finding): finding is FindingOf<'delivery-incomplete'> {
  return finding.rule === 'delivery-incomplete' && finding.params.what === 'struck';
}

/** A note about what the input does not settle, and no edit does either. */
function isOpenQuestion({ severity, message, fix }: Finding): boolean {
  return severity === 'note' && message.startsWith('cannot tell') && fix !== undefined && fix.edit === undefined;
}

/**
 * A finding that speaks for others as well: of several objects that are missing, it names them all.
 */
function withOthers(found: Finding, others: readonly Finding[]): Finding {
  const clusters = [...new Set([found, ...others].flatMap((finding) => finding.clusters ?? []))].sort();
  const first = clusters.length === 0 ? found : { ...found, clusters };
  const struck = [first, ...others].filter(isStruck);
  if (struck.length > 1) {
    const parts = struck.map(({ params: { by, message } }) => `${message} of ${by}`);
    return { ...first, message: `${struck.length} parts of deliveries are not rendered: ${list(parts, 'and', MISSING_NAMED)}` };
  }
  const own = formatRef(first.subject);
  const subjects = [...new Set(others.map(({ subject }) => formatRef(subject)))].filter((subject) => subject !== own);
  const objects = new Map([first, ...others].flatMap(({ missing = [] }) => missing).map((one) => [nameOf(one), one.kind]));
  const [kind] = objects.values();
  if (kind !== undefined && objects.size > 1 && [first, ...others].every((finding) => missingKind(finding) === kind)) {
    const names = [...objects.keys()].sort();
    return {
      ...first,
      message: `${names.length} ${plural(kind)} are not in these manifests: ${list(names, 'and', MISSING_NAMED)}`,
      seen: [`${list([own, ...subjects], 'and', NAMED)} cannot be judged without them`],
      fix: { text: 'pass the files that define them, or those of what generates them' },
    };
  }
  if (isLeftOut(first)) {
    const said = [...new Set([first, ...others].map(({ message }) => parts(message)[1]))];
    return { ...first, message: `${parts(first.message)[0]}: ${list(said, 'and', MISSING_NAMED)}` };
  }
  const listeners = [...new Set(others.flatMap(({ message }) => LISTENER.exec(message)?.[0] ?? []))];
  if (subjects.length === 0 && listeners.length > 0 && LISTENER.exec(first.message)?.[0] !== listeners[0]) {
    return { ...first, seen: [...first.seen, `the same applies to ${list(listeners, 'and', NAMED)}`] };
  }
  return subjects.length === 0 ? first : { ...first, seen: [...first.seen, `the same applies to ${list(subjects, 'and', NAMED)}`] };
}

function nameOf({ namespace, name }: Missing): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** `Services`, `GatewayClasses`, `BackendTLSPolicies`. */
function plural(kind: string): string {
  if (/[^aeiou]y$/.test(kind)) {
    return `${kind.slice(0, -1)}ies`;
  }
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`;
}
