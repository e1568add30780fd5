import type { Manifest } from '../../model/manifest';
import type { Listener, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import type { Cause, Owner } from '../conditions/cause';
import { type Fault, fault, negativeCondition, positiveCondition, unknownFault } from '../conditions/condition-builder';
import type { ListenerPrediction, RouteGroupKind } from '../conditions/prediction';
import { allowedKinds, isForeignProtocol, kindsOf, supportsTlsMode } from '../matching/kinds';
import { selectsNothing } from '../matching/namespaces';
import { listenerCertificates, terminates } from '../references/listener-certificates';
import { listenerFilters } from '../references/listener-filters';
import type { PredictionContext } from '../references/prediction-context';
import { faultsOf, type Resolved } from '../references/references';

/** A listener under judgement: what is wrong with it is gathered first and written down once. */
export interface ListenerDraft {
  readonly owner: Owner;
  readonly listener: Listener;
  readonly path: Path;
  supportedKinds: readonly RouteGroupKind[];
  readonly references: readonly Resolved[];
  readonly accepted: Fault[];
  readonly resolved: Fault[];
  readonly programmed: Fault[];
  /** Clashes with other listeners; each stands in `accepted` too. */
  readonly conflicted: Fault[];
  overlaps: boolean;
}

/** The prediction of a listener, open for the routes that attach to it. */
export interface MutableListenerPrediction extends ListenerPrediction {
  readonly routes: Manifest<RouteKind>[];
  attachedRoutes: number;
}

/**
 * A listener by itself: its protocol and TLS mode, the kinds that it allows, its certificates.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, Listener and its condition reasons;
 * conformance, gateway-invalid-listeners-unsupported-protocol
 */
export function evaluateListener(setting: PredictionContext, owner: Owner, index: number, listener: Listener): ListenerDraft {
  const path = ['spec', 'listeners', index];
  const base = { owner, listener, path, conflicted: [], overlaps: false };
  const { name, protocol, tls } = listener;
  const unsaid = (...field: string[]): Fault[] => (says(base, ...field) ? [] : [unknownFault(fieldUnknown(owner, [...path, ...field]))]);
  if (protocol === undefined) {
    const unknown = unknownFault(fieldUnknown(owner, [...path, 'protocol']));
    return { ...base, supportedKinds: [], references: [], accepted: [unknown], resolved: [unknown], programmed: [] };
  }
  const carried = kindsOf(protocol, setting.supports);
  if (carried.length === 0) {
    const cause: Cause = { why: 'unsupported-protocol', path: [...path, 'protocol'], listener: name, protocol, missing: [] };
    const accepted = [isForeignProtocol(protocol) ? unknownFault(cause) : fault('UnsupportedProtocol', cause)];
    return { ...base, supportedKinds: [], references: [], accepted, resolved: [], programmed: [] };
  }
  const uncertified = terminates(listener) ? unsaid('tls', 'certificateRefs') : [];
  const certificates =
    uncertified.length > 0
      ? { references: [], resolved: [], programmed: uncertified }
      : listenerCertificates(setting, owner, listener, path);
  const filters = listenerFilters(setting, owner, listener, path);
  const resolved = [...uncertified, ...certificates.resolved, ...faultsOf(certificates.references), ...filters.resolved];
  const references = [...certificates.references, ...filters.references];
  if (!supportsTlsMode(listener, setting.supports)) {
    const mode = tls?.mode ?? 'Terminate';
    const cause: Cause = { why: 'unsupported-tls-mode', path: [...path, 'tls', 'mode'], listener: name, mode, missing: [] };
    const accepted = [fault('UnsupportedValue', cause)];
    return { ...base, references, programmed: certificates.programmed, supportedKinds: [], accepted, resolved };
  }
  const { kinds, bad } = allowedKinds(listener, carried);
  const kindless = unsaid('allowedRoutes', 'kinds');
  const wrong = bad.map(({ index: place, entry, open }) => {
    const at = [...path, 'allowedRoutes', 'kinds', place];
    const cause: Cause = { why: 'invalid-route-kinds', path: at, listener: name, entry, allowed: carried, missing: [] };
    return { cause, open };
  });
  return {
    ...base,
    supportedKinds: kinds,
    references,
    accepted: [...(isPartial(owner) ? [unknownFault(fieldUnknown(owner, ['spec']))] : []), ...filters.accepted],
    resolved: [
      ...kindless,
      ...wrong.map(({ cause, open }) => (open ? unknownFault(cause) : fault('InvalidRouteKinds', cause))),
      ...resolved,
    ],
    // Whether the valid kinds keep the listener going, the API does not say.
    programmed: [
      ...kindless,
      ...wrong.map(({ cause, open }) => (open || kinds.length > 0 ? unknownFault(cause) : fault('Invalid', cause))),
      ...certificates.programmed,
    ],
  };
}

/** Whether a field of a listener means something by its absence, or is there. */
export function says({ owner, path }: Pick<ListenerDraft, 'owner' | 'path'>, ...field: string[]): boolean {
  return owner.known([...path, ...field]);
}

/** Whether only partial manifests of a Gateway are in the input. */
export function isPartial({ model, object }: Owner): boolean {
  return model === 'Gateway' && object.spec.gatewayClassName === undefined;
}

/**
 * What is not said: by a Gateway of which only partial manifests are in the input, or because it is
 * malformed.
 */
export function fieldUnknown(owner: Owner, path: Path): Cause {
  const { kind, namespace, name } = owner;
  return { why: 'field-unknown', path, missing: isPartial(owner) ? [{ kind, namespace, name, sought: 'the whole' }] : [] };
}

/**
 * Some controllers do not program a listener with a selector that they cannot use; the API does not
 * say so.
 */
function programmedMessage({ allowedRoutes }: Listener): string {
  const unusable = allowedRoutes?.namespaces !== undefined && selectsNothing(allowedRoutes.namespaces);
  return unusable ? 'listener is programmed, if the controller does not mind a selector that selects nothing' : 'listener is programmed';
}

/**
 * The conditions of a listener. One that is not accepted is not programmed; one that lost against
 * another object's listener says why in each condition.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerConditionType; conformance,
 * listenerset-hostname-conflict
 */
export function listenerConditions(one: ListenerDraft): MutableListenerPrediction {
  const { owner, listener, path, supportedKinds, accepted, resolved, conflicted } = one;
  const cause: Cause = { why: 'listener-not-accepted', path, listener: listener.name, missing: [] };
  const sunk = accepted.map((found) => (found.status === 'False' ? fault('Invalid', cause) : found)).slice(0, 1);
  const lost = owner.model === 'ListenerSet' ? conflicted.filter(({ status }) => status === 'False') : [];
  const programmed = lost.length > 0 ? lost : [...sunk, ...one.programmed];
  const conditions = [
    positiveCondition('Accepted', accepted, { reason: 'Accepted', message: 'listener is accepted' }),
    positiveCondition('ResolvedRefs', resolved, { reason: 'ResolvedRefs', message: 'all references are resolved' }),
    positiveCondition('Programmed', programmed, { reason: 'Programmed', message: programmedMessage(listener) }),
  ];
  const clashes = conflicted.filter(({ status }) => status === 'False');
  const [clash] = clashes.length > 0 ? clashes : conflicted;
  if (clash?.status === 'False') {
    conditions.push(
      negativeCondition(
        'Conflicted',
        clash.reason,
        clashes.map((found) => found.cause),
      ),
    );
  } else if (clash !== undefined) {
    conditions.push(positiveCondition('Conflicted', conflicted, { reason: '', message: '' }));
  }
  if (one.overlaps) {
    conditions.push(
      negativeCondition(
        'OverlappingTLSConfig',
        'OverlappingHostnames',
        [],
        'another listener that terminates TLS on this port has an overlapping hostname',
      ),
    );
  }
  return { owner, listener, path, supportedKinds, attachedRoutes: 0, routes: [], conditions };
}
