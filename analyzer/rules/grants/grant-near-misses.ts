import type { Manifest } from '../../model/manifest';
import type { Prediction } from '../../status/conditions/prediction';
import { oncePer } from '../facts/once-per';

type Grant = Manifest<'ReferenceGrant'>;

interface Troubles {
  /** Grants that lack one thing alone to permit what is refused. */
  readonly near: ReadonlySet<Grant>;
  /** Names that are referred to in vain, by who refers. */
  readonly sought: ReadonlySet<string>;
}

const EVERY = '*';

function key(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace} ${name}`;
}

const troubles = oncePer(({ routes, gateways, listenerSets }: Prediction): Troubles => {
  const near = new Set<Grant>();
  const sought = new Set<string>();
  for (const { manifest, references } of [...routes, ...gateways, ...listenerSets])
    for (const { cause, target } of references) {
      if (cause === undefined) continue;
      for (const name of [target.name, EVERY]) sought.add(key(manifest.kind, manifest.namespace, name));
      if (cause.why !== 'ref-not-permitted') continue;
      for (const { grant, failed } of cause.grants) if (failed.length === 1) near.add(grant);
    }
  return { near, sought };
});

/** Whether a grant is most likely meant for a reference that fails: the finding about that one says what is wrong. */
export function isNearMiss(prediction: Prediction, grant: Grant): boolean {
  const { near, sought } = troubles(prediction);
  if (near.has(grant) || sought.size === 0) return near.has(grant);
  const { from = [], to = [] } = grant.object.spec;
  return from.some(({ kind, namespace }) => to.some(({ name }) => sought.has(key(kind, namespace, name || EVERY))));
}
