import type { GatewaySpec, GatewaySpecTlsBackendClientCertificateRef } from '../../imports/gateway.networking.k8s.io';
import type { Plain } from '../checks/binding';
import { annotations, labels, SELECTOR } from '../checks/metadata';
import { any, type Check, listOf, map, objectOf, string } from '../checks/shape';
import { count } from '../checks/validate';
import type { Referent } from '../grants/shared-grants';
import { type GatewayListenerProps, OWNED_LISTENER } from './gateway-listener';

/** Properties of a `Gateway`. */
export interface GatewayProps {
  /** Name of the GatewayClass, whose controller manages the Gateway: a DNS subdomain. */
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
   * Client certificates, those that are asked for and that of the Gateway itself; since Gateway API
   * 1.5.
   *
   * @default - none
   */
  readonly tls?: Plain<NonNullable<GatewaySpec['tls']>>;

  /**
   * Which ListenerSets may add listeners; since Gateway API 1.5.
   *
   * @default - the ListenerSets of this App that have the Gateway as their parent, by their
   * namespaces; otherwise no field
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
   * Name of the ReferenceGrants for certificates of other namespaces: a DNS subdomain.
   *
   * @default - `<namespace of the Gateway>-gateway`
   */
  readonly grantName?: string;
}

type Tls = NonNullable<GatewayProps['tls']>;
type Validation = NonNullable<NonNullable<NonNullable<Tls['frontend']>['default']>['validation']>;

const REF = objectOf<NonNullable<NonNullable<Tls['backend']>['clientCertificateRef']>>(
  { group: string, kind: string, name: string, namespace: string },
  "a reference such as { name: 'client' }",
);
const VALIDATION = objectOf<Validation>({ caCertificateRefs: listOf(REF), mode: any }, 'an object { caCertificateRefs }');
const FRONTEND = objectOf<NonNullable<Tls['frontend']>['default']>({ validation: VALIDATION }, 'an object { validation }');
const PER_PORT = objectOf<NonNullable<NonNullable<Tls['frontend']>['perPort']>[number]>(
  { port: any, tls: FRONTEND },
  'an object { port, tls }',
);
const TLS = objectOf<Tls>(
  {
    backend: objectOf<NonNullable<Tls['backend']>>({ clientCertificateRef: REF }, 'an object { clientCertificateRef }'),
    frontend: objectOf<NonNullable<Tls['frontend']>>({ default: FRONTEND, perPort: listOf(PER_PORT) }, 'an object { default }'),
  },
  'an object { backend, frontend }',
  { certificateRefs: 'certificates are of a listener; write them into tls of the listener', mode: 'write mode into tls of the listener' },
);
const ALLOWED_LISTENERS = objectOf<NonNullable<GatewayProps['allowedListeners']>>(
  {
    namespaces: objectOf<NonNullable<NonNullable<GatewayProps['allowedListeners']>['namespaces']>>(
      { from: any, selector: SELECTOR },
      "an object such as { from: 'Same' }",
    ),
  },
  "an object such as { namespaces: { from: 'Same' } }",
);
const INFRASTRUCTURE = objectOf<NonNullable<GatewayProps['infrastructure']>>(
  {
    labels: map,
    annotations: map,
    parametersRef: objectOf<NonNullable<NonNullable<GatewayProps['infrastructure']>['parametersRef']>>(
      { group: string, kind: string, name: string },
      'an object { group, kind, name }',
    ),
  },
  'an object such as { annotations: { … } }',
);
export const GATEWAY_PROPS: Check = objectOf<GatewayProps>(
  {
    gatewayClassName: any,
    listeners: listOf(OWNED_LISTENER),
    name: any,
    namespace: any,
    addresses: listOf(
      objectOf<NonNullable<GatewayProps['addresses']>[number]>({ type: string, value: string }, "an address such as { value: '10.0.0.1' }"),
    ),
    infrastructure: INFRASTRUCTURE,
    tls: TLS,
    allowedListeners: ALLOWED_LISTENERS,
    labels: map,
    annotations: map,
    grantName: any,
  },
  'props { gatewayClassName, listeners }',
  { spec: 'write its fields directly: gatewayClassName, listeners', metadata: 'write name, namespace, labels and annotations directly' },
);

type Authority = NonNullable<Validation['caCertificateRefs']>[number];

/** The authorities of clients, with the place of each. */
export function authorities({ frontend }: Tls = {}): (readonly [at: string, authority: Authority])[] {
  const validations = [
    ['tls.frontend.default', frontend?.default] as const,
    ...(frontend?.perPort ?? []).map((port, index) => [`tls.frontend.perPort[${index}].tls`, port.tls] as const),
  ];
  return validations.flatMap(([at, tls]) =>
    (tls?.validation?.caCertificateRefs ?? []).map(
      (authority, index) => [`${at}.validation.caCertificateRefs[${index}]`, authority] as const,
    ),
  );
}

/**
 * What a Gateway refers to: the certificates of its listeners and its own, the authorities of its
 * clients, and the servers that filters ask.
 */
export function references({ listeners, tls }: Pick<GatewayProps, 'listeners' | 'tls'>, own: string): readonly Referent[] {
  const shown = listeners.flatMap((listener) => listener.tls?.certificateRefs ?? []);
  const client = tls?.backend?.clientCertificateRef;
  const certificates: readonly Partial<Plain<GatewaySpecTlsBackendClientCertificateRef>>[] = [
    ...shown,
    ...(client ? [client] : []),
    ...authorities(tls).map(([, authority]) => authority),
  ];
  const servers = listeners.flatMap((listener) => listener.filters?.flatMap((filter) => filter._referent(own) ?? []) ?? []);
  return [
    ...certificates.map(({ group = '', kind = 'Secret', name = '', namespace = own }) => ({ group, kind, name, namespace })),
    ...servers,
  ];
}

/** Refuses metadata of what the controller makes that Kubernetes does not take. */
export function refuseInfrastructure(infrastructure: NonNullable<GatewayProps['infrastructure']>): void {
  const { labels: some = {}, annotations: others = {} } = infrastructure;
  labels('infrastructure.labels', some as Record<string, string>);
  annotations('infrastructure.annotations', others as Record<string, string>);
  count('infrastructure.labels', Object.keys(some), 8);
  count('infrastructure.annotations', Object.keys(others), 16);
}
