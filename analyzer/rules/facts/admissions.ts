import type { Manifest } from '../../model/manifest';
import type { LabelSelector } from '../../model/objects';
import type { Path } from '../../model/path';
import type { World } from '../../model/world/world';
import type { Prediction } from '../../status/conditions/prediction';
import { quoted } from '../../text/words';
import { oncePer } from './once-per';

/** The label that the API server sets on every namespace, and that nobody else can. */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Who is let in at one place: from which namespaces a listener takes routes, or a Gateway ListenerSets. */
export interface Admission {
  readonly owner: Manifest<'Gateway'> | Manifest<'ListenerSet'>;
  /** Absent where a Gateway says which ListenerSets it takes. */
  readonly listener?: string;
  /** Of `namespaces` in the owner. */
  readonly path: Path;
  readonly from: string | undefined;
  readonly selector: LabelSelector | undefined;
}

/** Every admission that the input writes or leaves to its default. */
export function* admissions(world: World): Iterable<Admission> {
  for (const owner of [...world.all('Gateway'), ...world.all('ListenerSet')]) {
    for (const [index, { name, allowedRoutes }] of (owner.object.spec.listeners ?? []).entries()) {
      const { from, selector } = allowedRoutes?.namespaces ?? {};
      yield { owner, listener: name, path: ['spec', 'listeners', index, 'allowedRoutes', 'namespaces'], from, selector };
    }
  }
  for (const owner of world.all('Gateway')) {
    const namespaces = owner.object.spec.allowedListeners?.namespaces;
    if (namespaces === undefined) continue;
    yield { owner, path: ['spec', 'allowedListeners', 'namespaces'], from: namespaces.from, selector: namespaces.selector };
  }
}

/** How an admission is called: `listener "http"`, or nothing for the Gateway itself. */
export interface Door {
  readonly listener?: string;
}

export function doorOf({ listener }: Admission): Door {
  return listener === undefined ? {} : { listener };
}

/** `listener "http" of Gateway infra/shared takes routes`. */
export function takesText(subject: string, { listener }: Door): string {
  return listener === undefined ? `${subject} takes listeners of ListenerSets` : `listener ${quoted(listener)} of ${subject} takes routes`;
}

interface Asking {
  readonly namespace: string;
  /** Absent for a ListenerSet. */
  readonly sectionName?: string;
}

/** What asks to be let in, by whom it asks. */
const asking = oncePer(({ routes, listenerSets }: Prediction): ReadonlyMap<Manifest, readonly Asking[]> => {
  const all = new Map<Manifest, Asking[]>();
  const note = (owner: Manifest, asks: Asking) => {
    const known = all.get(owner);
    if (known === undefined) all.set(owner, [asks]);
    else known.push(asks);
  };
  for (const { manifest, parents } of routes)
    for (const { parent, parentRef } of parents)
      if (parent !== undefined) note(parent, { namespace: manifest.namespace, sectionName: parentRef.sectionName ?? '' });
  for (const { manifest, gateway } of listenerSets) if (gateway !== undefined) note(gateway.manifest, { namespace: manifest.namespace });
  return all;
});

/** The namespaces that hold something which asks to be let in. */
export function askers(prediction: Prediction, { owner, listener }: Pick<Admission, 'owner' | 'listener'>): readonly string[] {
  const names = (asking(prediction).get(owner) ?? [])
    .filter(({ sectionName }) => (listener === undefined ? sectionName === undefined : sectionName === '' || sectionName === listener))
    .map(({ namespace }) => namespace);
  return [...new Set(names)].sort();
}

/** The selector of namespaces by their names. */
export function byName(names: readonly string[]): LabelSelector {
  return { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: [...new Set(names)].sort() }] };
}
