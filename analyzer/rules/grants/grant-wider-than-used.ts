import type { Manifest } from '../../model/manifest';
import type { ReferenceGrantTo } from '../../model/objects';
import { addItem, joinEdits, removeField, setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { isKnownWhole, isReferrer, isTarget, MOST_ENTRIES } from '../facts/grant-entries';
import { type GrantUsage, grantUses } from '../facts/grant-uses';
import type { Found, Rule } from '../rule';
import { isNearMiss } from './grant-near-misses';

type Grant = Manifest<'ReferenceGrant'>;
type Wider = Found<'grant-wider-than-used'>;

/** Names what an entry for a whole kind is used for. */
function narrow(grant: Grant, index: number, entry: ReferenceGrantTo, used: readonly string[]): Edit | undefined {
  const { to = [] } = grant.object.spec;
  const named = new Set(to.filter(({ group, kind }) => group === entry.group && kind === entry.kind).map(({ name }) => name));
  // Many grants may share a long list, that is not to be gone through for each of them in vain.
  if (used.length > MOST_ENTRIES + named.size) return undefined;
  const [first, ...others] = used.filter((name) => !named.has(name));
  if (first === undefined) return removeField(grant, ['spec', 'to', index]);
  if (to.length + others.length > MOST_ENTRIES) return undefined;
  const { group, kind } = entry;
  const added = others.map((name) => addItem(grant, ['spec', 'to'], { group, kind, name }));
  return joinEdits(setField(grant, ['spec', 'to', index, 'name'], first), ...added);
}

function* unusedTargets(grant: Grant, usage: GrantUsage): Iterable<Wider> {
  for (const [index, entry] of (grant.object.spec.to ?? []).entries()) {
    const path = ['spec', 'to', index];
    const names = usage.names(index);
    const params = { what: 'to', entry, used: names } as const;
    if (names.length === 0) yield { at: grant, path, severity: 'warning', params, edit: removeField(grant, path) };
    else if ((entry.name ?? '') === '') yield { at: grant, path, severity: 'warning', params, edit: narrow(grant, index, entry, names) };
  }
}

/** The pairs of a grant whose two halves are used, but never together. */
function unusedPairs(grant: Grant, usage: GrantUsage): Wider[] {
  const { from = [], to = [] } = grant.object.spec;
  return [...from.entries()].flatMap(([first, source]) => {
    const excess = to.filter((_, second) => usage.has('from', first) && usage.has('to', second) && !usage.hasPair(first, second));
    if (excess.length === 0) return [];
    return [{ at: grant, path: ['spec', 'from', first], severity: 'warning', params: { what: 'pair', entry: source, excess } }];
  });
}

/** A ReferenceGrant that is used, and permits more than that, where all that could refer is in the input. */
export const grantWiderThanUsed: Rule<'grant-wider-than-used'> = {
  reads: ['Namespace'],
  *find({ world, prediction }) {
    for (const [grant, usage] of grantUses(prediction)) {
      const { from = [], to = [] } = grant.object.spec;
      const single = from.length === 1 && to.length === 1 && (to[0]?.name ?? '') !== '';
      if (single || isNearMiss(prediction, grant)) continue;
      const known = from.map((entry) => isReferrer(entry) && isKnownWhole(world, entry));
      for (const [index, entry] of from.entries()) {
        if (known[index] !== true || entry.namespace === grant.namespace || usage.has('from', index)) continue;
        const path = ['spec', 'from', index];
        yield { at: grant, path, severity: 'warning', params: { what: 'from', entry }, edit: removeField(grant, path) };
      }
      if (!known.every(Boolean) || !to.every(isTarget)) continue;
      yield* unusedTargets(grant, usage);
      yield* unusedPairs(grant, usage);
    }
  },
};
