import { formatRef } from '../../analyzer/model/object-ref';
import type { Path } from '../../analyzer/model/path';
import type { Fault } from '../../analyzer/model/schema/fault';
import { validate } from '../../analyzer/model/schema/validate';
import { type Bundle, only } from '../../gateway-api';
import type { Answer, ApiServer, Manifest } from './api-server';

interface Cause {
  readonly field?: string;
}

/** The fields that an answer names. */
function fieldsIn({ body }: Answer): string[] {
  const causes = ((body.details?.causes ?? []) as Cause[]).flatMap(({ field = '<nil>' }) => (field === '<nil>' ? [] : field));
  if (causes.length > 0) {
    // The items of this list are not counted.
    return causes.map((field) => field.replace(/^metadata\.ownerReferences\..*/, 'metadata.ownerReferences'));
  }
  const message = String(body.message);
  const strict = [...message.matchAll(/unknown field "([^"]+)"/g)].map(([, field = '']) => field);
  const decoded = [...message.matchAll(/Go struct field ObjectMeta\.(\S+) of type/g)].map(([, field = '']) => `metadata.${field}`);
  // Go's decoder names the type and the field of it, and no place.
  const owner = [...message.matchAll(/Go struct field (?:OwnerReference|ManagedFieldsEntry)\.(\w+)\.\S+ of type/g)].map(
    ([, list = '']) => `metadata.${list}`,
  );
  const time = /parsing time /.test(message) ? ['metadata'] : [];
  const version = /strconv\.ParseUint/.test(message) ? ['metadata.resourceVersion'] : [];
  const managed = /metadata\.managedFields must be nil/.test(message) ? ['metadata.managedFields'] : [];
  const typed = [...message.matchAll(/(?:\): |\n {2})\.(.+?): (?=expected|field not|duplicate|element|associative)/g)].map(
    ([, field = '']) => field,
  );
  return [...strict, ...decoded, ...owner, ...time, ...version, ...managed, ...typed];
}

function segments(field: string): string[] {
  return [...field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, name = '']) =>
    index === undefined ? name : /^\d+$/.test(index) ? index : '*',
  );
}

/**
 * Whether one path equals, contains or lies below another; what a server tells apart by keys may be
 * any item.
 */
function meet(ours: Path, theirs: string): boolean {
  const own = ours.flatMap((step) => segments(String(step)));
  const keyed = theirs.replace(/\[\w*=.*?\](?=\.|$)/g, '[*]');
  return segments(keyed).every((step, depth) => step === '*' || depth >= own.length || step === own[depth]);
}

/**
 * In what the API server and this project differ about an object; undefined if they agree.
 *
 * @param broken gets the names of the rules about several fields that the object breaks
 */
export async function disagreement(
  server: ApiServer,
  bundle: Bundle,
  object: Manifest,
  broken: Set<string> = new Set(),
): Promise<string | undefined> {
  const faults = validate(structuredClone(object), only(bundle));
  for (const fault of faults) {
    if (fault.what === 'cross-field') {
      broken.add(fault.rule);
    }
  }
  const [created, applied] = await Promise.all([server.create(object), server.apply(object, { dryRun: 'All', force: 'true' })]);
  return (
    differs(
      'create',
      created,
      faults.filter(({ by }) => by !== 'server-side apply'),
      object,
    ) ??
    differs(
      'server-side apply',
      applied,
      faults.filter(({ by }) => by !== 'create'),
      object,
    )
  );
}

function differs(by: string, answer: Answer, faults: readonly Fault[], object: Manifest): string | undefined {
  const refused = answer.status >= 300;
  const own = faults.map(({ path }) => path.join('.'));
  const head = `${by} of ${formatRef({ namespace: '', ...object.metadata, kind: object.kind })} ${JSON.stringify(object)}`;
  if (refused !== faults.length > 0) {
    return `${head}: the server says ${refused ? answer.body.message : 'yes'}, here ${own.join(' ') || 'yes'}`;
  }
  const unmet = refused ? fieldsIn(answer).filter((field) => !faults.some(({ path }) => meet(path, field))) : [];
  return unmet.length === 0 ? undefined : `${head}: only the server names ${unmet.join(' ')}, here ${own.join(' ')}`;
}
