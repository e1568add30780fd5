import type { Manifest } from '../../model/manifest';
import type { ReferenceGrantFrom, ReferenceGrantTo } from '../../model/objects';
import { list, quotedList } from '../../text/words';
import { addItem, joinEdits, removeField, setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { isKnownWhole, isReferrer, isTarget, MOST_ENTRIES } from '../facts/grant-entries';
import { fromText, toText } from '../facts/grant-text';
import type { GrantUsage } from '../facts/grant-uses';
import { defineRule, type Found } from '../rule';

export type Params =
  | { readonly what: 'from'; readonly entry: ReferenceGrantFrom }
  | { readonly what: 'to'; readonly entry: ReferenceGrantTo; readonly used: readonly string[] }
  | { readonly what: 'pair'; readonly entry: ReferenceGrantFrom; readonly excess: readonly ReferenceGrantTo[] };

type Grant = Manifest<'ReferenceGrant'>;
type Wider = Found<Params>;

/** Names what an entry for a whole kind is used for. */
function narrow(grant: Grant, index: number, entry: ReferenceGrantTo, used: readonly string[]): Edit | undefined {
  const { to = [] } = grant.object.spec;
  const named = new Set(to.filter(({ group, kind }) => group === entry.group && kind === entry.kind).map(({ name }) => name));
  // Many grants may share a long list, that is not to be gone through for each of them in vain.
  if (used.length > MOST_ENTRIES + named.size) {
    return undefined;
  }
  const [first, ...others] = used.filter((name) => !named.has(name));
  if (first === undefined) {
    return removeField(grant, ['spec', 'to', index]);
  }
  if (to.length + others.length > MOST_ENTRIES) {
    return undefined;
  }
  const { group, kind } = entry;
  const added = others.map((name) => addItem(grant, ['spec', 'to'], { group, kind, name }));
  return joinEdits(setField(grant, ['spec', 'to', index, 'name'], first), ...added);
}

function* unusedTargets(grant: Grant, usage: GrantUsage): Iterable<Wider> {
  for (const [index, entry] of (grant.object.spec.to ?? []).entries()) {
    const path = ['spec', 'to', index];
    const names = usage.names(index);
    const params = { what: 'to', entry, used: names } as const;
    if (names.length === 0) {
      yield { at: grant, path, severity: 'warning', params, edit: removeField(grant, path) };
    } else if ((entry.name ?? '') === '') {
      yield { at: grant, path, severity: 'warning', params, edit: narrow(grant, index, entry, names) };
    }
  }
}

/** The pairs of a grant whose two halves are used, but never together. */
function unusedPairs(grant: Grant, usage: GrantUsage): Wider[] {
  const { from = [], to = [] } = grant.object.spec;
  return [...from.entries()].flatMap(([first, source]) => {
    const excess = to.filter((_, second) => usage.has('from', first) && usage.has('to', second) && !usage.hasPair(first, second));
    if (excess.length === 0) {
      return [];
    }
    return [{ at: grant, path: ['spec', 'from', first], severity: 'warning', params: { what: 'pair', entry: source, excess } }];
  });
}

function excessText(excess: Params): string {
  if (excess.what === 'from') {
    return `permits ${fromText(excess.entry)}, which references nothing that the grant permits`;
  }
  if (excess.what === 'pair') {
    return `permits ${fromText(excess.entry)} to reference ${list(excess.excess.map(toText))}, which it does not`;
  }
  const { used } = excess;
  return `permits references to ${toText(excess.entry)}, ${used.length === 0 ? 'which nothing references' : `though only ${quotedList(used)} ${used.length === 1 ? 'is' : 'are'} referenced`}`;
}

/**
 * A ReferenceGrant that permits more than is used, if everything that could use it is in the input.
 */
export const grantWiderThanUsed = defineRule('grant-wider-than-used', {
  reads: ['Namespace'],
  title: 'a ReferenceGrant permits more than is used',
  why: 'What a grant permits beyond its use is open to the next route as well, without another review.',
  *find({ world, facts }): Iterable<Found<Params>> {
    for (const [grant, usage] of facts.grantUses) {
      const { from = [], to = [] } = grant.object.spec;
      const single = from.length === 1 && to.length === 1 && (to[0]?.name ?? '') !== '';
      if (single || facts.grantNearMisses.has(grant)) {
        continue;
      }
      const known = from.map((entry) => isReferrer(entry) && isKnownWhole(world, entry));
      for (const [index, entry] of from.entries()) {
        if (known[index] !== true || entry.namespace === grant.namespace || usage.has('from', index)) {
          continue;
        }
        const path = ['spec', 'from', index];
        yield { at: grant, path, severity: 'warning', params: { what: 'from', entry }, edit: removeField(grant, path) };
      }
      if (!known.every(Boolean) || !to.every(isTarget)) {
        continue;
      }
      yield* unusedTargets(grant, usage);
      yield* unusedPairs(grant, usage);
    }
  },
  message: (subject, excess) => `${subject} ${excessText(excess)}`,
  fix: ({ what }) =>
    what === 'pair'
      ? 'split the grant: every from of a grant may reference every to of it'
      : 'name the referenced objects in to, in a second grant if needed',
});
