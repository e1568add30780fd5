import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import type { Path } from '../../model/path';
import type { ReferenceTarget } from '../../status/conditions/cause';
import { nearest } from '../../text/did-you-mean';
import { quoted } from '../../text/words';
import { setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { conditionFaults, parentFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { wouldAccept } from '../facts/would-accept';
import { defineRule, type Found, type RuleInput } from '../rule';

export interface Params {
  readonly target: ReferenceTarget;
  /** Similar parents, as `Gateway kong/kong`. */
  readonly similar: readonly string[];
  /** `kind`: no group and kind of a parent. */
  readonly fault: 'object' | 'kind';
}

const GROUP = 'gateway.networking.k8s.io';
/** How many parents of that name are shown. */
const SHOWN = 3;
const PARENTS = ['Gateway', 'ListenerSet'] as const;

type Parent = Manifest<'Gateway' | 'ListenerSet'>;

interface Guess {
  readonly similar: readonly string[];
  readonly edit: Edit | undefined;
}

/**
 * The parent that is likely meant: of a similar name in that namespace, or of this name in another
 * one. Of a namespace that is not in the input, another one is likely meant only if the names are
 * similar.
 */
function guess(input: RuleInput, manifest: Manifest, path: Path, { kind, namespace, name }: ReferenceTarget): Guess {
  const { world, facts } = input;
  const editOf = (candidate: Parent | undefined, field: 'name' | 'namespace') =>
    candidate && wouldAccept(input, candidate, manifest, path) ? setField(manifest, [...path, field], candidate[field]) : undefined;
  const parent = PARENTS.find((one) => one === kind);
  if (parent === undefined) {
    return { similar: [], edit: undefined };
  }
  const here = world.in<'Gateway' | 'ListenerSet'>(parent, namespace);
  const likely = nearest(name, facts.objectsByName.names(here));
  if (likely !== undefined) {
    const similar = facts.objectsByName.namesakes(here, likely);
    return { similar: similar.map(formatRef), edit: editOf(similar[0], 'name') };
  }
  const elsewhere = facts.objectsByName.namesakes(world.all<'Gateway' | 'ListenerSet'>(parent), name);
  const [only, ...others] = elsewhere;
  const isLikely = only !== undefined && others.length === 0 && (world.closed(parent, namespace) || nearest(namespace, [only.namespace]));
  const edit = isLikely ? editOf(only, 'namespace') : undefined;
  const hints = elsewhere.length > 0 ? elsewhere : facts.objectsByName.related(here, name);
  return { similar: hints.slice(0, SHOWN).map(formatRef), edit };
}

/** A group or kind that is a typo of a parent's. */
function guessKind(manifest: Manifest, path: Path, { group, kind }: ReferenceTarget): Edit | undefined {
  if (group !== GROUP) {
    return PARENTS.some((parent) => parent === kind) ? setField(manifest, [...path, 'group'], GROUP) : undefined;
  }
  const likely = nearest(kind, PARENTS) ?? PARENTS.find((parent) => parent.toLowerCase() === kind.toLowerCase());
  return likely === undefined ? undefined : setField(manifest, [...path, 'kind'], likely);
}

/** A parentRef to a parent that does not exist, or may not: no controller will write a status. */
export const parentNotFound = defineRule('parent-not-found', {
  reads: ['Gateway', 'ListenerSet', 'Namespace'],
  title: 'a parentRef names a parent that does not exist',
  why: 'No controller manages a parent that does not exist, so no status is ever written, and tools that wait for a status wait forever.',
  *find(input): Iterable<Found<Params>> {
    const { prediction, facts } = input;
    for (const { manifest, path, target, why } of facts.parentsWithoutStatus) {
      if (why === 'absent') {
        const { similar, edit } = guess(input, manifest, path, target);
        yield { at: manifest, path, severity: 'error', params: { target, similar, fault: 'object' }, edit };
      } else if (why === 'kind') {
        const edit = guessKind(manifest, path, target);
        if (edit !== undefined) {
          yield { at: manifest, path, severity: 'error', params: { target, similar: [], fault: 'kind' }, edit };
        }
      }
    }
    const unknown = prediction.listenerSets.flatMap(({ manifest, noStatus, conditions }) =>
      noStatus === undefined ? conditionFaults(conditions, 'parent-unknown').map(({ cause }) => ({ manifest, cause })) : [],
    );
    for (const { manifest, cause } of [...parentFaults(prediction.routes, 'parent-unknown'), ...unknown]) {
      const { target, path, missing } = cause;
      const { similar, edit } = guess(input, manifest, path, target);
      yield { at: manifest, path, severity: 'note', params: { target, similar, fault: 'object' }, missing, edit };
    }
  },
  message: (subject, { target, fault }) =>
    fault === 'kind'
      ? `${subject} is not attached: ${target.kind} of group ${quoted(target.group)} is not a kind of parent; no controller will write a status`
      : `${subject} is not attached: ${formatRef(target)} does not exist; no controller will write a status`,
  question: (subject, { target }) => `${formatRef(target)} allows ${subject}`,
  seen: ({ similar }) => similar.map((parent) => `there is ${parent}`),
  fix: ({ target, fault }) => (fault === 'kind' ? 'use a Gateway or a ListenerSet' : `use an existing parent, or add ${formatRef(target)}`),
  traffic: unattached,
});
