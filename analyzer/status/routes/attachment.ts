import type { Manifest } from '../../model/manifest';
import type { ParentReference, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import type { Missing } from '../../model/problem';
import type { Candidate, Cause, Owner } from '../conditions/cause';
import type { Truth } from '../conditions/condition';
import { type Fault, fault, unknownFault } from '../conditions/condition-builder';
import { truth } from '../conditions/truth';
import { fieldUnknown, type MutableListenerPrediction } from '../listeners/listener';
import { hostnamesIntersect } from '../matching/hostnames';
import { admits, type NamespacePolicy } from '../matching/namespaces';
import type { PredictionContext } from '../references/prediction-context';

/** A listener as routes meet it. */
export interface AttachableListener {
  readonly prediction: MutableListenerPrediction;
  /**
   * Kinds of route that it takes, or where they are not `settled`, at most takes; absent where
   * nothing is known of them.
   */
  readonly kinds?: ReadonlySet<string>;
  readonly settled: boolean;
  /** Kinds that some controllers take here, and the API does not name. */
  readonly takenBySome: ReadonlySet<string>;
  readonly namespaces: NamespacePolicy;
  /** What routes that it refuses get, by step: the same for all of them. */
  readonly refusals: Map<Step, Candidate>;
}

/** All listeners of a Gateway or a ListenerSet, as routes meet them. */
export interface Parent {
  readonly manifest: Owner;
  readonly doors: readonly AttachableListener[];
  readonly byName: ReadonlyMap<string, readonly AttachableListener[]>;
  /** False where there may be listeners that the input does not hold. */
  readonly complete: boolean;
}

/** Where a route attaches through one parentRef, or what keeps it out. */
export interface Attachment {
  readonly doors: readonly AttachableListener[];
  readonly faults: readonly Fault[];
}

type Step = Candidate['failed'];

/**
 * The steps in the order in which they are taken, each with the reason that stands when no listener
 * is left after it.
 */
const STEPS = {
  section: { why: 'no-matching-parent', reason: 'NoMatchingParent' },
  port: { why: 'no-matching-parent', reason: 'NoMatchingParent' },
  kind: { why: 'not-allowed-by-listeners', reason: 'NotAllowedByListeners' },
  namespace: { why: 'not-allowed-by-listeners', reason: 'NotAllowedByListeners' },
  hostname: { why: 'no-matching-listener-hostname', reason: 'NoMatchingListenerHostname' },
} as const;
const ORDER = ['no-matching-listener-hostname', 'not-allowed-by-listeners', 'no-matching-parent'] as const;

/**
 * Which listeners of a parent take a route. One that takes it is enough; where none is left, the
 * reason is that of the step at which the last one fell away: section and port, then kind and
 * namespace on the same listener, then hostname. Whether a listener is healthy does not count.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteConditionAccepted and its reasons;
 * GEP-957; conformance, httproute-disallowed-kind
 */
export function attach(
  setting: PredictionContext,
  route: Manifest<RouteKind>,
  ref: ParentReference,
  path: Path,
  parent: Parent,
): Attachment {
  if (ref.port !== undefined && !setting.supports('HTTPRouteParentRefPort')) {
    return {
      doors: [],
      faults: [unknownFault({ why: 'unsupported-feature', path: [...path, 'port'], feature: 'HTTPRouteParentRefPort', missing: [] })],
    };
  }
  const selected = ref.sectionName === undefined ? parent.doors : (parent.byName.get(ref.sectionName) ?? []);
  const doors: AttachableListener[] = [];
  const refused: Candidate[] = [];
  for (const attachable of selected) {
    const candidate = refusalBy(setting, route, ref, attachable);
    if (candidate === undefined) {
      doors.push(attachable);
    } else {
      refused.push(candidate);
    }
  }
  if (doors.length > 0) {
    return { doors, faults: [] };
  }
  const unsure = refused.filter(({ answer }) => answer === 'Unknown');
  if (unsure.length > 0) {
    return { doors, faults: [unknownFault(cause(route, ref, path, parent, unsure))] };
  }
  if (!parent.complete && (ref.sectionName === undefined || selected.length === 0)) {
    return { doors, faults: [unknownFault(listenersUnknown(parent.manifest))] };
  }
  const all = selected.length > 0 ? refused : parent.doors.map((door) => refusal(door, 'section'));
  const found = cause(route, ref, path, parent, all);
  return { doors, faults: [fault(STEPS[furthest(all)].reason, found)] };
}

/**
 * A Gateway may have listeners that the input does not hold: only a part of it is there, or a patch
 * adds some.
 */
function listenersUnknown(manifest: Owner): Cause {
  const { kind, namespace, name } = manifest;
  const path = ['spec', 'listeners'];
  const { missing } = fieldUnknown(manifest, path);
  return { why: 'field-unknown', path, missing: missing.length > 0 ? missing : [{ kind, namespace, name, sought: 'the whole' }] };
}

/** Takes a route through the steps at one listener; nothing where it gets through. */
function refusalBy(
  { world }: PredictionContext,
  route: Manifest<RouteKind>,
  ref: ParentReference,
  door: AttachableListener,
): Candidate | undefined {
  const { listener, owner } = door.prediction;
  let unsure: Candidate | undefined;
  const step = (name: Step, answer: Truth, missing?: readonly Missing[]): Candidate | undefined => {
    if (answer === 'False') {
      return refusal(door, name);
    }
    if (answer === 'Unknown') {
      unsure ??= candidateOf(door, name, 'Unknown', missing);
    }
    return undefined;
  };
  const admission = (): Candidate | undefined => {
    const { answer, missing } = admits(door.namespaces, owner.namespace, route.namespace, world);
    return step('namespace', answer, missing);
  };
  return (
    step('port', ref.port === undefined ? 'True' : listener.port === undefined ? 'Unknown' : truth(ref.port === listener.port)) ??
    step('kind', takes(door, route.model)) ??
    admission() ??
    step('hostname', hostname(route, door)) ??
    unsure
  );
}

/**
 * Whether a listener takes a kind of route: of what is known of it in part, at least what it does
 * not take is known.
 */
function takes({ kinds, settled, takenBySome }: AttachableListener, kind: RouteKind): Truth {
  if (kinds !== undefined && !kinds.has(kind)) {
    return takenBySome.has(kind) ? 'Unknown' : 'False';
  }
  return settled ? 'True' : 'Unknown';
}

/**
 * Only routes that can tell hosts apart are held against the listener's hostname.
 *
 * @see Gateway API v1.6.1, apis/v1/httproute_types.go, grpcroute_types.go and tlsroute_types.go,
 * Hostnames; conformance, httproute-hostname-intersection
 */
function hostname(route: Manifest<RouteKind>, door: AttachableListener): Truth {
  const { hostnames = [] } = route.object.spec;
  if (route.model === 'TCPRoute' || route.model === 'UDPRoute' || hostnames.length === 0) {
    return 'True';
  }
  const { owner, path, listener } = door.prediction;
  if (listener.hostname === undefined && !owner.known([...path, 'hostname'])) {
    return 'Unknown';
  }
  return truth(hostnamesIntersect(listener.hostname, hostnames));
}

function refusal(door: AttachableListener, failed: Step): Candidate {
  const known = door.refusals.get(failed) ?? candidateOf(door, failed, 'False');
  door.refusals.set(failed, known);
  return known;
}

function candidateOf(door: AttachableListener, failed: Step, answer: 'False' | 'Unknown', missing: readonly Missing[] = []): Candidate {
  const { owner, listener, path } = door.prediction;
  const { port, protocol, hostname: host } = listener;
  const unsaid = answer === 'Unknown' && missing.length === 0 ? fieldUnknown(owner, path).missing : missing;
  return {
    owner,
    listener: listener.name,
    path,
    failed,
    answer,
    missing: unsaid,
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(host === undefined ? {} : { hostname: host }),
    ...(door.kinds === undefined || (answer === 'Unknown' && !door.settled) ? {} : { kinds: [...door.kinds] }),
    ...door.namespaces,
  };
}

/** The step that the listener which comes nearest to taking the route fails. */
function furthest(candidates: readonly Candidate[]): Step {
  for (const why of ORDER) {
    const found = candidates.find(({ failed }) => STEPS[failed].why === why);
    if (found !== undefined) {
      return found.failed;
    }
  }
  return 'section';
}

function cause(
  route: Manifest<RouteKind>,
  { sectionName, port }: ParentReference,
  path: Path,
  { manifest }: Parent,
  candidates: readonly Candidate[],
): Cause {
  const step = furthest(candidates);
  const base = { parent: manifest, candidates, missing: candidates.flatMap(({ missing }) => missing) };
  if (STEPS[step].why === 'not-allowed-by-listeners') {
    return { why: STEPS[step].why, path, ...base };
  }
  if (STEPS[step].why === 'no-matching-listener-hostname') {
    return { why: STEPS[step].why, path: ['spec', 'hostnames'], hostnames: route.object.spec.hostnames ?? [], ...base };
  }
  return {
    why: 'no-matching-parent',
    path: [...path, step === 'port' ? 'port' : 'sectionName'],
    ...base,
    ...(sectionName === undefined ? {} : { sectionName }),
    ...(port === undefined ? {} : { port }),
  };
}
