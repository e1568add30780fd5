import type { Manifest } from '../model/manifest';
import { type ReferenceGrantFrom, type ReferenceGrantTo, ROUTE_KINDS } from '../model/objects';
import type { World } from '../model/world';
import type { Why } from '../status/cause';
import type { Prediction } from '../status/prediction';
import { oncePer } from './once-per';

const GATEWAY_API = 'gateway.networking.k8s.io';
const EXPERIMENTAL = 'gateway.networking.x-k8s.io';

const REFERRERS: ReadonlySet<string> = new Set([
  ...[...ROUTE_KINDS, 'Gateway', 'ListenerSet'].map((kind) => `${GATEWAY_API}/${kind}`),
  `${EXPERIMENTAL}/XListenerSet`,
]);
const PARENTS: ReadonlySet<string> = new Set([`${GATEWAY_API}/Gateway`, `${GATEWAY_API}/ListenerSet`, `${EXPERIMENTAL}/XListenerSet`]);
const TARGETS: ReadonlySet<string> = new Set(['/Service', '/Secret', '/ConfigMap']);

/** Whether an entry names a kind all of whose references are read; of other kinds nobody here knows what they use. */
export function isReferrer({ group, kind }: ReferenceGrantFrom): boolean {
  return REFERRERS.has(`${group}/${kind}`);
}

/** Whether an entry names a kind that the references which are read lead to. */
export function isTarget({ group, kind }: ReferenceGrantTo): boolean {
  return TARGETS.has(`${group}/${kind}`);
}

/** Whether an entry names something that routes attach to, for which no ReferenceGrant is asked. */
export function isParent({ group, kind }: ReferenceGrantTo): boolean {
  return PARENTS.has(`${group}/${kind}`);
}

/** Whether every object that may use an entry is in the input: nothing there is rendered later, as a Helm release is. */
export function isKnownWhole(world: World, { namespace }: ReferenceGrantFrom): boolean {
  return world.closed('Other', namespace);
}

/** The grants of which one entry alone stands between a reference and its target: the finding about the reference says it. */
export const nearMisses = oncePer(({ routes, gateways, listenerSets }: Prediction): ReadonlySet<Manifest<'ReferenceGrant'>> => {
  const near = new Set<Manifest<'ReferenceGrant'>>();
  for (const { references } of [...routes, ...gateways, ...listenerSets])
    for (const { cause } of references)
      if (cause?.why === 'ref-not-permitted') for (const { grant, failed } of cause.grants) if (failed.length === 1) near.add(grant);
  return near;
});

const ASTRAY: ReadonlySet<Why> = new Set(['backend-not-found', 'invalid-kind', 'invalid-certificate-ref', 'invalid-ca-certificate-ref']);

function referenceKey({ group, kind, namespace }: ReferenceGrantFrom, name: string): string {
  return JSON.stringify([group, kind, namespace, name]);
}

/** References that lead nowhere, by who refers and to which name. */
const astray = oncePer(({ routes, gateways, listenerSets }: Prediction): ReadonlySet<string> => {
  const keys = new Set<string>();
  for (const { manifest, references } of [...routes, ...gateways, ...listenerSets])
    for (const { cause, target } of references)
      if (cause !== undefined && ASTRAY.has(cause.why)) keys.add(referenceKey(manifest, target.name));
  return keys;
});

/** Whether a grant names what a reference that leads nowhere may well mean: the finding about the reference says it. */
export function isAwaited(prediction: Prediction, { object }: Manifest<'ReferenceGrant'>): boolean {
  const { from = [], to = [] } = object.spec;
  const lost = astray(prediction);
  return from.some((entry) => to.some(({ name }) => name !== undefined && lost.has(referenceKey(entry, name))));
}
