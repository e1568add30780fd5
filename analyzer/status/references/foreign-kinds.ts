import type { World } from '../../model/world/world';
import type { ReferenceTarget } from '../conditions/cause';
import { GATEWAY_GROUP, isDomain } from '../matching/kinds';
import type { PredictionContext } from './prediction-context';

/** Kinds that some controllers know, whatever their name. */
const KNOWN_TO_SOME: ReadonlySet<string> = new Set([
  'multicluster.x-k8s.io/ServiceImport',
  'net.gke.io/ServiceImport',
  'inference.networking.k8s.io/InferencePool',
  'inference.networking.x-k8s.io/InferencePool',
  'gateway.networking.x-k8s.io/XBackend',
  'networking.istio.io/Hostname',
  'gateway.kgateway.dev/Backend',
  'certificates.k8s.io/ClusterTrustBundle',
]);

/** Groups of kinds that a controller knows beside those of the domain of its own name. */
const GROUPS_OF_CONTROLLER: ReadonlyMap<string, readonly string[]> = new Map([
  ['io.cilium', ['cilium.io']],
  ['istio.io', ['networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'extensions.istio.io']],
  ['kgateway.dev', ['gateway.kgateway.dev', 'delegation.kgateway.dev', 'agentgateway.dev']],
  ['konghq.com', ['configuration.konghq.com', 'gateway-operator.konghq.com']],
  ['networking.gke.io', ['net.gke.io']],
  ['solo.io', ['gloo.solo.io', 'gateway.solo.io', 'delegation.gateway.solo.io']],
]);

/**
 * Which API groups a controller may have kinds of its own in. If the class of a Gateway is not in
 * the input, any that is not a group of Kubernetes or of the Gateway API.
 *
 * @see Gateway API v1.6.1, apis/v1/gatewayclass_types.go, GatewayController
 */
export function ownership(world: World): (group: string) => boolean {
  const classes = world.all('GatewayClass');
  const isClassGiven = (name: string | undefined) => name === undefined || world.get('GatewayClass', '', name) !== undefined;
  if (classes.length === 0 || !world.all('Gateway').every(({ object }) => isClassGiven(object.spec.gatewayClassName))) {
    return isDomain;
  }
  const domains = new Set(classes.flatMap(({ object }) => object.spec.controllerName?.split('/', 1) ?? []));
  const groups = new Set([...domains].flatMap((domain) => [domain, ...(GROUPS_OF_CONTROLLER.get(domain) ?? [])]));
  return (group) => groups.has(group);
}

/**
 * Whether a controller may know a kind: by the group of the kind, or as there is such an object,
 * which would be of no use without one.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteReasonInvalidKind and
 * BackendObjectReference
 */
export function mayBeKnown({ world, owns }: PredictionContext, { group, kind, namespace, name }: ReferenceTarget): boolean {
  return KNOWN_TO_SOME.has(`${group}/${kind}`) || owns(group) || (isDomain(group) && world.has(group, kind, namespace, name));
}

/**
 * Whether a backend is an HTTPRoute that may be there, of one name or of all: some controllers
 * delegate to it, and ask for no consent then.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteReasonInvalidKind
 */
export function isDelegation(world: World, { group, kind, namespace, name }: ReferenceTarget): boolean {
  if (group !== GATEWAY_GROUP || kind !== 'HTTPRoute') {
    return false;
  }
  const isThere = name === '*' ? world.in('HTTPRoute', namespace).length > 0 : world.get('HTTPRoute', namespace, name) !== undefined;
  return isThere || !world.closed('HTTPRoute', namespace, name);
}
