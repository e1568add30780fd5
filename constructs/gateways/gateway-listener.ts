import type { Construct, IConstruct } from 'constructs';
import { GROUP, type RouteKind } from '../../gateway-api';
import { annotations, type LabelSelector, labelSelector, SELECTOR } from '../checks/metadata';
import { any, type Check, listOf, map, objectOf } from '../checks/shape';
import { plainCopy } from '../checks/shown';
import { count, dnsLabel, dnsSubdomain, oneOf, optional, port, refuse } from '../checks/validate';
import type { Report } from '../namespaces/settlement';
import type { Admission } from './admission';
import type { AdmissionOptions } from './admission-options';
import type { AdmittingListener } from './admitting-listener';
import { type AllowedRoutes, FROM } from './allowed-routes';
import { type AdmittedRoute, formatListener, type Listener, type Protocol, refuseKinds, refuseListener } from './listener';
import { type ListenerFilter, refuseListenerFilters } from './listener-filter';
import { OwnedAdmission } from './owned-admission';

/** A certificate that a listener shows: a Secret of type `kubernetes.io/tls`. */
export interface CertificateRef {
  /** Name of the Secret: a DNS subdomain. */
  readonly name: string;

  /**
   * Namespace of the Secret: a DNS label. In another namespace than the Gateway's, a ReferenceGrant
   * is written there.
   *
   * @default - the namespace of the Gateway
   */
  readonly namespace?: string;
}

/** How a listener ends TLS, or passes it on. */
export interface ListenerTls {
  /**
   * `Terminate` ends TLS at the Gateway, `Passthrough` hands it on to the backend (listeners that
   * speak TLS only).
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

/** What a listener allows, besides those that it is opened for with `admit`. */
export interface GatewayAllowedRoutes {
  /**
   * `Same` the namespace of the Gateway, `All` every namespace, `Selector` those with the labels of
   * `selector`.
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
   * The hostname that it answers for: a DNS name, with `*.` before it or not. TCP and UDP have
   * none.
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
   * What it allows. With `admit`, leave it out: what the routes need is written then.
   *
   * @default - routes that it is opened for with `admit`, else those of the Gateway's own namespace
   */
  readonly allowedRoutes?: GatewayAllowedRoutes;

  /**
   * Filters that each request passes before it is routed, in this order, up to 16; experimental,
   * since Gateway API 1.7. A server in another namespace gets a ReferenceGrant there.
   *
   * @default - none
   */
  readonly filters?: readonly ListenerFilter[];
}

const CERTIFICATE_REF = objectOf<CertificateRef>({ name: any, namespace: any }, "a Secret such as { name: 'example-com' }");
const TLS = objectOf<ListenerTls>(
  { mode: any, certificateRefs: listOf(CERTIFICATE_REF), options: map },
  "an object such as { certificateRefs: [{ name: 'example-com' }] }",
);
const ALLOWED_ROUTES = objectOf<GatewayAllowedRoutes>(
  { from: any, selector: SELECTOR, kinds: listOf() },
  "an object such as { from: 'All' }",
  { namespaces: "write from and selector directly: allowedRoutes: { from: 'Selector', selector: { matchLabels: { … } } }" },
);

/** The props of a listener of this App. */
export const OWNED_LISTENER: Check = objectOf<GatewayListenerProps>(
  { name: any, port: any, protocol: any, hostname: any, tls: TLS, allowedRoutes: ALLOWED_ROUTES, filters: any },
  "a listener such as { name: 'http', port: 80, protocol: 'HTTP' }",
  {
    hostnames: 'a listener has one hostname; write hostname',
    certificateRefs: 'write tls: { certificateRefs: [ … ] }',
    mode: 'write tls: { mode }',
  },
);

/** The Gateway or ListenerSet that listeners are part of. */
export interface ListenerParent extends Construct {
  readonly kind: 'Gateway' | 'ListenerSet';
  readonly name: string;
  readonly namespace: string;
}

/**
 * A listener of a Gateway or ListenerSet of this App.
 *
 * @internal
 */
export class OwnedListener implements AdmittingListener {
  readonly namespace: string;
  readonly gateway: string;
  readonly parentKind: 'Gateway' | 'ListenerSet';
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  declare readonly hostname?: string;

  private readonly admission: OwnedAdmission;

  /**
   * @param at where the listener is in the props of the Gateway
   * @throws if the listener is invalid
   */
  constructor(
    private readonly parent: ListenerParent,
    at: string,
    private readonly props: GatewayListenerProps,
  ) {
    dnsSubdomain(`${at}name`, props.name);
    port(`${at}port`, props.port);
    refuseListener(at, props);
    if (props.protocol === undefined) {
      refuse(`${at}protocol`, undefined, 'give HTTP, HTTPS, TCP, TLS or UDP');
    }
    refuseTls(at, props.protocol, props.tls);
    refuseAllowedRoutes(at, props.protocol, props.allowedRoutes ?? {});
    refuseListenerFilters(`${at}filters`, props.filters ?? [], props.protocol);
    this.namespace = parent.namespace;
    this.gateway = parent.name;
    this.parentKind = parent.kind;
    this.name = props.name;
    this.port = props.port;
    this.protocol = props.protocol;
    if (props.hostname !== undefined) {
      this.hostname = props.hostname;
    }
    this.admission = new OwnedAdmission(parent.node.root, formatListener(this), this.namespace, byHand(props.allowedRoutes));
  }

  admit(route: AdmittedRoute, options: AdmissionOptions = {}): void {
    this.admission.admit(route, options);
  }

  _admissions(scope: IConstruct): readonly Admission[] {
    if (scope.node.root !== this.parent.node.root) {
      throw new Error(
        `${formatListener(this)} is of another App than ${scope.node.path}: make the Gateway in this App, or use Gateway.external`,
      );
    }
    return [this.admission];
  }

  _known(): Pick<Listener, 'hostname' | 'protocol'> {
    return this;
  }

  /** Reports routes that the listener cannot allow. */
  decide(report: Report): void {
    this.admission.resolve(report);
  }

  /** The listener as the API takes it, without defaults. */
  spec(): object {
    const { hostname, tls, filters = [] } = this.props;
    const requests = filters.map((filter, index) => filter._render(`${this.name}: filters[${index}]`, this.namespace));
    const certificateRefs = tls?.certificateRefs?.map(({ name, namespace }) => ({
      name,
      namespace: namespace === this.namespace ? undefined : namespace,
    }));
    return {
      name: this.name,
      port: this.port,
      protocol: this.protocol,
      hostname,
      tls: tls && { ...tls, certificateRefs, options: tls.options && { ...tls.options } },
      ...(requests.length > 0 && { filters: { requests } }),
      allowedRoutes: this.admission.resolve(() => undefined) ?? { namespaces: { from: 'Same' } },
    };
  }
}

function byHand(allowedRoutes: GatewayAllowedRoutes | undefined): AllowedRoutes | undefined {
  if (allowedRoutes === undefined) {
    return undefined;
  }
  const { kinds, from = 'Same', selector } = allowedRoutes;
  return {
    namespaces: { from, ...(selector && { selector: plainCopy(selector) }) },
    ...(kinds && { kinds: kinds.map((kind) => ({ group: GROUP, kind })) }),
  };
}

function refuseAllowedRoutes(at: string, protocol: Protocol, { from, selector, kinds = [] }: GatewayAllowedRoutes): void {
  optional(from, (it) => oneOf(`${at}allowedRoutes.from`, it, FROM));
  if (selector !== undefined) {
    labelSelector(`${at}allowedRoutes.selector`, selector);
  }
  if ((from === 'Selector') !== (selector !== undefined)) {
    throw new Error(`${at}allowedRoutes: from "Selector" and selector go together; the API server takes one alone, and it allows nobody`);
  }
  refuseKinds(`${at}allowedRoutes.kinds`, kinds, protocol);
}

function refuseTls(at: string, protocol: Protocol, tls: ListenerTls | undefined): void {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') {
    if (tls !== undefined) {
      throw new Error(
        `${at}tls is given: a listener that speaks ${protocol} has no TLS; leave tls out, or set protocol to "HTTPS" or "TLS"`,
      );
    }
    return;
  }
  optional(tls?.mode, (it) => oneOf(`${at}tls.mode`, it, ['Passthrough', 'Terminate']));
  const passthrough = tls?.mode === 'Passthrough';
  if (passthrough && protocol === 'HTTPS') {
    throw new Error(`${at}tls.mode is "Passthrough": a listener that speaks HTTPS terminates TLS; set protocol to "TLS"`);
  }
  const { certificateRefs = [], options = {} } = tls ?? {};
  if (passthrough && certificateRefs.length > 0) {
    throw new Error(
      `${at}tls has mode "Passthrough" and certificateRefs: the backend shows its own certificate; leave certificateRefs out`,
    );
  }
  count(`${at}tls.certificateRefs`, certificateRefs, 64);
  annotations(`${at}tls.options`, options);
  count(`${at}tls.options`, Object.keys(options), 16);
  for (const [index, { name, namespace }] of certificateRefs.entries()) {
    dnsSubdomain(`${at}tls.certificateRefs[${index}].name`, name);
    if (namespace !== undefined) {
      dnsLabel(`${at}tls.certificateRefs[${index}].namespace`, namespace);
    }
  }
  if (!passthrough && certificateRefs.length === 0 && Object.keys(options).length === 0) {
    throw new Error(`${at}tls has no certificate: a listener that speaks ${protocol} needs one; name a Secret in tls.certificateRefs`);
  }
}
