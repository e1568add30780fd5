import type { Manifest } from '../../model/manifest';
import type { Condition } from '../conditions/condition';
import { alarm, doubt, type Fault, fault, PENDING, verdict } from '../conditions/condition-builder';
import type { GatewayPrediction } from '../conditions/prediction';
import { certificateReference } from '../references/listener-certificates';
import type { Setting } from '../references/prediction-context';
import { faultsOf, type Resolved } from '../references/references';
import { addressFaults } from './addresses';
import { settleAmongEquals } from './conflicts';
import { gatewayFeatureFaults } from './feature-use';
import { Frontend } from './frontend';
import { parametersFault, type Scope } from './gateway-class';
import { concludeListener, fieldUnknown, isPartial, judgeListener, type ListenerCase, type OpenListener } from './listener';

/** A Gateway under judgement. */
export interface GatewayCase {
  readonly manifest: Manifest<'Gateway'>;
  readonly scope: Scope;
  readonly listeners: readonly ListenerCase[];
  readonly frontend: Frontend;
  readonly accepted: readonly Fault[];
  /** What is wrong with the Gateway itself, whatever its listeners say. */
  readonly programmed: readonly Fault[];
  readonly references: readonly Resolved[];
}

/** The prediction of a Gateway, open for the listeners and ListenerSets that are still to be judged. */
export interface OpenGateway extends GatewayPrediction {
  readonly listeners: readonly OpenListener[];
  attachedListenerSets: number;
}

/**
 * A Gateway with its own listeners, before any ListenerSet.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayConditionType; conformance, gateway-invalid-parameters-ref, gateway-invalid-tls-backend-configuration
 */
export function judgeGateway(setting: Setting, manifest: Manifest<'Gateway'>, scope: Scope): GatewayCase {
  const { spec } = manifest.object;
  const frontend = new Frontend(setting, manifest);
  const base = { manifest, scope, frontend };
  if ('cause' in scope) return { ...base, listeners: [], accepted: [doubt(scope.cause)], programmed: [], references: [] };
  const listeners = (spec.listeners ?? []).map((listener, index) => judgeListener(setting, manifest, index, listener));
  for (const one of listeners) frontend.apply(one);
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
 * One accepted listener makes the Gateway accepted, and a Gateway that is known in part may have others.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayReasonListenersNotValid; conformance, gateway-invalid-listeners-unsupported-protocol
 */
function listenersFaults(manifest: Manifest<'Gateway'>, listeners: readonly ListenerCase[]): Fault[] {
  if (isPartial(manifest)) return [doubt(fieldUnknown(manifest, ['spec']))];
  if (listeners.some(({ accepted }) => accepted.length === 0)) return [];
  const path = ['spec', 'listeners'];
  if (listeners.length === 0) return [doubt(fieldUnknown(manifest, path))];
  const open = listeners.filter(({ accepted }) => accepted.every(({ answer }) => answer === 'Unknown'));
  if (open.length > 0) return open.flatMap(({ accepted }) => accepted);
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
 * The conditions of a Gateway. ResolvedRefs is about what the Gateway itself refers to and stands only where it does. Programmed is told as if the
 * environment gave whatever is asked of it.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayConditionAccepted, GatewayConditionProgrammed, GatewayConditionResolvedRefs and GatewayConditionInsecureFrontendValidationMode
 */
export function concludeGateway(one: GatewayCase): OpenGateway {
  const { manifest, scope, frontend } = one;
  const managed = !('cause' in scope);
  const listeners = one.listeners.map(concludeListener);
  const partly = one.listeners.some(({ accepted }) => accepted.some(({ answer }) => answer === 'False'));
  const accepted = verdict('Accepted', one.accepted, {
    reason: partly ? 'ListenersNotValid' : 'Accepted',
    message: partly ? 'gateway is accepted, but not all of its listeners are' : 'gateway is accepted',
  });
  const conditions = [
    accepted,
    verdict('Programmed', programmedFaults(one, accepted, listeners), { reason: 'Programmed', message: 'gateway is programmed' }),
  ];
  if (one.references.length > 0)
    conditions.push(verdict('ResolvedRefs', faultsOf(one.references), { reason: 'ResolvedRefs', message: 'all references are resolved' }));
  if (managed && frontend.insecure)
    conditions.push(
      alarm(
        'InsecureFrontendValidationMode',
        'ConfigurationChanged',
        [],
        'clients without a valid certificate are let in: mode is AllowInsecureFallback',
      ),
    );
  const references = managed
    ? [...one.references, ...frontend.references, ...one.listeners.flatMap((listener) => listener.references)]
    : [];
  return {
    manifest,
    managed,
    controllerName: 'cause' in scope ? '' : scope.controllerName,
    conditions,
    listeners,
    attachedListenerSets: 0,
    references: references.map(({ reference }) => reference),
  };
}

/** @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayConditionProgrammed and GatewayReasonInvalid */
function programmedFaults({ programmed }: GatewayCase, accepted: Condition, listeners: readonly OpenListener[]): readonly Fault[] {
  if (accepted.status !== 'True') {
    const answer = accepted.status;
    return accepted.causes.map((cause) => ({ answer, reason: answer === 'False' ? 'Invalid' : PENDING, cause }));
  }
  if (programmed.length > 0) return programmed;
  const states = listeners.map(({ conditions }) => conditions.find(({ type }) => type === 'Programmed'));
  if (states.some((state) => state?.status === 'True')) return [];
  const unsure = states.flatMap((state) => (state?.status === 'Unknown' ? state.causes : []));
  if (unsure.length > 0) return unsure.map(doubt);
  const names = listeners.map(({ listener }) => listener.name);
  return [fault('Invalid', { why: 'listeners-not-valid', path: ['spec', 'listeners'], listeners: names, missing: [] })];
}
