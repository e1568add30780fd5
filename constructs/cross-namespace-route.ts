import { Construct, type IConstruct } from 'constructs';
import type { AdmissionOptions } from './admission';
import type { Backend } from './backend';
import type { RouteBackend } from './backend-ref';
import { EchoService } from './echo-service';
import type { AdmittingListener } from './listener';
import { NamespaceChart, standsFor } from './namespace-chart';
import { grantReference } from './reference-grant';
import type { Route } from './route';
import type { RouteSpec } from './route-spec';
import { dnsLabel, dnsSubdomain } from './validate';

/** Properties of a `CrossNamespaceRoute`. */
export interface CrossNamespaceRouteProps {
  /** Where requests come in: a listener of a Gateway of ours, or `Gateway.external({ … }).listener(…)`. */
  readonly listener: AdmittingListener;

  /** The namespace of the route: a DNS label, or its chart. */
  readonly source: NamespaceChart | string;

  /**
   * The namespace of the backend, another one than `source`: a DNS label, or its chart.
   *
   * @default - that of the first backend
   */
  readonly destination?: NamespaceChart | string;

  /** What the route does: `http({ … })`, `grpc({ … })`, `tls({ … })`, `tcp()` or `udp()`. */
  readonly route: RouteSpec;

  /**
   * Where requests go: one backend or several with weights. Any Service of cdk8s-plus fits.
   *
   * @default - an `EchoService` in `destination`
   */
  readonly backend?: Backend | readonly (Backend | RouteBackend)[];

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
   * @throws where source and destination are one namespace, a name is none, the listener cannot carry or does not let in the route, or the target
   * does not serve what is used
   */
  public constructor(scope: Construct, id: string, props: CrossNamespaceRouteProps) {
    super(scope, id);
    const name = dnsSubdomain('name', props.name ?? id);
    const source = namespaceOf('source', props.source);
    const given = props.backend === undefined ? [] : [props.backend].flat();
    const destination = namespaceOf('destination', props.destination ?? backendOf(given[0])?.metadata.namespace);
    if (source === destination) {
      throw new Error(
        `source and destination are both ${JSON.stringify(source)}: CrossNamespaceRoute needs two namespaces; for one, use ${props.route.kind.replace('Route', '').replace(/^(.)(.*)$/, (_, first, rest) => first + rest.toLowerCase())}Route`,
      );
    }
    const chart = NamespaceChart.of(this, source);
    const backends = given.length > 0 ? given : [this.echo(name, destination)];
    for (const { metadata } of backends.map((it) => backendOf(it))) {
      NamespaceChart.of(this, dnsLabel('backend.metadata.namespace', metadata.namespace ?? destination));
    }
    this.backends = backends.map((it) => backendOf(it));
    this.route = props.route.make(this, 'Route', { name, namespace: chart.namespace, parents: [props.listener], backends });
    props.listener.admit(this.route, props.admission);
    const grants = this.route.backends.map(({ apiVersion = 'v1', kind = 'Service', name: to, metadata: { namespace = source } }) =>
      grantReference(
        this.route,
        { group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '', kind, name: to, namespace },
        props.grantName,
      ),
    );
    const objects = (): readonly IConstruct[] =>
      [this.route, ...(given.length > 0 ? [] : backends), ...grants.flatMap((grant) => grant())] as never;
    standsFor(this, objects);
  }

  private echo(name: string, namespace: string): EchoService {
    return new EchoService(this, 'Echo', { name: dnsLabel('name', name), namespace });
  }
}

function namespaceOf(prop: string, value: NamespaceChart | string | undefined): string {
  if (value === undefined) {
    throw new Error(`${prop} is missing: name the namespace, or give a backend that has one`);
  }
  return typeof value === 'string' ? dnsLabel(prop, value) : value.namespace;
}

function backendOf(given: Backend | RouteBackend): Backend;
function backendOf(given: Backend | RouteBackend | undefined): Backend | undefined;
function backendOf(given: Backend | RouteBackend | undefined): Backend | undefined {
  return given !== undefined && 'backend' in given ? given.backend : given;
}
