import type { Manifest } from '../../model/manifest';
import type { Path } from '../../model/path';
import type { Missing } from '../../model/problem';
import type { World } from '../../model/world/world';
import type { Cause, ReferenceTarget, Referrer } from '../conditions/cause';
import { type Fault, fault, unknownFault } from '../conditions/condition-builder';
import type { Reference } from '../conditions/prediction';
import type { PredictionContext } from './prediction-context';

/** A reference and what is wrong with it. */
export interface Resolved {
  readonly reference: Reference;
  readonly fault?: Fault;
}

export function resolved(
  path: Path,
  role: Reference['role'],
  target: ReferenceTarget,
  grants: Reference['grants'],
  found?: Fault,
): Resolved {
  const base = { path, role, target, grants };
  if (found === undefined) {
    return { reference: { ...base, status: 'True' } };
  }
  return { reference: { ...base, status: found.status, cause: found.cause }, fault: found };
}

export function faultsOf(references: readonly Resolved[]): Fault[] {
  return references.flatMap(({ fault: found }) => found ?? []);
}

/**
 * What a ReferenceGrant must name for an object to refer elsewhere: the object that holds the
 * field.
 */
export function referrer({ group, kind, namespace }: Manifest): Referrer {
  return { group, kind, namespace };
}

/**
 * Whether a reference may leave its namespace. Comes before any look at what it leads to, as
 * existence must not leak across namespaces.
 *
 * @see Gateway API v1.6.1, apis/v1/referencegrant_types.go; conformance,
 * udproute-invalid-cross-namespace-backend-ref
 */
export function permission(
  { grants, world }: PredictionContext,
  from: Referrer,
  target: ReferenceTarget,
  path: Path,
): { readonly grants: Reference['grants']; readonly fault?: Fault } {
  if (isLocal(target) && target.namespace !== from.namespace) {
    const cause: Cause = { why: 'ref-not-permitted', path: [...path, 'namespace'], target, from, grants: [], local: true, missing: [] };
    return { grants: [], fault: fault('RefNotPermitted', cause) };
  }
  const { answer, grants: used } = grants.permits(from, target);
  if (answer === 'True') {
    return { grants: used };
  }
  const cause: Cause = {
    why: 'ref-not-permitted',
    path: [...path, 'namespace'],
    target,
    from,
    grants: grants.near(from, target),
    missing: answer === 'False' ? [] : [missingGrant(world, target.namespace)],
  };
  return { grants: used, fault: answer === 'False' ? fault('RefNotPermitted', cause) : unknownFault(cause) };
}

/**
 * Whether objects of a kind are for references of their own namespace. Which reason a controller
 * gives for others is not written down; this one is nearest.
 *
 * @see Gateway API v1.7.0, geps/gep-4894
 */
function isLocal({ group, kind }: ReferenceTarget): boolean {
  return group === 'gateway.networking.x-k8s.io' && kind === 'XBackend';
}

/** What would settle whether a grant permits: the one that the API server refuses, else any. */
function missingGrant(world: World, namespace: string): Missing {
  const refused = world.refusedIn('ReferenceGrant', namespace);
  if (refused === undefined) {
    return { kind: 'ReferenceGrant', namespace, name: '', sought: 'a ReferenceGrant' };
  }
  return { kind: 'ReferenceGrant', namespace, name: refused.name, refused: true };
}
