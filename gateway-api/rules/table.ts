import {
  ATTRIBUTE,
  BACKEND,
  BACKEND_TLS,
  EXTERNAL_HOSTNAME,
  MATCH_LABELS,
  PARENT_BASED_SAMPLING,
  PORT_NAME,
  TELEMETRY,
  TRACING,
} from './experimental-kinds';
import {
  AUTH,
  CORS,
  FRACTION,
  GRPC_FILTER,
  GRPC_FILTERS,
  HTTP_FILTER,
  HTTP_FILTERS,
  LISTENER_FILTER,
  MIRROR,
  PATH_MODIFIER,
} from './filters';
import { ADDRESS, ADDRESSES, FRONTEND_CA, INFRASTRUCTURE_KEYS, ROUTABILITY } from './gateway';
import { GATEWAY_LISTENER, LISTENER_TLS, LISTENERS } from './listeners';
import { BUDGET_INTERVAL, RATE_INTERVAL, SESSION, SUBJECT_ALT_NAME, VALIDATION } from './policies';
import { BACKEND_REF, PARENT_REFS, TARGET_REFS } from './references';
import { HTTP_RULE, METHOD_MATCH, PATH_MATCH, RULES, STREAM_RULES, TIMEOUTS, TLS_HOSTNAMES } from './routes';
import type { CrossFieldRule } from './rule';

/**
 * Rules by the path below `spec` of the values that they are about; `[]` stands for every item of a
 * list.
 */
export type Rules = readonly (readonly [path: string, rules: readonly CrossFieldRule[]])[];

const LISTENER: Rules = [
  ['listeners', LISTENERS],
  ['listeners[].tls', LISTENER_TLS],
  ['listeners[].filters.requests[]', LISTENER_FILTER],
  ['listeners[].filters.requests[].externalAuth', AUTH],
  ['listeners[].filters.requests[].externalAuth.backendRef', BACKEND_REF],
];

const STREAM: Rules = [
  ['parentRefs', PARENT_REFS],
  ['rules[].backendRefs[]', BACKEND_REF],
];

function filters(lists: readonly CrossFieldRule[], filter: readonly CrossFieldRule[], below: Rules): Rules {
  return ['rules[].filters', 'rules[].backendRefs[].filters'].flatMap(
    (at): Rules => [
      [at, lists],
      [`${at}[]`, filter],
      [`${at}[].requestMirror`, MIRROR],
      [`${at}[].requestMirror.backendRef`, BACKEND_REF],
      [`${at}[].requestMirror.fraction`, FRACTION],
      ...below.map(([path, rules]) => [`${at}[].${path}`, rules] as const),
    ],
  );
}

/** The rules of every kind about several of its fields, by what they are about. */
export const RULES_BY_KIND: Readonly<Record<string, Rules>> = {
  BackendTLSPolicy: [
    ['targetRefs', TARGET_REFS],
    ['validation', VALIDATION],
    ['validation.subjectAltNames[]', SUBJECT_ALT_NAME],
  ],
  GRPCRoute: [
    ...STREAM,
    ['rules', RULES],
    ['rules[].matches[].method', METHOD_MATCH],
    ['rules[].sessionPersistence', SESSION],
    ...filters(GRPC_FILTERS, GRPC_FILTER, []),
  ],
  Gateway: [
    ['addresses', ADDRESSES],
    ['addresses[]', ADDRESS],
    ['addresses[].routability', ROUTABILITY],
    ['infrastructure.annotations', INFRASTRUCTURE_KEYS],
    ['infrastructure.labels', INFRASTRUCTURE_KEYS],
    ['listeners[]', GATEWAY_LISTENER],
    ...LISTENER,
    ['tls.frontend.default.validation.caCertificateRefs', FRONTEND_CA],
    ['tls.frontend.perPort[].tls.validation.caCertificateRefs', FRONTEND_CA],
  ],
  HTTPRoute: [
    ...STREAM,
    ['rules', RULES],
    ['rules[]', HTTP_RULE],
    ['rules[].matches[].path', PATH_MATCH],
    ['rules[].sessionPersistence', SESSION],
    ['rules[].timeouts', TIMEOUTS],
    ...filters(HTTP_FILTERS, HTTP_FILTER, [
      ['cors.allowHeaders', CORS.allowHeaders],
      ['cors.allowMethods', CORS.allowMethods],
      ['cors.allowOrigins', CORS.allowOrigins],
      ['externalAuth', AUTH],
      ['externalAuth.backendRef', BACKEND_REF],
      ['requestRedirect.path', PATH_MODIFIER],
      ['urlRewrite.path', PATH_MODIFIER],
    ]),
  ],
  ListenerSet: LISTENER,
  TCPRoute: [...STREAM, ['rules', STREAM_RULES]],
  TLSRoute: [...STREAM, ['rules', STREAM_RULES], ['hostnames', TLS_HOSTNAMES]],
  UDPRoute: [...STREAM, ['rules', STREAM_RULES]],
  XBackend: [
    ['', BACKEND],
    ['endpointSelector.matchLabels', MATCH_LABELS],
    ['externalHostname.hostname', EXTERNAL_HOSTNAME],
    ['port.name', PORT_NAME],
    ['sessionPersistence', SESSION],
    ['tls', BACKEND_TLS],
    ['tls.validation', VALIDATION],
    ['tls.validation.subjectAltNames[]', SUBJECT_ALT_NAME],
  ],
  XBackendTrafficPolicy: [
    ['retryConstraint.budget.interval', BUDGET_INTERVAL],
    ['retryConstraint.minRetryRate.interval', RATE_INTERVAL],
    ['sessionPersistence', SESSION],
  ],
  XListenerSet: LISTENER,
  XTelemetryPolicy: [
    ['', TELEMETRY],
    ['tracing', TRACING],
    ['tracing.attributes[]', ATTRIBUTE],
    ['tracing.parentBasedSampling', PARENT_BASED_SAMPLING],
    ['tracing.parentBasedSampling.samplingRate', FRACTION],
    ['tracing.provider.backendRef', BACKEND_REF],
    ['tracing.samplingRate', FRACTION],
  ],
};
