import type { Manifest } from '../../model/manifest';
import type { ReferenceGrantTo } from '../../model/objects';
import { nearest } from '../../text/did-you-mean';
import { quoted } from '../../text/words';
import { setField } from '../edits/change';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly group: string;
  readonly kind: string;
  readonly meant: { readonly key: 'group' | 'kind'; readonly value: string };
}

const GATEWAY_API = 'gateway.networking.k8s.io';
const EXPERIMENTAL = 'gateway.networking.x-k8s.io';

/** The kinds that a ReferenceGrant is written for, by the group that they belong to. */
const KINDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    [GATEWAY_API]: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'Gateway', 'ListenerSet', 'BackendTLSPolicy'],
    [EXPERIMENTAL]: ['XListenerSet'],
    '': ['Service', 'Secret', 'ConfigMap'],
  }),
);
/** Words that are written for a group and that no such kind has ever belonged to. */
const NO_GROUP_OF_THEIRS = new Set([...KINDS.keys(), 'core', 'v1', 'networking.k8s.io', 'gateway.k8s.io']);

interface Meant {
  readonly key: 'group' | 'kind';
  readonly value: string;
}

/** What an entry must have meant, where no such kind can exist. */
export function meant({ group, kind }: ReferenceGrantTo): Meant | undefined {
  const home = [...KINDS.keys()].find((one) => KINDS.get(one)?.includes(kind));
  if (home === group) {
    return undefined;
  }
  if (home !== undefined) {
    return NO_GROUP_OF_THEIRS.has(group) || nearest(group, [home]) === home ? { key: 'group', value: home } : undefined;
  }
  const kinds = KINDS.get(group) ?? [];
  const same = kinds.find((one) => one.toLowerCase() === kind.toLowerCase()) ?? nearest(kind, kinds);
  return same === undefined ? undefined : { key: 'kind', value: same };
}

function* entriesOf(grant: Manifest<'ReferenceGrant'>, list: 'from' | 'to'): Iterable<Found<Params>> {
  for (const [index, entry] of (grant.object.spec[list] ?? []).entries()) {
    const intended = meant(entry);
    if (intended === undefined) {
      continue;
    }
    const path = ['spec', list, index, intended.key];
    const { group, kind } = entry;
    yield { at: grant, path, severity: 'warning', params: { group, kind, meant: intended }, edit: setField(grant, path, intended.value) };
  }
}

/**
 * An entry of a ReferenceGrant that names a kind under a group where no such kind exists: it
 * permits nothing.
 */
export const grantKindUnknown = defineRule('grant-kind-unknown', {
  reads: ['ReferenceGrant'],
  title: 'a ReferenceGrant names a kind that does not exist',
  why: 'Group and kind of a grant are compared exactly. The API server accepts any, and one that does not exist permits nothing.',
  *find({ world, facts }): Iterable<Found<Params>> {
    for (const grant of world.all('ReferenceGrant')) {
      if (!facts.grantNearMisses.has(grant)) {
        yield* [...entriesOf(grant, 'from'), ...entriesOf(grant, 'to')];
      }
    }
  },
  message: (subject, { group, kind, meant }) =>
    `${subject} names kind ${quoted(kind)} of group ${quoted(group)}, which does not exist: this entry permits nothing${meant.value === '' ? '; the core group is written ""' : ''}`,
});
