import type { Manifest } from '../../model/manifest';
import type { Prediction } from '../../status/conditions/prediction';

type Grant = Manifest<'ReferenceGrant'>;

const EVERY = '*';

function key(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace} ${name}`;
}

/**
 * The grants that are most likely meant for a reference that fails: the finding about that one says
 * what is wrong.
 */
export class GrantNearMisses {
  /** Grants that lack one thing alone to permit what is refused. */
  private readonly near = new Set<Grant>();
  /** Names that are referred to in vain, by who refers. */
  private readonly sought = new Set<string>();

  constructor({ routes, gateways, listenerSets }: Prediction) {
    for (const { manifest, references } of [...routes, ...gateways, ...listenerSets]) {
      for (const { cause, target } of references) {
        if (cause === undefined) {
          continue;
        }
        for (const name of [target.name, EVERY]) {
          this.sought.add(key(manifest.kind, manifest.namespace, name));
        }
        if (cause.why !== 'ref-not-permitted') {
          continue;
        }
        for (const { grant, failed } of cause.grants) {
          if (failed.length === 1) {
            this.near.add(grant);
          }
        }
      }
    }
  }

  has(grant: Grant): boolean {
    if (this.near.has(grant) || this.sought.size === 0) {
      return this.near.has(grant);
    }
    const { from = [], to = [] } = grant.object.spec;
    return from.some(({ kind, namespace }) => to.some(({ name }) => this.sought.has(key(kind, namespace, name || EVERY))));
  }
}
