import type { Manifest } from '../../model/manifest';
import type { ParentReference, RouteKind } from '../../model/objects';
import { type Path, valueAt } from '../../model/path';
import type { ListenerPrediction } from '../../status/conditions/prediction';
import { hostnamesIntersect } from '../../status/matching/hostnames';
import { admits } from '../../status/matching/namespaces';
import type { RuleInput } from '../rule';

type Parent = Manifest<'Gateway' | 'ListenerSet'>;

/**
 * Whether a parent would accept an object that referenced it at a path, so that an edit which leads
 * there ends well. What the input does not tell counts as no.
 */
export function wouldAccept(input: RuleInput, parent: Parent, manifest: Manifest, path: Path): boolean {
  if (manifest.model === 'ListenerSet') {
    const policy = (parent.object.spec as Manifest<'Gateway'>['object']['spec']).allowedListeners?.namespaces ?? { from: 'None' };
    return parent.model === 'Gateway' && admits(policy, parent.namespace, manifest.namespace, input.world).answer === 'True';
  }
  const route = manifest as Manifest<RouteKind>;
  const ref = valueAt(route.object, path) as ParentReference;
  const { gateways, listenerSets } = input.prediction;
  const predicted = [...gateways, ...listenerSets].find((candidate) => candidate.manifest === parent);
  return (
    !isTwice(route, path, parent, ref) && (predicted?.listeners ?? []).some((listener) => listenerAccepts(input, listener, route, ref))
  );
}

/**
 * Whether the route references a parent already, as the API server allows it only with a
 * sectionName for each.
 */
function isTwice(route: Manifest<RouteKind>, path: Path, parent: Parent, { sectionName }: ParentReference): boolean {
  return (route.object.spec.parentRefs ?? []).some((other, index) => {
    const isSame = other.kind === parent.kind && other.name === parent.name && (other.namespace ?? route.namespace) === parent.namespace;
    return (
      isSame && index !== path.at(-1) && (sectionName === undefined || other.sectionName === undefined || other.sectionName === sectionName)
    );
  });
}

function listenerAccepts(
  { world }: RuleInput,
  { owner, listener, supportedKinds }: ListenerPrediction,
  route: Manifest<RouteKind>,
  { sectionName, port }: ParentReference,
): boolean {
  const { from = 'Same', selector } = listener.allowedRoutes?.namespaces ?? {};
  const policy = { from, ...(selector !== undefined && { selector }) };
  return (
    (sectionName ?? listener.name) === listener.name &&
    (port ?? listener.port) === listener.port &&
    supportedKinds.some(({ kind }) => kind === route.kind) &&
    hostnamesIntersect(listener.hostname, route.object.spec.hostnames ?? []) &&
    admits(policy, owner.namespace, route.namespace, world).answer === 'True'
  );
}
