import { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { any, type Check, listOf, objectOf } from '../checks/shape';
import { count, dnsLabel, nameOr, refuse, SUBDOMAIN_PROP } from '../checks/validate';
import type { AdmissionOptions } from '../gateways/admission-options';
import { type AdmittingListener, LISTENER } from '../gateways/admitting-listener';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { freeId, setDependencyRoots } from '../namespaces/placement';
import type { Backend } from '../routes/backend';
import { asRouteBackend, type RouteBackend, referent, type WeightedBackend, weightedRef } from '../routes/backend-ref';
import { type GrantOptions, ROUTE_PROPS, type Route } from '../routes/route';
import { EchoService } from './echo-service';
import type { RouteSpec } from './route-spec';

/** Properties of a `CrossNamespaceRoute`. */
export interface CrossNamespaceRouteProps {
  /**
   * Where requests come in: a listener of a Gateway of this App, or `Gateway.external({ …
   * }).listener(…)`.
   *
   * @default - `listeners`
   */
  readonly listener?: AdmittingListener;

  /**
   * Where requests come in, in place of `listener`: several listeners, of one Gateway or more.
   *
   * @default - `listener`
   */
  readonly listeners?: readonly AdmittingListener[];

  /** The namespace of the route: a DNS label, or its chart. */
  readonly source: NamespaceChart | string;

  /**
   * The namespace of the backend: a DNS label, or its chart.
   *
   * @default - those of the backends, which are taken to exist unless something else makes them
   */
  readonly destination?: NamespaceChart | string;

  /** What the route does: `http({ … })`, `grpc({ … })`, `tls({ … })`, `tcp()` or `udp()`. */
  readonly route: RouteSpec;

  /**
   * Where requests go: one backend, or several with weights. Any Service of cdk8s-plus is one.
   *
   * @default - an `EchoService` in `destination`, at the port for the kind of route; it speaks no
   * gRPC. None if every rule redirects, or has backends of its own.
   */
  readonly backend?: WeightedBackend | RouteBackend | readonly (WeightedBackend | RouteBackend)[];

  /**
   * Name of the route, and of the `EchoService` if one is made: a DNS label.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Name of the ReferenceGrant: a DNS subdomain. Crossings between the same two namespaces with the
   * same kind of route share one.
   *
   * @default - `<source>-<kind of the route>` in lower case
   */
  readonly grantName?: string;

  /**
   * How references to backends are permitted; false to leave that to others.
   *
   * @default - with ReferenceGrants
   */
  readonly grants?: GrantOptions | false;

  /**
   * How the listeners are opened for the route; false to leave that to others.
   *
   * @default - for the namespace of the route, by its name, unless a listener is known to allow it
   */
  readonly admission?: AdmissionOptions | false;
}

const SPEC: Check = (at, value) => {
  if (typeof (value as RouteSpec)?.make !== 'function') {
    refuse(at, value, 'give http({ … }), grpc({ … }), tls({ … }), tcp() or udp()');
  }
};

const PROPS = objectOf<CrossNamespaceRouteProps>(
  {
    listener: LISTENER,
    listeners: listOf(LISTENER),
    source: any,
    destination: any,
    route: SPEC,
    backend: any,
    name: any,
    grantName: SUBDOMAIN_PROP,
    grants: ROUTE_PROPS.grants,
    admission: ROUTE_PROPS.admission,
  },
  'props { listener, source, destination, route }',
  {
    parents: 'write listener, or listeners: [ … ]',
    backends: 'write backend, which may be a list',
    namespace: 'the namespace of the route is source',
    gateway: 'write listener: gateway.listener(name)',
    hostnames: 'write route: http({ hostnames })',
    rules: 'write route: http({ rules })',
    pathPrefix: 'write route: http({ pathPrefix })',
  },
);

/**
 * A whole crossing: a route in one namespace, attached to a listener of a Gateway in another,
 * sending to a backend in a third, with all the consent that it takes. It writes the namespaces,
 * the ReferenceGrant, the opening of the listener, the backend and the route, each into the chart
 * of its namespace. Crossings that share a namespace, a listener or a grant share the object.
 */
export class CrossNamespaceRoute extends Construct {
  /** The route. */
  readonly route: Route;

  /** Where requests go. */
  readonly backends: readonly Backend[];

  /**
   * @throws if nothing crosses from one namespace to another, a prop is invalid, a backend has no
   * such port, a listener cannot carry the route or does not allow it, or the target does not serve
   * what is used
   */
  constructor(scope: Construct, id: string, props: CrossNamespaceRouteProps) {
    super(scope, freeId(scope, id));
    PROPS('', props);
    const { route } = props;
    const parents = listenersOf(props);
    if (route === undefined) {
      SPEC('route', route);
    }
    const name = nameOr(id, props.name);
    const source = namespaceOf('source', props.source, this);
    const routeBackends = backendsOf(props, source);
    const destination = destinationOf(props, routeBackends, this);
    NamespaceChart.forObject(this, source);
    if (destination !== undefined) {
      NamespaceChart.forObject(this, destination);
    }
    const echo = destination !== undefined && routeBackends.length === 0 && route.sends ? [this.echo(name, destination, route.kind)] : [];
    const backends = [...routeBackends.map(({ backend }) => backend), ...echo];
    const { admission, grantName, grants = grantName === undefined ? undefined : { name: grantName } } = props;
    if (grants !== undefined && grantName !== undefined && props.grants !== undefined) {
      throw new Error('grantName and grants are given: write grants: { name }');
    }
    this.backends = backends.map((backend) => asRouteBackend('backend', backend).backend);
    this.route = route.make(this, 'Route', {
      name,
      namespace: source,
      parents,
      backends,
      ...(admission !== undefined && { admission }),
      ...(grants !== undefined && { grants }),
    });
    const used = this.route.backends;
    const across = backends.length > 0 ? this.backends.some((it) => used.includes(it)) : destination === undefined;
    if (!across && !used.some((it) => referent(it, source).namespace === destination)) {
      throw new Error(
        `no rule sends to backend: each has backends of its own, or redirects; remove them from one, or leave backend and destination out`,
      );
    }
    refuseNothingAcross(this.route);
    this.route._openListeners();
    setDependencyRoots(this, () => [this.route, ...echo]);
  }

  private echo(name: string, namespace: string, kind: RouteKind): EchoService {
    return new EchoService(this, 'Echo', { name: dnsLabel('name', name), namespace, port: ECHO_PORTS[kind] });
  }
}

/**
 * The port at which the echo server answers what a kind of route brings. It speaks no gRPC: a
 * GRPCRoute gets the one for HTTP.
 */
const ECHO_PORTS: Readonly<Record<RouteKind, number>> = {
  GRPCRoute: 1027,
  HTTPRoute: 1027,
  TCPRoute: 1025,
  TLSRoute: 1030,
  UDPRoute: 1026,
};

/** What to use if nothing crosses. */
const PLAIN_ROUTES: Readonly<Record<RouteKind, string>> = {
  GRPCRoute: 'GrpcRoute',
  HTTPRoute: 'HttpRoute',
  TCPRoute: 'TcpRoute',
  TLSRoute: 'TlsRoute',
  UDPRoute: 'UdpRoute',
};

function listenersOf({ listener, listeners }: CrossNamespaceRouteProps): readonly AdmittingListener[] {
  if (listener !== undefined && listeners !== undefined) {
    throw new Error('listener and listeners are given: put all into listeners');
  }
  if (listeners !== undefined) {
    count('listeners', listeners, 32, 1);
    return listeners;
  }
  if (listener === undefined) {
    LISTENER('listener', listener);
  }
  return listener === undefined ? [] : [listener];
}

interface Given {
  readonly backend: WeightedBackend | RouteBackend;
  readonly namespace: string;
}

/** The backends, each with its namespace. */
function backendsOf(props: CrossNamespaceRouteProps, source: string): readonly Given[] {
  const { backend } = props;
  if (backend === undefined) {
    if (Object.hasOwn(props, 'backend')) {
      refuse('backend', backend, 'give one, or leave the prop out for an EchoService');
    }
    return [];
  }
  const all: readonly (WeightedBackend | RouteBackend)[] = Array.isArray(backend) ? backend : [backend];
  count('backend', all, 16, 1);
  return all.map((it, index) => {
    const at = Array.isArray(backend) && all.length > 1 ? `backend[${index}]` : 'backend';
    const { namespace = source } = weightedRef(at, asRouteBackend(at, it, true), source);
    return { backend: it, namespace };
  });
}

/** The namespace that the crossing makes for its backend, or that was named. */
function destinationOf(props: CrossNamespaceRouteProps, given: readonly Given[], scope: Construct): string | undefined {
  const { destination, route } = props;
  if (destination === undefined) {
    if (Object.hasOwn(props, 'destination') || (given.length === 0 && route.sends)) {
      refuse('destination', destination, 'name the namespace, or give a backend that has one');
    }
    return undefined;
  }
  const namespace = namespaceOf('destination', destination, scope);
  if (given.length > 0 && !given.some((it) => it.namespace === namespace)) {
    const seen = [...new Set(given.map((it) => it.namespace))].sort().map((it) => JSON.stringify(it));
    throw new Error(`destination is ${JSON.stringify(namespace)}: the backend is in ${seen.join(', ')}; leave destination out`);
  }
  return namespace;
}

/** Refuses a route whose listeners and backends are all in its own namespace. */
function refuseNothingAcross({ backends, kind, namespace: source, parents }: Route): void {
  const namespaces = [...parents.map(({ namespace }) => namespace), ...backends.map((backend) => referent(backend, source).namespace)];
  if (namespaces.every((namespace) => namespace === source)) {
    const name = JSON.stringify(source);
    throw new Error(`listener, source and backend are all in ${name}: CrossNamespaceRoute needs two namespaces; use ${PLAIN_ROUTES[kind]}`);
  }
}

function namespaceOf(prop: string, value: NamespaceChart | string, scope: Construct): string {
  if (typeof value === 'object' && !NamespaceChart.isNamespaceChart(value)) {
    refuse(prop, value, 'give the name of a namespace, or its NamespaceChart');
  }
  if (typeof value === 'object' && value.node.root !== scope.node.root) {
    throw new Error(`${prop} is NamespaceChart ${value.namespace} of another App: make it in this one, or give the name of the namespace`);
  }
  return dnsLabel(prop, typeof value === 'object' ? value.namespace : value);
}
