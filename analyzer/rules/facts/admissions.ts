import type { Manifest } from '../../model/manifest';
import type { LabelSelector } from '../../model/objects';
import type { Path } from '../../model/path';
import type { World } from '../../model/world/world';
import type { Prediction } from '../../status/conditions/prediction';
import { quoted } from '../../text/words';

/** The label that the API server sets on every namespace, and that nobody else can. */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * Who may attach at one place: from which namespaces a listener allows routes, or a Gateway
 * ListenerSets.
 */
export interface Admission {
  readonly owner: Manifest<'Gateway'> | Manifest<'ListenerSet'>;
  /** Absent if a Gateway says which ListenerSets it allows. */
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
    if (namespaces === undefined) {
      continue;
    }
    yield { owner, path: ['spec', 'allowedListeners', 'namespaces'], from: namespaces.from, selector: namespaces.selector };
  }
}

/** Where something is admitted: a listener, or the Gateway itself. */
export interface AdmissionPoint {
  readonly listener?: string;
}

export function admissionPoint({ listener }: Admission): AdmissionPoint {
  return listener === undefined ? {} : { listener };
}

/** `listener "http" of Gateway infra/shared allows routes`. */
export function allowsText(subject: string, { listener }: AdmissionPoint): string {
  return listener === undefined ? `${subject} allows ListenerSets` : `listener ${quoted(listener)} of ${subject} allows routes`;
}

interface Request {
  readonly manifest: Manifest;
  /** Absent for a ListenerSet. */
  readonly sectionName?: string;
}

/** What asks to attach, by whom it asks. */
export class AttachmentRequests {
  private readonly byOwner = new Map<Manifest, Request[]>();

  constructor({ routes, listenerSets }: Prediction) {
    for (const { manifest, parents } of routes) {
      for (const { parent, parentRef } of parents) {
        if (parent !== undefined) {
          this.add(parent, { manifest, sectionName: parentRef.sectionName ?? '' });
        }
      }
    }
    for (const { manifest, gateway } of listenerSets) {
      if (gateway !== undefined) {
        this.add(gateway.manifest, { manifest });
      }
    }
  }

  private add(owner: Manifest, request: Request): void {
    const requests = this.byOwner.get(owner);
    if (requests === undefined) {
      this.byOwner.set(owner, [request]);
    } else {
      requests.push(request);
    }
  }

  /** What asks to attach at a place. */
  at({ owner, listener }: Pick<Admission, 'owner' | 'listener'>): readonly Manifest[] {
    return (this.byOwner.get(owner) ?? [])
      .filter(({ sectionName }) => (listener === undefined ? sectionName === undefined : sectionName === '' || sectionName === listener))
      .map(({ manifest }) => manifest);
  }

  /** The namespaces that hold something which asks to attach at a place. */
  namespaces(place: Pick<Admission, 'owner' | 'listener'>): readonly string[] {
    return [...new Set(this.at(place).map(({ namespace }) => namespace))].sort();
  }
}

/** The selector of namespaces by their names. */
export function byName(names: readonly string[]): LabelSelector {
  return { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: [...new Set(names)].sort() }] };
}
