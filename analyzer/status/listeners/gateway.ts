import type { Manifest } from '../../model/manifest';
import type { Condition } from '../conditions/condition';
import { type Fault, fault, negativeCondition, PENDING, positiveCondition, unknownFault } from '../conditions/condition-builder';
import type { GatewayPrediction } from '../conditions/prediction';
import { claims } from '../matching/features';
import { certificateReference } from '../references/listener-certificates';
import type { PredictionContext } from '../references/prediction-context';
import { faultsOf, type Resolved } from '../references/references';
import { addressFaults } from './addresses';
import { settleAmongEquals } from './conflicts';
import { gatewayFeatureFaults } from './feature-use';
import { Frontend } from './frontend';
import { parametersFault, type Scope } from './gateway-class';
import {
  evaluateListener,
  fieldUnknown,
  isPartial,
  type ListenerDraft,
  listenerConditions,
  type MutableListenerPrediction,
} from './listener';

/** A Gateway under judgement. */
export interface GatewayDraft {
  readonly manifest: Manifest<'Gateway'>;
  readonly scope: Scope;
  readonly listeners: readonly ListenerDraft[];
  readonly frontend: Frontend;
  readonly accepted: readonly Fault[];
  /** What is wrong with the Gateway itself, whatever its listeners say. */
  readonly programmed: readonly Fault[];
  readonly references: readonly Resolved[];
  readonly ownHostnamesFirst?: boolean;
}

/**
 * The prediction of a Gateway, open for the listeners and ListenerSets that are still to be judged.
 */
export interface MutableGatewayPrediction extends GatewayPrediction {
  readonly listeners: readonly MutableListenerPrediction[];
  attachedListenerSets: number;
}

/**
 * A Gateway with its own listeners, before any ListenerSet.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayConditionType; conformance,
 * gateway-invalid-parameters-ref, gateway-invalid-tls-backend-configuration
 */
export function evaluateGateway(setting: PredictionContext, manifest: Manifest<'Gateway'>, scope: Scope): GatewayDraft {
  const { spec } = manifest.object;
  const frontend = new Frontend(setting, manifest);
  const first = 'cause' in scope ? undefined : claims('GatewayRouteHostnameIntersectionPrecedence', setting.supports, scope.features);
  const base = { manifest, scope, frontend, ...(first !== undefined && { ownHostnamesFirst: first }) };
  if ('cause' in scope) {
    return { ...base, listeners: [], accepted: [unknownFault(scope.cause)], programmed: [], references: [] };
  }
  const listeners = (spec.listeners ?? []).map((listener, index) => evaluateListener(setting, manifest, index, listener));
  for (const listener of listeners) {
    frontend.apply(listener);
  }
  settleAmongEquals(listeners, setting);
  const clientCertificate = spec.tls?.backend?.clientCertificateRef;
  const at = ['spec', 'tls', 'backend', 'clientCertificateRef'];
  const references =
    clientCertificate === undefined ? [] : [certificateReference(setting, manifest, clientCertificate, at, 'client-certificate')];
  const parameters = spec.infrastructure?.parametersRef;
  const addresses = addressFaults(manifest);
  const own = [
    ...(parameters === undefined
      ? []
      : parametersFault(setting.world, { ...parameters, namespace: manifest.namespace }, ['spec', 'infrastructure', 'parametersRef'])),
    ...addresses.accepted,
    ...gatewayFeatureFaults(manifest, setting.supports),
  ];
  return { ...base, listeners, accepted: [...own, ...listenersFaults(manifest, listeners)], programmed: addresses.programmed, references };
}

/**
 * One accepted listener makes the Gateway accepted, and a Gateway that is known in part may have
 * others. If none of those that are accepted has a certificate that can be used, controllers
 * differ.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayReasonListenersNotValid; conformance,
 * gateway-invalid-listeners-unsupported-protocol
 */
function listenersFaults(manifest: Manifest<'Gateway'>, listeners: readonly ListenerDraft[]): Fault[] {
  if (isPartial(manifest)) {
    return [unknownFault(fieldUnknown(manifest, ['spec']))];
  }
  const path = ['spec', 'listeners'];
  const standing = listeners.filter(({ accepted }) => accepted.length === 0);
  if (standing.some((one) => !lacksCertificate(one))) {
    return [];
  }
  if (standing.length > 0) {
    return [unknownFault({ why: 'listeners-not-valid', path, listeners: standing.map(({ listener }) => listener.name), missing: [] })];
  }
  if (listeners.length === 0) {
    return [unknownFault(fieldUnknown(manifest, path))];
  }
  const open = listeners.filter(({ accepted }) => accepted.every(({ status }) => status === 'Unknown'));
  if (open.length > 0) {
    return open.flatMap(({ accepted }) => accepted);
  }
  return [
    fault('ListenersNotValid', {
      why: 'listeners-not-valid',
      path,
      listeners: listeners.map(({ listener }) => listener.name),
      missing: [],
    }),
  ];
}

/**
 * The conditions of a Gateway. ResolvedRefs is about what the Gateway itself refers to and stands
 * only where it does. Programmed is predicted as if the environment gave whatever is asked of it.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayConditionAccepted,
 * GatewayConditionProgrammed, GatewayConditionResolvedRefs and
 * GatewayConditionInsecureFrontendValidationMode
 */
export function gatewayConditions(one: GatewayDraft): MutableGatewayPrediction {
  const { manifest, scope, frontend } = one;
  const managed = !('cause' in scope);
  const listeners = one.listeners.map(listenerConditions);
  const partly = one.listeners.some(({ accepted }) => accepted.some(({ status }) => status === 'False'));
  const accepted = positiveCondition('Accepted', one.accepted, {
    reason: partly ? 'ListenersNotValid' : 'Accepted',
    message: `${partly ? 'gateway is accepted, but not all of its listeners are' : 'gateway is accepted'}${classAssumed(scope)}`,
  });
  const conditions = [
    accepted,
    positiveCondition('Programmed', programmedFaults(one, accepted, listeners), { reason: 'Programmed', message: 'gateway is programmed' }),
  ];
  if (one.references.length > 0) {
    conditions.push(
      positiveCondition('ResolvedRefs', [...faultsOf(one.references), ...unresolvedListeners(listeners)], {
        reason: 'ResolvedRefs',
        message: 'all references are resolved',
      }),
    );
  }
  if (managed && frontend.insecure) {
    conditions.push(
      negativeCondition(
        'InsecureFrontendValidationMode',
        'ConfigurationChanged',
        [],
        'clients without a valid certificate are allowed: mode is AllowInsecureFallback',
      ),
    );
  }
  const references = managed
    ? [...one.references, ...frontend.references, ...one.listeners.flatMap((listener) => listener.references)]
    : [];
  return {
    manifest,
    managed,
    ...(!('cause' in scope) && scope.assumed !== undefined && { assumed: scope.assumed }),
    controllerName: 'cause' in scope ? '' : scope.controllerName,
    ...(one.ownHostnamesFirst !== undefined && { ownHostnamesFirst: one.ownHostnamesFirst }),
    conditions,
    listeners,
    attachedListenerSets: 0,
    references: references.map(({ reference }) => reference),
  };
}

/** Whether a listener terminates TLS without any certificate that can be used. */
function lacksCertificate({ programmed }: ListenerDraft): boolean {
  return programmed.some(
    ({ status, cause: { why } }) =>
      status === 'False' && (why === 'invalid-tls-config' || why === 'invalid-certificate-ref' || why === 'ref-not-permitted'),
  );
}

/**
 * Listeners whose references are not resolved. By the text ResolvedRefs of the Gateway sums them
 * up; no controller that is known does.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayConditionResolvedRefs and
 * GatewayReasonListenersNotResolved
 */
function unresolvedListeners(listeners: readonly MutableListenerPrediction[]): readonly Fault[] {
  const names = listeners
    .filter(({ conditions }) => conditions.some(({ type, status }) => type === 'ResolvedRefs' && status === 'False'))
    .map(({ listener }) => listener.name);
  return names.length === 0
    ? []
    : [unknownFault({ why: 'listeners-not-resolved', path: ['spec', 'listeners'], listeners: names, missing: [] })];
}

function classAssumed(scope: Scope): string {
  return 'cause' in scope || scope.assumed?.why !== 'class-not-found'
    ? ''
    : `, if a controller accepts GatewayClass ${scope.assumed.className}`;
}

/**
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayConditionProgrammed and
 * GatewayReasonInvalid
 */
function programmedFaults(
  { programmed }: GatewayDraft,
  accepted: Condition,
  listeners: readonly MutableListenerPrediction[],
): readonly Fault[] {
  const sums = accepted.causes.every(({ why }) => why === 'listeners-not-valid');
  if (accepted.status === 'False' || (accepted.status === 'Unknown' && !sums)) {
    const status = accepted.status;
    return accepted.causes.map((cause) => ({ status, reason: status === 'False' ? 'Invalid' : PENDING, cause }));
  }
  const states = listeners.map(({ conditions }) => conditions.find(({ type }) => type === 'Programmed'));
  if (states.some((state) => state?.status === 'True')) {
    return programmed;
  }
  const unsure = states.flatMap((state) => (state?.status === 'Unknown' ? state.causes : []));
  if (unsure.length > 0) {
    return [...programmed, ...unsure.map(unknownFault)];
  }
  const names = listeners.map(({ listener }) => listener.name);
  return [...programmed, fault('Invalid', { why: 'listeners-not-valid', path: ['spec', 'listeners'], listeners: names, missing: [] })];
}
