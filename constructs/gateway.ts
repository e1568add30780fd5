import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { GatewaySpec } from '../imports/gateway.networking.k8s.io';
import { GROUP, type RouteKind, withDefaults } from '../targets';
import { Admission, type AdmissionOptions } from './admission';
import type { Plain } from './binding';
import { ExternalGateway, type ExternalGatewayProps } from './external-gateway';
import type { AdmittedRoute, AdmittingListener, Protocol } from './listener';
import { annotations, type LabelSelector, labelSelector, labels } from './metadata';
import { home, NamespaceChart, standsFor } from './namespace-chart';
import { grantReference } from './reference-grant';
import { apiVersionFor, refuseUnserved } from './target';
import { count, distinct, dnsLabel, dnsSubdomain, port } from './validate';
import { hostname } from './validate-http';

/** A certificate that a listener shows: a Secret of type `kubernetes.io/tls`. */
export interface CertificateRef {
  /** Name of the Secret: a DNS subdomain. */
  readonly name: string;

  /**
   * Namespace of the Secret: a DNS label. In another namespace than the Gateway's, a ReferenceGrant is written there.
   *
   * @default - the namespace of the Gateway
   */
  readonly namespace?: string;
}

/** How a listener ends TLS, or passes it on. */
export interface ListenerTls {
  /**
   * `Terminate` ends TLS at the Gateway, `Passthrough` hands it on to the backend (listeners that speak TLS only).
   *
   * @default 'Terminate'
   */
  readonly mode?: 'Passthrough' | 'Terminate';

  /**
   * The certificates, up to 64.
   *
   * @default - none, which only `Passthrough` and listeners with `options` may have
   */
  readonly certificateRefs?: readonly CertificateRef[];

  /**
   * Options of the controller, up to 16.
   *
   * @default - none
   */
  readonly options?: Readonly<Record<string, string>>;
}

/** Whom a listener lets in, besides those that it is opened for with `admit`. */
export interface GatewayAllowedRoutes {
  /**
   * `Same` the namespace of the Gateway, `All` every namespace, `Selector` those with the labels of `selector`.
   *
   * @default 'Same'
   */
  readonly from?: 'All' | 'Same' | 'Selector';

  /**
   * Labels of the namespaces, with `from: 'Selector'`.
   *
   * @default - none
   */
  readonly selector?: LabelSelector;

  /**
   * The kinds of routes, up to 8.
   *
   * @default - every kind that the protocol carries
   */
  readonly kinds?: readonly RouteKind[];
}

/** One listener of a Gateway that is ours. */
export interface GatewayListenerProps {
  /** Its name, which routes write as `sectionName`: a DNS subdomain. */
  readonly name: string;

  /** The port that it listens on, from 1 to 65535. */
  readonly port: number;

  /** What it speaks. */
  readonly protocol: Protocol;

  /**
   * The hostname that it answers for: a DNS name, with `*.` before it or not. TCP and UDP have none.
   *
   * @default - every hostname
   */
  readonly hostname?: string;

  /**
   * TLS of the listener; HTTPS and TLS need it.
   *
   * @default - none
   */
  readonly tls?: ListenerTls;

  /**
   * Whom it lets in. With `admit`, leave it out: what the routes need is written then.
   *
   * @default - routes that it is opened for with `admit`, else those of the Gateway's own namespace
   */
  readonly allowedRoutes?: GatewayAllowedRoutes;
}

/** Properties of a `Gateway`. */
export interface GatewayProps {
  /** Name of the GatewayClass, which says who looks after the Gateway: a DNS subdomain. */
  readonly gatewayClassName: string;

  /** Its listeners, 1 to 64. */
  readonly listeners: readonly GatewayListenerProps[];

  /**
   * Name of the Gateway: a DNS subdomain.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the Gateway: a DNS label.
   *
   * @default - the namespace of the chart around it
   */
  readonly namespace?: string;

  /**
   * Addresses to ask for, up to 16.
   *
   * @default - the controller chooses
   */
  readonly addresses?: readonly { readonly type?: string; readonly value?: string }[];

  /**
   * Labels, annotations and parameters of what the controller makes for the Gateway.
   *
   * @default - none
   */
  readonly infrastructure?: Plain<NonNullable<GatewaySpec['infrastructure']>>;

  /**
   * Client certificates, those that are asked for and that of the Gateway itself; since Gateway API 1.5.
   *
   * @default - none
   */
  readonly tls?: Plain<NonNullable<GatewaySpec['tls']>>;

  /**
   * Which ListenerSets may add listeners; since Gateway API 1.5.
   *
   * @default - none
   */
  readonly allowedListeners?: Plain<NonNullable<GatewaySpec['allowedListeners']>>;

  /**
   * Labels of the object.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;

  /**
   * Name of the ReferenceGrants for certificates of other namespaces.
   *
   * @default - `<namespace of the Gateway>-gateway`
   */
  readonly grantName?: string;
}

/**
 * A Gateway that is ours: it is written whole. Listeners let in what they are opened for, by the name of the namespace, and no kind of route
 * that nobody asked for.
 */
export class Gateway extends Construct {
  /** A Gateway that somebody else makes. Asked for again, it is the same handle. */
  public static external(props: ExternalGatewayProps): ExternalGateway {
    return ExternalGateway.from(props);
  }

  /** Kind of the object. */
  public readonly kind = 'Gateway';

  /** Name of the object. */
  public readonly name: string;

  /** Namespace of the object. */
  public readonly namespace: string;

  private readonly listeners: readonly OwnedListener[];

  /**
   * @throws where a value is none, two listeners clash on a port, a listener that speaks HTTPS or TLS has no certificate, one that speaks HTTP,
   * TCP or UDP has TLS, one that speaks TCP or UDP has a hostname, or the target does not serve what is used
   */
  public constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    this.name = dnsSubdomain('name', props.name ?? id);
    this.namespace = dnsLabel('namespace', props.namespace ?? NamespaceChart.of(this).namespace);
    dnsSubdomain('gatewayClassName', props.gatewayClassName);
    labels('labels', props.labels ?? {});
    annotations('annotations', props.annotations ?? {});
    count('addresses', props.addresses ?? [], 16);
    count('listeners', props.listeners, 64, 1);
    distinct('listeners', props.listeners, ({ name }) => name, 'a listener is known by its name');
    this.listeners = props.listeners.map((listener, index) => new OwnedListener(this, `listeners[${index}]`, listener));
    refuseClashes(props.listeners);
    const place = home(this, this.namespace, 'Gateway', this.name);
    const object = new ApiObject(place.scope, place.id, {
      apiVersion: apiVersionFor(this, 'Gateway', this.toString()),
      kind: 'Gateway',
      metadata: { name: this.name, namespace: this.namespace, labels: { ...props.labels }, annotations: { ...props.annotations } },
      spec: Lazy.any({ produce: () => this.spec(props) }),
    });
    this.node.defaultChild = object;
    standsFor(this, () => [object]);
    for (const { tls } of props.listeners) {
      for (const { name, namespace = this.namespace } of tls?.certificateRefs ?? []) {
        grantReference(this, { group: '', kind: 'Secret', name, namespace }, namespace === this.namespace ? undefined : props.grantName);
      }
    }
  }

  /**
   * One of its listeners.
   *
   * @throws where the Gateway has no such listener
   */
  public listener(name: string): AdmittingListener {
    const found = this.listeners.find((listener) => listener.name === name);
    if (found === undefined) {
      const has = this.listeners.map((listener) => JSON.stringify(listener.name)).sort();
      throw new Error(`listener ${JSON.stringify(name)}: ${this} has no such listener; it has ${has.join(', ')}`);
    }
    return found;
  }

  /** The Gateway as `Kind namespace/name`. */
  public override toString(): string {
    return `Gateway ${this.namespace}/${this.name}`;
  }

  private spec({ gatewayClassName, addresses, infrastructure, tls, allowedListeners }: GatewayProps): object {
    const listeners = this.listeners.map((listener) => listener.spec());
    const spec = withDefaults('Gateway', { gatewayClassName, listeners, addresses, infrastructure, tls, allowedListeners });
    refuseUnserved(this, 'Gateway', spec, (path) => `${this}: ${path}`);
    return spec;
  }
}

class OwnedListener implements AdmittingListener {
  private readonly admission: Admission;
  private opened = false;

  public constructor(
    private readonly owner: Gateway,
    at: string,
    private readonly props: GatewayListenerProps,
  ) {
    const { name, protocol, tls, allowedRoutes } = props;
    dnsSubdomain(`${at}.name`, name);
    port(`${at}.port`, props.port);
    if (props.hostname !== undefined) {
      hostname(`${at}.hostname`, props.hostname);
      if (protocol === 'TCP' || protocol === 'UDP') {
        throw new Error(
          `${at}.hostname is ${JSON.stringify(props.hostname)}: a listener that speaks ${protocol} has no hostname; leave it out`,
        );
      }
    }
    refuseTls(at, protocol, tls);
    if (allowedRoutes?.selector !== undefined) {
      labelSelector(`${at}.allowedRoutes.selector`, allowedRoutes.selector);
    }
    if ((allowedRoutes?.from === 'Selector') !== (allowedRoutes?.selector !== undefined)) {
      throw new Error(
        `${at}.allowedRoutes: from "Selector" and selector go together; the API server takes one alone, and it lets nobody in`,
      );
    }
    count(`${at}.allowedRoutes.kinds`, allowedRoutes?.kinds ?? [], 8);
    this.admission = new Admission(`listener ${JSON.stringify(name)} of ${owner}`, owner.namespace, {}, false);
  }

  public get namespace(): string {
    return this.owner.namespace;
  }

  public get gateway(): string {
    return this.owner.name;
  }

  public get name(): string {
    return this.props.name;
  }

  public get port(): number {
    return this.props.port;
  }

  public get protocol(): Protocol {
    return this.props.protocol;
  }

  public get hostname(): string {
    return this.props.hostname as string;
  }

  public admit(route: AdmittedRoute, options: AdmissionOptions = {}): void {
    if (this.props.allowedRoutes !== undefined) {
      throw new Error(
        `allowedRoutes of listener ${JSON.stringify(this.name)} of ${this.owner} is written by hand: leave it out to use admit`,
      );
    }
    this.admission.add(route, { restrictKinds: true, ...options });
    this.opened = true;
  }

  public spec(): object {
    const { name, port: number, protocol, hostname: host, tls, allowedRoutes } = this.props;
    const { kinds, from = 'Same', selector } = allowedRoutes ?? {};
    const byHand = { namespaces: { from, selector }, kinds: kinds?.map((kind) => ({ group: GROUP, kind })) };
    const certificateRefs = tls?.certificateRefs?.map(({ name: secret, namespace }) => ({
      name: secret,
      namespace: namespace === this.owner.namespace ? undefined : namespace,
    }));
    return {
      name,
      port: number,
      protocol,
      hostname: host,
      tls: tls && { ...tls, certificateRefs },
      allowedRoutes: this.opened ? this.admission.allowedRoutes : byHand,
    };
  }
}

function refuseTls(at: string, protocol: Protocol, tls: ListenerTls | undefined): void {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') {
    if (tls !== undefined) {
      throw new Error(
        `${at}.tls is given: a listener that speaks ${protocol} has no TLS; leave tls out, or set protocol to "HTTPS" or "TLS"`,
      );
    }
    return;
  }
  const passthrough = tls?.mode === 'Passthrough';
  if (passthrough && protocol === 'HTTPS') {
    throw new Error(`${at}.tls.mode is "Passthrough": a listener that speaks HTTPS terminates TLS; set protocol to "TLS"`);
  }
  const { certificateRefs = [], options = {} } = tls ?? {};
  count(`${at}.tls.certificateRefs`, certificateRefs, 64);
  count(`${at}.tls.options`, Object.keys(options), 16);
  for (const [index, { name, namespace }] of certificateRefs.entries()) {
    dnsSubdomain(`${at}.tls.certificateRefs[${index}].name`, name);
    if (namespace !== undefined) {
      dnsLabel(`${at}.tls.certificateRefs[${index}].namespace`, namespace);
    }
  }
  if (!passthrough && certificateRefs.length === 0 && Object.keys(options).length === 0) {
    throw new Error(`${at}.tls has no certificate: a listener that speaks ${protocol} needs one; name a Secret in tls.certificateRefs`);
  }
}

/** Listeners on one port have to be distinct, else every one of them is refused ("Distinct Listeners" of the Gateway type). */
function refuseClashes(listeners: readonly GatewayListenerProps[]): void {
  for (const [index, one] of listeners.entries()) {
    for (const other of listeners.slice(index + 1)) {
      const clash = one.port === other.port && conflict(one, other);
      if (clash) {
        throw new Error(
          `listeners ${JSON.stringify(one.name)} and ${JSON.stringify(other.name)} clash on port ${one.port}: ${clash}; give one of them another port${clash.includes('hostname') ? ' or hostname' : ''}`,
        );
      }
    }
  }
}

function conflict(one: GatewayListenerProps, other: GatewayListenerProps): string | false {
  if ((one.protocol === 'UDP') !== (other.protocol === 'UDP')) {
    return false;
  }
  const tls = (protocol: Protocol) => protocol === 'HTTPS' || protocol === 'TLS';
  if (one.protocol !== other.protocol && !(tls(one.protocol) && tls(other.protocol))) {
    return `one speaks ${one.protocol}, the other ${other.protocol}`;
  }
  if (one.hostname !== other.hostname) {
    return false;
  }
  return one.protocol === 'TCP' || one.protocol === 'UDP'
    ? `both speak ${one.protocol}`
    : `both answer for ${one.hostname === undefined ? 'every hostname' : `hostname ${JSON.stringify(one.hostname)}`}`;
}
