/**
 * The fields of the Gateway API and core kinds that a verdict depends on, as they stand once CRD
 * defaults are applied.
 */

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

interface Base {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

export interface LabelSelectorRequirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

export interface ParentReference {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** A reference to a Service, Secret, ConfigMap or whatever else a field may name. */
export interface ObjectReference {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface BackendObjectReference extends ObjectReference {
  readonly port?: number;
}

export interface BackendRef extends BackendObjectReference {
  readonly weight: number;
  readonly filters?: readonly RouteFilter[];
}

export interface RouteFilter {
  readonly type?: string;
  readonly requestHeaderModifier?: HeaderModifier;
  readonly responseHeaderModifier?: HeaderModifier;
  readonly requestMirror?: { readonly backendRef?: BackendObjectReference; readonly percent?: number };
  readonly requestRedirect?: {
    readonly scheme?: string;
    readonly hostname?: string;
    readonly port?: number;
    readonly statusCode: number;
    readonly path?: PathModifier;
  };
  readonly urlRewrite?: { readonly hostname?: string; readonly path?: PathModifier };
  readonly extensionRef?: { readonly group: string; readonly kind: string; readonly name: string };
  readonly externalAuth?: { readonly backendRef?: BackendObjectReference };
}

export interface HeaderModifier {
  readonly set?: readonly { readonly name?: string; readonly value?: string }[];
  readonly add?: readonly { readonly name?: string; readonly value?: string }[];
  readonly remove?: readonly string[];
}

export interface PathModifier {
  readonly type?: string;
  readonly replaceFullPath?: string;
  readonly replacePrefixMatch?: string;
}

export interface ValueMatch {
  readonly type: string;
  readonly name?: string;
  readonly value?: string;
}

export interface HttpRouteMatch {
  readonly path: { readonly type: string; readonly value: string };
  readonly headers?: readonly ValueMatch[];
  readonly queryParams?: readonly ValueMatch[];
  readonly method?: string;
}

export interface GrpcRouteMatch {
  readonly method?: { readonly type: string; readonly service?: string; readonly method?: string };
  readonly headers?: readonly ValueMatch[];
}

export interface RouteRule<Match = HttpRouteMatch | GrpcRouteMatch> {
  readonly name?: string;
  readonly matches?: readonly Match[];
  readonly filters?: readonly RouteFilter[];
  readonly backendRefs?: readonly BackendRef[];
}

export interface RouteSpec<Match = HttpRouteMatch | GrpcRouteMatch> {
  readonly parentRefs?: readonly ParentReference[];
  readonly hostnames?: readonly string[];
  readonly rules?: readonly RouteRule<Match>[];
}

export interface Route<Match = HttpRouteMatch | GrpcRouteMatch> extends Base {
  readonly spec: RouteSpec<Match>;
}

export type AllowedFrom = 'All' | 'Same' | 'Selector' | 'None';

export interface Listener {
  readonly name: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly tls?: ListenerTls;
  readonly allowedRoutes?: {
    readonly namespaces?: { readonly from?: string; readonly selector?: LabelSelector };
    readonly kinds?: readonly { readonly group: string; readonly kind: string }[];
  };
  /** Since Gateway API 1.7. */
  readonly filters?: { readonly requests?: readonly ListenerFilter[] };
}

export interface ListenerFilter {
  readonly type?: string;
  readonly externalAuth?: { readonly backendRef?: BackendObjectReference };
  readonly extensionRef?: { readonly group: string; readonly kind: string; readonly name: string };
}

export interface ListenerTls {
  readonly mode?: string;
  readonly certificateRefs?: readonly ObjectReference[];
  readonly options?: Readonly<Record<string, string>>;
}

export interface FrontendValidation {
  readonly caCertificateRefs?: readonly ObjectReference[];
  readonly mode?: string;
}

export interface Gateway extends Base {
  readonly spec: {
    /** Absent from a partial Gateway. */
    readonly gatewayClassName?: string;
    readonly listeners?: readonly Listener[];
    readonly addresses?: readonly { readonly type: string; readonly value?: string }[];
    readonly infrastructure?: { readonly parametersRef?: { readonly group: string; readonly kind: string; readonly name: string } };
    readonly allowedListeners?: { readonly namespaces?: { readonly from?: string; readonly selector?: LabelSelector } };
    readonly tls?: {
      readonly backend?: { readonly clientCertificateRef?: ObjectReference };
      readonly frontend?: {
        readonly default?: { readonly validation?: FrontendValidation };
        readonly perPort?: readonly { readonly port?: number; readonly tls?: { readonly validation?: FrontendValidation } }[];
      };
    };
  };
}

export interface ListenerSet extends Base {
  readonly spec: { readonly parentRef?: ParentReference; readonly listeners?: readonly Listener[] };
}

export interface GatewayClass extends Base {
  readonly spec: {
    readonly controllerName?: string;
    readonly parametersRef?: { readonly group: string; readonly kind: string; readonly namespace?: string; readonly name: string };
  };
  /** As its controller writes it. */
  readonly status?: { readonly supportedFeatures?: readonly { readonly name?: string }[] };
}

export interface ReferenceGrantFrom {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

export interface ReferenceGrantTo {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

export interface ReferenceGrant extends Base {
  readonly spec: { readonly from?: readonly ReferenceGrantFrom[]; readonly to?: readonly ReferenceGrantTo[] };
}

export interface BackendTlsPolicy extends Base {
  readonly spec: {
    readonly targetRefs?: readonly {
      readonly group: string;
      readonly kind: string;
      readonly name: string;
      readonly sectionName?: string;
    }[];
    readonly validation?: {
      readonly caCertificateRefs?: readonly { readonly group: string; readonly kind: string; readonly name: string }[];
      readonly wellKnownCACertificates?: string;
      readonly hostname?: string;
    };
  };
}

export interface Service extends Base {
  readonly spec: {
    readonly type?: string;
    readonly externalName?: string;
    readonly ports?: readonly {
      readonly name?: string;
      readonly port?: number;
      readonly protocol?: string;
      readonly appProtocol?: string;
    }[];
  };
}

export interface Secret extends Base {
  readonly type?: string;
  /** Base64. */
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

export interface ConfigMap extends Base {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

export interface Namespace extends Base {}

/**
 * The kinds that are read. All served versions of a kind are one kind; `ListenerSet` holds
 * XListenerSet too.
 */
export interface Kinds {
  readonly Namespace: Namespace;
  readonly GatewayClass: GatewayClass;
  readonly Gateway: Gateway;
  readonly ListenerSet: ListenerSet;
  readonly HTTPRoute: Route<HttpRouteMatch>;
  readonly GRPCRoute: Route<GrpcRouteMatch>;
  readonly TLSRoute: Route;
  readonly TCPRoute: Route;
  readonly UDPRoute: Route;
  readonly ReferenceGrant: ReferenceGrant;
  readonly BackendTLSPolicy: BackendTlsPolicy;
  readonly Service: Service;
  readonly Secret: Secret;
  readonly ConfigMap: ConfigMap;
}

export type Kind = keyof Kinds;

export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];
