import { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { count, dnsLabel, nameOr } from '../checks/validate';
import type { AdmissionOptions } from '../gateways/admission';
import type { AdmittingListener } from '../gateways/listener';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { freeId, setDependencyRoots } from '../namespaces/placement';
import type { Backend } from '../routes/backend';
import { asRouteBackend, type RouteBackend, weightedRef } from '../routes/backend-ref';
import type { Route } from '../routes/route';
import { EchoService } from './echo-service';
import type { RouteSpec } from './route-spec';

/** Properties of a `CrossNamespaceRoute`. */
export interface CrossNamespaceRouteProps {
  /** Where requests come in: a listener of a Gateway of ours, or `Gateway.external({ … }).listener(…)`. */
  readonly listener: AdmittingListener;

  /** The namespace of the route: a DNS label, or its chart. */
  readonly source: NamespaceChart | string;

  /**
   * The namespace of the backend, another one than `source`: a DNS label, or its chart.
   *
   * @default - those of the backends, which are taken to be there already unless something else makes them
   */
  readonly destination?: NamespaceChart | string;

  /** What the route does: `http({ … })`, `grpc({ … })`, `tls({ … })`, `tcp()` or `udp()`. */
  readonly route: RouteSpec;

  /**
   * Where requests go: one backend, or several with weights. Any Service of cdk8s-plus is one.
   *
   * @default - an `EchoService` in `destination`, at the port for the kind of route; it speaks no gRPC
   */
  readonly backend?: Backend | RouteBackend | readonly (Backend | RouteBackend)[];

  /**
   * Name of the route, and of the `EchoService` where one is made: a DNS label.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Name of the ReferenceGrant: a DNS subdomain. Crossings between the same two namespaces with the same kind of route share one.
   *
   * @default - `<source>-<kind of the route>` in lower case
   */
  readonly grantName?: string;

  /**
   * How the listener is opened for the route.
   *
   * @default - for the namespace of the route, by its name
   */
  readonly admission?: AdmissionOptions;
}

/**
 * A whole crossing: a route in one namespace, attached to a listener of a Gateway in another, sending to a backend in a third, with all the consent
 * that it takes. It writes the namespaces, the ReferenceGrant, the opening of the listener, the backend and the route, each into the chart of its
 * namespace. Crossings that share a namespace, a listener or a grant share the object.
 */
export class CrossNamespaceRoute extends Construct {
  /** The route. */
  public readonly route: Route;

  /** Where requests go. */
  public readonly backends: readonly Backend[];

  /**
   * @throws where all lies in one namespace, a name is none, a backend has no such port, the listener cannot carry or does not let in the route,
   * or the target does not serve what is used
   */
  public constructor(scope: Construct, id: string, props: CrossNamespaceRouteProps) {
    super(scope, freeId(scope, id));
    const { backend, grantName, listener, route } = props;
    refuseWrongTypes(props);
    const name = nameOr(id, props.name);
    const source = namespaceOf('source', props.source);
    const given = backend === undefined ? [] : [backend].flat();
    const destination = destinationOf(props, source, given);
    NamespaceChart.forObject(this, source);
    if (props.destination !== undefined) {
      NamespaceChart.forObject(this, destination);
    }
    const echo = backend === undefined ? [this.echo(name, destination, route.kind)] : [];
    const backends = [...given, ...echo];
    this.backends = backends.map((it) => asRouteBackend(it).backend);
    this.route = route.make(this, 'Route', { name, namespace: source, parents: [listener], backends });
    if (!this.backends.some((it) => this.route.backends.includes(it))) {
      const cure = `take them out of one, or use ${PLAIN_ROUTES[route.kind]} with admit and grantBackends`;
      throw new Error(`rules name backends of their own, every one, and none sends to those of the crossing: ${cure}`);
    }
    listener.admit(this.route, props.admission);
    this.route.grantBackends(grantName);
    setDependencyRoots(this, () => [this.route, ...echo]);
  }

  private echo(name: string, namespace: string, kind: RouteKind): EchoService {
    return new EchoService(this, 'Echo', { name: dnsLabel('name', name), namespace, port: ECHO_PORTS[kind] });
  }
}

/** The port at which the echo server answers what a kind of route brings. It speaks no gRPC: a GRPCRoute gets the one for HTTP. */
const ECHO_PORTS: Readonly<Record<RouteKind, number>> = {
  GRPCRoute: 1027,
  HTTPRoute: 1027,
  TCPRoute: 1025,
  TLSRoute: 1030,
  UDPRoute: 1026,
};

/** What to use where nothing crosses to a backend of the crossing. */
const PLAIN_ROUTES: Readonly<Record<RouteKind, string>> = {
  GRPCRoute: 'GrpcRoute',
  HTTPRoute: 'HttpRoute',
  TCPRoute: 'TcpRoute',
  TLSRoute: 'TlsRoute',
  UDPRoute: 'UdpRoute',
};

/** Refuses what is no listener and no route, as it may be where nobody checks types: the Gateway in place of its listener is soon written. */
function refuseWrongTypes({ listener, route }: Partial<CrossNamespaceRouteProps>): void {
  if (typeof listener?.admit !== 'function') {
    const seen = listener === undefined ? 'missing' : 'no listener';
    throw new Error(`listener is ${seen}: give one of a Gateway, such as Gateway.external({ namespace, name }).listener(name)`);
  }
  if (typeof route?.make !== 'function') {
    throw new Error(`route is ${route === undefined ? 'missing' : 'no route'}: give http({ … }), grpc({ … }), tls({ … }), tcp() or udp()`);
  }
}

function destinationOf(
  { backend, destination: said, route }: CrossNamespaceRouteProps,
  source: string,
  given: readonly (Backend | RouteBackend)[],
): string {
  const destination = said === undefined ? undefined : namespaceOf('destination', said);
  if (backend !== undefined) {
    count('backend', given, 16, 1);
  }
  const namespaces = given.map((it, index) => {
    const { namespace = source } = weightedRef(given.length > 1 ? `backend[${index}]` : 'backend', asRouteBackend(it), source);
    return namespace;
  });
  const across = destination ?? namespaces.find((namespace) => namespace !== source) ?? namespaces[0];
  if (across === undefined) {
    throw new Error('destination is missing: name the namespace, or give a backend that has one');
  }
  if (across === source) {
    const both = JSON.stringify(source);
    const instead = PLAIN_ROUTES[route.kind];
    throw new Error(`source and destination are both ${both}: CrossNamespaceRoute needs two namespaces; for one, use ${instead}`);
  }
  if (given.length > 0 && !namespaces.includes(across)) {
    const seen = [...new Set(namespaces)].sort().map((namespace) => JSON.stringify(namespace));
    throw new Error(`destination is ${JSON.stringify(across)}: the backend is in ${seen.join(', ')}; leave destination out`);
  }
  return across;
}

function namespaceOf(prop: string, value: NamespaceChart | string): string {
  return dnsLabel(prop, typeof value === 'object' ? value.namespace : value);
}
