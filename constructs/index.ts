import { writeTracesAtExit } from './writer/trace-file';

export type { LabelSelector, LabelSelectorRequirement } from './checks/metadata';
export { type Channel, type Controller, type Release, type RouteKind, TARGET_CONTEXT, type Target, targetOf } from './checks/target';
export { clusters } from './crossing/clusters';
export { CrossNamespaceRoute, type CrossNamespaceRouteProps } from './crossing/cross-namespace-route';
export { CrossingApp, type CrossingAppProps } from './crossing/crossing-app';
export { EchoService, type EchoServiceProps } from './crossing/echo-service';
export {
  type GrpcSpec,
  type GrpcSpecRule,
  grpc,
  type HttpSpec,
  http,
  type RouteSpec,
  type TcpSpec,
  type TlsSpec,
  tcp,
  tls,
  type UdpSpec,
  udp,
} from './crossing/route-spec';
export { ArgoCdDelivery, type ArgoCdDeliveryProps, type ArgoCdDestination } from './delivery/argo-cd-delivery';
export { argoCdHealth } from './delivery/argo-cd-health';
export { Delivery, type DeliveryProps } from './delivery/delivery';
export { FluxDelivery, type FluxDeliveryProps, type FluxSourceRef } from './delivery/flux-delivery';
export type { AdmissionOptions, Admits } from './gateways/admission-options';
export type { AdmittingListener } from './gateways/admitting-listener';
export { ExternalGateway, type ExternalGatewayProps, ExternalListener, type ExternalListenerProps } from './gateways/external-gateway';
export { Gateway } from './gateways/gateway';
export type { CertificateRef, GatewayAllowedRoutes, GatewayListenerProps, ListenerTls } from './gateways/gateway-listener';
export type { ManifestGatewayProps } from './gateways/gateway-manifest';
export type { GatewayProps } from './gateways/gateway-props';
export type { AdmittedRoute, Listener, Protocol } from './gateways/listener';
export type { ListenerFilter } from './gateways/listener-filter';
export { ListenerSet, type ListenerSetProps } from './gateways/listener-set';
export { type GrantFrom, type GrantTo, ReferenceGrant, type ReferenceGrantProps } from './grants/reference-grant';
export { grantReference, type Referent, type Referrer } from './grants/shared-grants';
export { NamespaceChart, type NamespaceChartProps } from './namespaces/namespace-chart';
export type { ExternalNamespaceProps } from './namespaces/namespace-facts';
export type { Backend } from './routes/backend';
export type { RouteBackend, WeightedBackend } from './routes/backend-ref';
export { BackendTlsPolicy, type BackendTlsPolicyProps, type CaCertificateRef } from './routes/backend-tls-policy';
export { GrpcRouteFilter } from './routes/filters/grpc-route-filter';
export type { HttpCors } from './routes/filters/http-cors';
export type { HttpExternalAuth, HttpExternalAuthOverHttp } from './routes/filters/http-external-auth';
export { HttpPathModifier } from './routes/filters/http-path-modifier';
export { type HttpRedirect, HttpRouteFilter, type HttpUrlRewrite } from './routes/filters/http-route-filter';
export type { Fraction, HeaderModifier, LocalObject, MirrorOptions } from './routes/filters/route-filter';
export { GrpcRoute, type GrpcRouteBackend, type GrpcRouteMatch, type GrpcRouteProps, type GrpcRouteRule } from './routes/grpc-route';
export { HttpRoute, type HttpRouteProps } from './routes/http-route';
export type { HttpRouteBackend, HttpRouteMatch, HttpRouteRetry, HttpRouteRule, HttpRouteTimeouts } from './routes/http-route-rule';
export type { KongHttpRouteOptions, KongProtocol, KongRouteOptions } from './routes/kong';
export { type GrpcMethod, GrpcMethodMatch } from './routes/matches/grpc-method-match';
export { HeaderMatch } from './routes/matches/header-match';
export type { HttpMethod } from './routes/matches/http-method';
export { HttpPathMatch } from './routes/matches/http-path-match';
export { QueryParamMatch } from './routes/matches/query-param-match';
export { type GrantOptions, Route, type RouteProps } from './routes/route';
export { RuledRoute, type RuledRouteProps } from './routes/ruled-route';
export { type CookieSessionPersistenceOptions, SessionPersistence, type SessionPersistenceOptions } from './routes/session-persistence';
export { StreamRoute, type StreamRouteProps } from './routes/stream-route';
export { TcpRoute, type TcpRouteProps } from './routes/tcp-route';
export { TlsRoute, type TlsRouteProps } from './routes/tls-route';
export { UdpRoute, type UdpRouteProps } from './routes/udp-route';

// A plain App knows of no traces, so whatever loads the constructs writes them.
writeTracesAtExit();
