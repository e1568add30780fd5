import type { Manifest } from '../../model/manifest';
import type { Gateway, HttpRouteMatch, RouteFilter, RouteKind, RouteRule } from '../../model/objects';
import type { Path } from '../../model/path';
import { type Fault, unknownFault } from '../conditions/condition-builder';
import { EVERYTHING, type Supports } from '../matching/features';

type Rule = RouteRule<HttpRouteMatch>;

/** What a rule uses that not every controller has, by the name of the feature. */
const RULE_FEATURES: Readonly<Record<string, (rule: Rule) => boolean>> = {
  HTTPRouteQueryParamMatching: ({ matches = [] }) => matches.some(({ queryParams = [] }) => queryParams.length > 0),
  HTTPRouteMethodMatching: ({ matches = [] }) => matches.some(({ method }) => method !== undefined),
  HTTPRouteBackendRequestHeaderModification: ({ backendRefs = [] }) =>
    backendRefs.some(({ filters = [] }) => filters.some(({ requestHeaderModifier }) => requestHeaderModifier !== undefined)),
  HTTPRouteCORS: filtering(({ type }) => type === 'CORS'),
  HTTPRouteHostRewrite: filtering(({ urlRewrite }) => urlRewrite?.hostname !== undefined),
  HTTPRoutePathRewrite: filtering(({ urlRewrite }) => urlRewrite?.path !== undefined),
  HTTPRoutePathRedirect: filtering(({ requestRedirect }) => requestRedirect?.path !== undefined),
  HTTPRoutePortRedirect: filtering(({ requestRedirect }) => requestRedirect?.port !== undefined),
  HTTPRouteSchemeRedirect: filtering(({ requestRedirect }) => requestRedirect?.scheme !== undefined),
  HTTPRoute303RedirectStatusCode: filtering(({ requestRedirect }) => requestRedirect?.statusCode === 303),
  HTTPRoute307RedirectStatusCode: filtering(({ requestRedirect }) => requestRedirect?.statusCode === 307),
  HTTPRoute308RedirectStatusCode: filtering(({ requestRedirect }) => requestRedirect?.statusCode === 308),
  HTTPRouteRequestMirror: filtering(({ requestMirror }) => requestMirror !== undefined),
  HTTPRouteRequestPercentageMirror: filtering(({ requestMirror }) => requestMirror?.percent !== undefined),
  HTTPRouteResponseHeaderModification: filtering(({ responseHeaderModifier }) => responseHeaderModifier !== undefined),
};

function filtering(test: (filter: RouteFilter) => boolean): (rule: Rule) => boolean {
  return ({ filters = [], backendRefs = [] }) => filters.some(test) || backendRefs.some((ref) => ref.filters?.some(test) ?? false);
}

/** What a Gateway uses that not every controller has, and where. */
const GATEWAY_FEATURES: Readonly<Record<string, readonly [path: Path, uses: (spec: Gateway['spec']) => boolean]>> = {
  GatewayStaticAddresses: [['spec', 'addresses'], ({ addresses = [] }) => addresses.some(({ value }) => value !== undefined)],
  GatewayAddressEmpty: [['spec', 'addresses'], ({ addresses = [] }) => addresses.some(({ value }) => value === undefined)],
  GatewayFrontendClientCertificateValidation: [['spec', 'tls', 'frontend'], ({ tls }) => tls?.frontend !== undefined],
  GatewayBackendClientCertificate: [['spec', 'tls', 'backend'], ({ tls }) => tls?.backend !== undefined],
};

function lacking<T>(features: Readonly<Record<string, T>>, supports: Supports): [string, T][] {
  return Object.entries(features).filter(([feature]) => !supports(feature));
}

/**
 * What an HTTPRoute uses and the controller lacks. Whether the whole route is refused then, or the
 * rule dropped, is left to the controller.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteReasonUnsupportedValue and
 * RouteConditionPartiallyInvalid; pkg/features/httproute.go
 */
export function routeFeatureFaults(route: Manifest<RouteKind>, supports: Supports): Fault[] {
  if (route.model !== 'HTTPRoute' || supports === EVERYTHING) {
    return [];
  }
  const rules = (route.object.spec.rules ?? []) as readonly Rule[];
  return lacking(RULE_FEATURES, supports).flatMap(([feature, uses]) => {
    const index = rules.findIndex(uses);
    return index === -1 ? [] : unknownFault({ why: 'unsupported-feature', path: ['spec', 'rules', index], feature, missing: [] });
  });
}

/**
 * What a Gateway uses and the controller lacks.
 *
 * @see Gateway API v1.6.1, pkg/features/gateway.go
 */
export function gatewayFeatureFaults({ object }: Manifest<'Gateway'>, supports: Supports): Fault[] {
  return lacking(GATEWAY_FEATURES, supports).flatMap(([feature, [path, uses]]) =>
    uses(object.spec) ? unknownFault({ why: 'unsupported-feature', path, feature, missing: [] }) : [],
  );
}
