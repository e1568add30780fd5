import type { Manifest } from '../../model/manifest';
import type { Path } from '../../model/path';
import type { Cause, NoStatus, ReferenceTarget } from '../conditions/cause';
import { type Condition, condition, type Truth } from '../conditions/condition';
import { type Fault, fault, positiveCondition, unknownFault } from '../conditions/condition-builder';
import type { ListenerSetPrediction } from '../conditions/prediction';
import { any } from '../conditions/truth';
import { GATEWAY_GROUP } from '../matching/kinds';
import { admits } from '../matching/namespaces';
import { notStored } from '../references/not-stored';
import type { PredictionContext } from '../references/prediction-context';
import { faultsOf, type Resolved } from '../references/references';
import type { GatewayDraft, MutableGatewayPrediction } from './gateway';
import { evaluateListener, fieldUnknown, type ListenerDraft, type MutableListenerPrediction } from './listener';

/** A ListenerSet under judgement. */
export interface ListenerSetDraft {
  readonly manifest: Manifest<'ListenerSet'>;
  readonly gateway?: GatewayDraft;
  readonly noStatus?: NoStatus;
  /** Whether its Gateway allows it, and why not. */
  readonly handshake: Truth;
  readonly refusal?: Cause;
  readonly listeners: readonly ListenerDraft[];
}

export interface MutableListenerSetPrediction extends ListenerSetPrediction {
  readonly listeners: readonly MutableListenerPrediction[];
  readonly handshake: Truth;
}

const PARENT: Path = ['spec', 'parentRef'];

/**
 * A ListenerSet by itself: whether its Gateway exists, is managed and allows it, and its listeners.
 * A Gateway allows none unless it says so.
 *
 * @see Gateway API v1.6.1, apis/v1/listenerset_types.go; GEP-1713; conformance,
 * listenerset-allowed-namespace-none
 */
export function evaluateListenerSet(
  setting: PredictionContext,
  manifest: Manifest<'ListenerSet'>,
  gateways: ReadonlyMap<Manifest, GatewayDraft>,
): ListenerSetDraft {
  const { world } = setting;
  const { parentRef, listeners: written = [] } = manifest.object.spec;
  const { group = GATEWAY_GROUP, kind = 'Gateway', name = '', namespace = manifest.namespace } = parentRef ?? {};
  const target: ReferenceTarget = { group, kind, namespace, name };
  const base = { manifest, listeners: [] };
  const noStatus = (why: NoStatus['why']): ListenerSetDraft => ({ ...base, handshake: 'False', noStatus: { path: PARENT, target, why } });
  if (!setting.supports('ListenerSet')) {
    return noStatus('feature');
  }
  if (group !== GATEWAY_GROUP || kind !== 'Gateway') {
    return noStatus('kind');
  }
  const found = world.get('Gateway', namespace, name);
  const gateway = found && gateways.get(found);
  if (gateway === undefined) {
    if (world.closed('Gateway', namespace, name)) {
      return noStatus('absent');
    }
    const refusal: Cause = { why: 'parent-unknown', path: PARENT, target, missing: [notStored(world, { kind, namespace, name })] };
    return { ...base, handshake: 'Unknown', refusal };
  }
  if ('cause' in gateway.scope) {
    return noStatus('class');
  }
  const { spec } = gateway.manifest.object;
  const said = gateway.manifest.known(['spec', 'allowedListeners', 'namespaces', 'from']);
  const policy = spec.allowedListeners?.namespaces ?? (said ? { from: 'None' } : {});
  const { answer, missing } = admits(policy, namespace, manifest.namespace, world);
  if (answer !== 'True') {
    const { from } = policy;
    const refusal: Cause =
      from === undefined
        ? fieldUnknown(gateway.manifest, ['spec', 'allowedListeners', 'namespaces', 'from'])
        : { why: 'not-allowed', path: PARENT, parent: gateway.manifest, missing, ...policy, from };
    return { ...base, gateway, handshake: answer, refusal };
  }
  const listeners = written.map((listener, index) => evaluateListener(setting, manifest, index, listener));
  for (const listener of listeners) {
    gateway.frontend.apply(listener);
  }
  return { ...base, gateway, handshake: 'True', listeners };
}

/**
 * The conditions of a ListenerSet: one usable listener makes it accepted and programmed.
 *
 * @see Gateway API v1.6.1, apis/v1/listenerset_types.go, ListenerSetConditionAccepted and
 * ListenerSetConditionProgrammed; conformance, listenerset-reference-grant
 */
export function listenerSetConditions(
  one: ListenerSetDraft,
  gateway: MutableGatewayPrediction | undefined,
  open: readonly MutableListenerPrediction[],
): MutableListenerSetPrediction {
  const { manifest, noStatus, handshake, refusal } = one;
  const base = {
    manifest,
    handshake,
    listeners: open,
    references: one.listeners.flatMap(({ references }) => references.map(({ reference }) => reference)),
  };
  const [accepted, programmed] = noStatus === undefined ? conditionFaults(one, gateway, open, refusal) : silence(noStatus);
  const partly = open.some(({ conditions }) => conditions.some(({ type, status }) => type === 'Accepted' && status === 'False'));
  const conditions: Condition[] = [
    positiveCondition('Accepted', accepted, {
      reason: partly ? 'ListenersNotValid' : 'Accepted',
      message: partly ? 'listener set is accepted, but not all of its listeners are' : 'listener set is accepted',
    }),
    positiveCondition('Programmed', programmed, { reason: 'Programmed', message: 'listener set is programmed' }),
  ];
  return { ...base, conditions, ...(gateway === undefined ? {} : { gateway }), ...(noStatus === undefined ? {} : { noStatus }) };
}

/** No controller looks at it: it keeps the status that the API server gave it. */
function silence({ path, target, why: noStatus }: NoStatus): [Fault[], Fault[]] {
  const waiting = unknownFault({ why: 'parent-unknown', path, target, noStatus, missing: [] });
  return [[waiting], [waiting]];
}

function conditionFaults(
  { manifest, handshake, listeners }: ListenerSetDraft,
  gateway: MutableGatewayPrediction | undefined,
  open: readonly MutableListenerPrediction[],
  refusal: Cause | undefined,
): [Fault[], Fault[]] {
  if (refusal !== undefined) {
    const found = handshake === 'False' ? fault('NotAllowed', refusal) : unknownFault(refusal);
    return [[found], [found]];
  }
  const parent = gateway && condition(gateway.conditions, 'Accepted');
  if (gateway !== undefined && parent?.status === 'False') {
    const base = { path: PARENT, parent: gateway.manifest, missing: [] };
    return [
      [fault('ParentNotAccepted', { why: 'parent-not-accepted', ...base })],
      [fault('ParentNotProgrammed', { why: 'parent-not-programmed', ...base })],
    ];
  }
  if (parent?.status === 'Unknown') {
    return [parent.causes.map(unknownFault), parent.causes.map(unknownFault)];
  }
  const counting = open.map((listener, index) => usable(listener, listeners[index]?.references ?? []));
  const programmed = rollUp(
    manifest,
    open,
    open.map((listener) => statusOf(listener, 'Programmed')),
  );
  return [rollUp(manifest, open, counting), [...programmed, ...(gateway === undefined ? [] : standstill(gateway))]];
}

/**
 * What a Gateway that is accepted and yet not programmed keeps its ListenerSets from; where only
 * its own listeners do that, the API does not say.
 *
 * @see Gateway API v1.6.1, apis/v1/listenerset_types.go, ListenerSetReasonParentNotProgrammed;
 * GEP-1713
 */
function standstill({ manifest, conditions }: MutableGatewayPrediction): Fault[] {
  const programmed = condition(conditions, 'Programmed');
  if (programmed === undefined || programmed.status === 'True') {
    return [];
  }
  if (programmed.status === 'Unknown') {
    return programmed.causes.map(unknownFault);
  }
  const cause: Cause = { why: 'parent-not-programmed', path: PARENT, parent: manifest, missing: [] };
  return [programmed.causes.some(({ why }) => why === 'listeners-not-valid') ? unknownFault(cause) : fault('ParentNotProgrammed', cause)];
}

function rollUp({ object }: Manifest<'ListenerSet'>, open: readonly MutableListenerPrediction[], answers: readonly Truth[]): Fault[] {
  const answer = any(answers);
  if (answer === 'True') {
    return [];
  }
  const causes = open.flatMap(({ conditions }) => conditions.filter(({ status }) => status === 'Unknown').flatMap((one) => one.causes));
  const listeners = (object.spec.listeners ?? []).map(({ name }) => name);
  const base = { why: 'listeners-not-valid', path: ['spec', 'listeners'], listeners } as const;
  if (answer === 'False') {
    return [fault('ListenersNotValid', { ...base, missing: [] })];
  }
  return [unknownFault({ ...base, missing: causes.flatMap(({ missing }) => missing) })];
}

function statusOf({ conditions }: MutableListenerPrediction, type: string): Truth {
  return condition(conditions, type)?.status ?? 'Unknown';
}

/**
 * Whether a listener counts: accepted, and not for want of a grant without its certificate. Of a
 * certificate that cannot be used, controllers differ; of any other reason for which it is not
 * programmed nothing follows.
 *
 * @see Gateway API v1.6.1, apis/v1/listenerset_types.go, ListenerSetReasonListenersNotValid;
 * conformance, listenerset-reference-grant
 */
function usable(listener: MutableListenerPrediction, references: readonly Resolved[]): Truth {
  const accepted = statusOf(listener, 'Accepted');
  const faults = faultsOf(references);
  const uncertified = condition(listener.conditions, 'Programmed')?.causes.some(({ why }) => why === 'invalid-tls-config');
  if (accepted === 'True' && uncertified) {
    return 'Unknown';
  }
  if (accepted !== 'True' || faults.length === 0) {
    return accepted;
  }
  const refused = faults.filter(({ status, cause }) => status === 'False' && cause.why === 'ref-not-permitted');
  return refused.length === references.length ? 'False' : 'Unknown';
}
