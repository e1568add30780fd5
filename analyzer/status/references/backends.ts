import type { Manifest } from '../../model/manifest';
import type { BackendObjectReference, Kind, RouteFilter, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import { append } from '../../text/append';
import type { ReferenceTarget } from '../conditions/cause';
import { type Fault, fault, unknownFault } from '../conditions/condition-builder';
import type { Reference } from '../conditions/prediction';
import type { Supports } from '../matching/features';
import { isDelegation, mayBeKnown } from './foreign-kinds';
import type { PredictionContext } from './prediction-context';
import { permission, type Resolved, referrer, resolved } from './references';

/** Where a route refers to something, and to what. */
interface Places {
  readonly backends: Resolved[];
  readonly extensions: Fault[];
}

/**
 * Every reference of a route, in the order of the document: what rules send to, mirror to, and ask
 * for permission, also in the filters of single backends; and the filters that are objects of their
 * own. A weight of 0 changes nothing.
 *
 * @see Gateway API v1.6.1, apis/v1/httproute_types.go, HTTPRouteRule and HTTPRequestMirrorFilter;
 * apis/v1/grpcroute_types.go
 */
export function backendReferences(setting: PredictionContext, route: Manifest<RouteKind>): Places {
  const backends: Resolved[] = [];
  const extensions: Fault[] = [];
  const judge = (ref: BackendObjectReference | undefined, role: Reference['role'], path: Path): void => {
    if (ref !== undefined) {
      backends.push(backendReference(setting, route, ref, role, path));
    }
  };
  const filters = (list: readonly RouteFilter[] = [], at: Path): void => {
    for (const [index, { requestMirror, externalAuth, extensionRef }] of list.entries()) {
      judge(requestMirror?.backendRef, 'mirror', [...at, index, 'requestMirror', 'backendRef']);
      judge(externalAuth?.backendRef, 'external-auth', [...at, index, 'externalAuth', 'backendRef']);
      if (extensionRef !== undefined) {
        append(extensions, extensionFaults(setting, { ...extensionRef, namespace: route.namespace }, [...at, index, 'extensionRef']));
      }
    }
  };
  for (const [index, rule] of (route.object.spec.rules ?? []).entries()) {
    const at = ['spec', 'rules', index];
    filters(rule.filters, [...at, 'filters']);
    for (const [place, ref] of (rule.backendRefs ?? []).entries()) {
      const path = [...at, 'backendRefs', place];
      judge(ref, 'backend', path);
      filters(ref.filters, [...path, 'filters']);
    }
  }
  return { backends, extensions };
}

/**
 * A filter that is an object of its own is for the controller to know; what it says of one that it
 * does not find is left to it.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, LocalObjectReference;
 * apis/v1/httproute_types.go, HTTPRouteFilterExtensionRef
 */
export function extensionFaults({ world }: PredictionContext, target: ReferenceTarget, path: Path): Fault[] {
  const { group, kind, namespace, name } = target;
  if (world.has(group, kind, namespace, name)) {
    return [];
  }
  return [unknownFault({ why: 'extension-unknown', path, target, missing: [{ kind, namespace, name }] })];
}

/**
 * One reference to a backend; of several things that are wrong, the first counts: kind, consent,
 * existence, port, protocol.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteConditionResolvedRefs and its reasons
 */
export function backendReference(
  setting: PredictionContext,
  route: Manifest,
  ref: BackendObjectReference,
  role: Reference['role'],
  path: Path,
): Resolved {
  const { group, kind, name, port } = ref;
  const target: ReferenceTarget = {
    group,
    kind,
    namespace: ref.namespace ?? route.namespace,
    name,
    ...(port === undefined ? {} : { port }),
  };
  if (isDelegation(setting.world, target)) {
    return resolved(path, role, target, [], unknownFault(invalidKind(target, [...path, 'kind'])));
  }
  const known = group === '' && kind === 'Service';
  if (!known && !mayBeKnown(setting, target)) {
    return resolved(path, role, target, [], fault('InvalidKind', invalidKind(target, [...path, group === '' ? 'kind' : 'group'])));
  }
  const { grants, fault: refused } = permission(setting, referrer(route), target, path);
  if (refused !== undefined) {
    return resolved(path, role, target, grants, refused);
  }
  if (!known) {
    return resolved(path, role, target, grants, unknownFault(invalidKind(target, [...path, 'kind'])));
  }
  return resolved(path, role, target, grants, serviceFault(setting, route.model, target, path));
}

function invalidKind(target: ReferenceTarget, path: Path) {
  return { why: 'invalid-kind', path, target, allowed: ['Service'], missing: [] } as const;
}

/**
 * What is wrong with a Service as backend. Headless and selectorless ones are fine; one of type
 * ExternalName has no ports to check.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteReasonBackendNotFound and
 * RouteReasonUnsupportedProtocol; GEP-1911; conformance, httproute-service-types
 */
function serviceFault({ world, supports }: PredictionContext, route: Kind, target: ReferenceTarget, path: Path): Fault | undefined {
  const { namespace, name, port } = target;
  const service = world.get('Service', namespace, name);
  if (service === undefined) {
    const closed = world.closed('Service', namespace, name);
    const cause = { why: 'backend-not-found', path: [...path, 'name'], target } as const;
    if (closed) {
      return fault('BackendNotFound', { ...cause, missing: [] });
    }
    return unknownFault({ ...cause, missing: [{ kind: 'Service', namespace, name }] });
  }
  const { type, ports = [] } = service.object.spec;
  if (type === 'ExternalName') {
    return undefined;
  }
  const numbered = ports.filter((one) => one.port === port);
  const transport = route === 'UDPRoute' ? 'UDP' : 'TCP';
  const served = numbered.find(({ protocol = 'TCP' }) => protocol === transport);
  if (served === undefined) {
    const numbers = [...new Set(ports.flatMap((one) => one.port ?? []))];
    const cause = { why: 'backend-port-not-found', path: [...path, 'port'], target, ports: numbers, missing: [] } as const;
    return numbered.length === 0 ? fault('BackendNotFound', cause) : unknownFault(cause);
  }
  const { appProtocol } = served;
  if (appProtocol === undefined || route !== 'HTTPRoute' || supportsAppProtocol(appProtocol, supports)) {
    return undefined;
  }
  return fault('UnsupportedProtocol', { why: 'unsupported-app-protocol', path, target, appProtocol, missing: [] });
}

const APP_PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/h2c', 'HTTPRouteBackendProtocolH2C'],
  ['kubernetes.io/ws', 'HTTPRouteBackendProtocolWebSocket'],
  ['kubernetes.io/wss', 'HTTPRouteBackendProtocolWebSocket'],
]);

/** The standard ones are features; what else a Service may say is between it and the controller. */
function supportsAppProtocol(appProtocol: string, supports: Supports): boolean {
  const feature = APP_PROTOCOLS.get(appProtocol);
  return feature === undefined || supports(feature);
}
