import type { ObjectRef } from '../../model/object-ref';
import { formatRef } from '../../model/object-ref';
import type { Path } from '../../model/path';
import { list } from '../../text/words';

/** One operation of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/**
 * A change to one object as it is written (CRD defaults not applied). The empty path is the object
 * itself: `add` creates it, `remove` deletes it. A `test` before an index makes the edit fail on a
 * list that was reordered.
 */
export interface Edit extends ObjectRef {
  /** Where the object is written; absent where the edit makes a new one. */
  readonly file?: string;
  readonly jsonPatch: readonly PatchOperation[];
}

/** The JSON pointer of a path such as `['spec', 'rules', 0]`. */
export function pointer(path: Path): string {
  return path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

const INDEX = /^(?:0|[1-9][0-9]*)$/;
const PLAIN = /^[A-Za-z][\w./-]*$/;
const LISTENER_NAME = /^\/spec\/listeners\/\d+\/name$/;
const YAML_WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/**
 * A path as people write it: `spec.rules[0].matches`,
 * `metadata.annotations["konghq.com/strip-path"]`.
 */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'number') {
      return `${text}[${segment}]`;
    }
    if (!PLAIN.test(segment) || /[./]/.test(segment)) {
      return `${text}[${JSON.stringify(segment)}]`;
    }
    return text === '' ? segment : `${text}.${segment}`;
  }, '');
}

/** The path of a JSON pointer. */
export function parsePointer(text: string): Path {
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (INDEX.test(part) ? Number(part) : part));
}

/** A value in YAML's flow style, ready to be pasted. */
function flow(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(flow).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${flow(key)}: ${flow(member)}`)
      .join(', ')}}`;
  }
  if (typeof value === 'string' && PLAIN.test(value) && !YAML_WORDS.test(value)) {
    return value;
  }
  return JSON.stringify(value);
}

function member(value: unknown, key: string): unknown {
  return (value as Record<string, unknown> | null)?.[key];
}

/** `from HTTPRoute in "web"`, `to Service "echo"`: an entry of a ReferenceGrant. */
function grantEntry(list: Path[number] | undefined, entry: unknown): string {
  const name = member(entry, list === 'from' ? 'namespace' : 'name');
  const kind = String(member(entry, 'kind'));
  if (list === 'from') {
    return `from ${kind} in ${JSON.stringify(name)}`;
  }
  return name === undefined ? `to every ${kind}` : `to ${kind} ${JSON.stringify(name)}`;
}

function grantSummary(grant: unknown): string {
  const spec = member(grant, 'spec');
  return ['from', 'to'].flatMap((list) => ((member(spec, list) ?? []) as unknown[]).map((entry) => grantEntry(list, entry))).join(', ');
}

/**
 * Where a path leads, with the name that a `test` pinned in place of a list's index: `allowedRoutes
 * of listener "proxy"`.
 */
function place(path: Path, names: ReadonlyMap<string, string>): string {
  const name = path[1] === 'listeners' ? names.get(pointer(path.slice(0, 3))) : undefined;
  if (name === undefined) {
    return formatPath(path);
  }
  const listener = `listener ${JSON.stringify(name)}`;
  return path.length === 3 ? listener : `${formatPath(path.slice(3))} of ${listener}`;
}

function operationText(operation: PatchOperation, edit: Edit, names: ReadonlyMap<string, string>): string {
  const object = formatRef(edit);
  const path = parsePointer(operation.path);
  if (path.length === 0) {
    if (operation.op === 'remove') {
      return `delete ${object}`;
    }
    return edit.kind === 'ReferenceGrant' ? `add ${object}: ${grantSummary(member(operation, 'value'))}` : `add ${object}`;
  }
  if (operation.op === 'remove') {
    return `remove ${place(path, names)} from ${object}`;
  }
  const last = path.at(-1);
  if (edit.kind === 'ReferenceGrant' && path.length === 3 && operation.op === 'add') {
    return `add ${grantEntry(path[1], operation.value)} to ${object}`;
  }
  if (last === '-') {
    return `add ${flow(operation.value)} to ${place(path.slice(0, -1), names)} of ${object}`;
  }
  return `set ${place(path, names)} of ${object} to ${valueText(operation.value)}`;
}

/** What an edit does, in words that a person can follow by hand. */
export function editText(edit: Edit): string {
  const names = new Map<string, string>();
  for (const operation of edit.jsonPatch) {
    if (operation.op === 'test' && LISTENER_NAME.test(operation.path)) {
      names.set(operation.path.slice(0, -'/name'.length), String(operation.value));
    }
  }
  const changes = edit.jsonPatch.filter((operation) => operation.op !== 'test');
  const settings = changes.map((operation) => setting(operation, names));
  if (settings.length > SEPARATE && settings.every((text) => text !== undefined)) {
    return `in ${formatRef(edit)}, set ${list(settings)}`;
  }
  return changes.map((operation) => operationText(operation, edit, names)).join('; ');
}

/** How many changes of one object are said each for itself. */
const SEPARATE = 2;

/** `spec.rules[0].name to "first"`; undefined for an operation that sets no field. */
function setting(operation: PatchOperation, names: ReadonlyMap<string, string>): string | undefined {
  const path = parsePointer(operation.path);
  if (operation.op === 'remove' || path.length === 0 || path.at(-1) === '-') {
    return undefined;
  }
  return `${place(path, names)} to ${valueText(operation.value)}`;
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : flow(value);
}
