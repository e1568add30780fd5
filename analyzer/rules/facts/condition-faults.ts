import type { Manifest } from '../../model/manifest';
import type { ParentReference } from '../../model/objects';
import { valueAt } from '../../model/path';
import type { Cause, Why } from '../../status/conditions/cause';
import type { Condition, Truth } from '../../status/conditions/condition';
import type { ListenerPrediction, ParentPrediction, Prediction, Reference, RoutePrediction } from '../../status/conditions/prediction';
import type { Predicted, PredictedCondition, Severity } from '../severity';

type Among<C extends Cause, W extends Why> = C extends Cause ? ([Extract<W, C['why']>] extends [never] ? never : C) : never;

/** The causes of one reason, or of several. */
export type CauseOf<W extends Why> = Among<Cause, W>;

/** Whether a cause is of one reason. */
function isCause<W extends Why>(cause: Cause | undefined, why: W): cause is CauseOf<W> {
  return cause?.why === why;
}

/** A note if a condition is Unknown, an error if it is False. */
function severityOf(status: Truth): Severity {
  return status === 'Unknown' ? 'note' : 'error';
}

/** A condition that is not as it should be, for one reason. */
export interface ConditionFault<W extends Why> {
  readonly cause: CauseOf<W>;
  readonly severity: Severity;
  readonly predicts: Predicted | undefined;
}

/** The conditions that tell most, the last one most. */
const ORDER = ['ResolvedRefs', 'Accepted'];

/**
 * The causes of one reason, from the first condition that has them: what one mistake does to
 * several conditions is one fault.
 */
export function conditionFaults<W extends Why>(
  conditions: readonly Condition[],
  why: W,
  on: Pick<PredictedCondition, 'parent' | 'listener'> = {},
): ConditionFault<W>[] {
  const sorted = [...conditions].sort((left, right) => ORDER.indexOf(right.type) - ORDER.indexOf(left.type));
  for (const { type, status, reason, causes } of sorted) {
    const own = causes.filter((cause) => isCause(cause, why));
    if (own.length === 0) {
      continue;
    }
    return own.map((cause) => {
      const severity = severityOf(status);
      return { cause, severity, predicts: severity === 'note' ? undefined : { condition: type, status, reason, ...on } };
    });
  }
  return [];
}

/** A parentRef that a route is not accepted through. */
export interface ParentFault<W extends Why> extends ConditionFault<W> {
  readonly manifest: RoutePrediction['manifest'];
  readonly parent: ParentPrediction;
}

/** The parentRefs that fail for one reason. */
export function* parentFaults<W extends Why>(routes: readonly RoutePrediction[], why: W): Iterable<ParentFault<W>> {
  for (const { manifest, parents } of routes) {
    for (const parent of parents) {
      for (const fault of conditionFaults(parent.conditions, why, { parent: parent.parentRef })) {
        yield { ...fault, manifest, parent };
      }
    }
  }
}

/** A listener with something wrong with it. */
export interface ListenerFault<W extends Why> extends ConditionFault<W> {
  readonly listener: ListenerPrediction;
}

/** The listeners of Gateways and ListenerSets that fail for one reason. */
export function* listenerFaults<W extends Why>({ gateways, listenerSets }: Prediction, why: W): Iterable<ListenerFault<W>> {
  for (const { listeners } of [...gateways, ...listenerSets]) {
    for (const listener of listeners) {
      for (const fault of conditionFaults(listener.conditions, why, { listener: listener.listener.name })) {
        yield { ...fault, listener };
      }
    }
  }
}

/** A predicted object that refers to others. */
interface Holder {
  readonly manifest: Manifest;
  readonly references: readonly Reference[];
  /** Of a route. */
  readonly parents?: readonly ParentPrediction[];
}

/** A reference that a controller will not follow, or about which the input does not tell. */
export interface ReferenceFault<W extends Why> extends ConditionFault<W> {
  readonly manifest: Manifest;
  readonly reference: Reference;
}

/**
 * Where the condition of a reference will stand: on the route's first parent, or on the listener
 * that holds the reference.
 */
function forecast({ manifest, parents }: Holder, { path }: Reference, reason: string): Predicted | undefined {
  const condition = { condition: 'ResolvedRefs', status: 'False', reason } as const;
  if (parents !== undefined) {
    const parent: ParentReference | undefined = parents[0]?.parentRef;
    return parent && { ...condition, parent };
  }
  const listener = path[1] === 'listeners' ? valueAt(manifest.object, [...path.slice(0, 3), 'name']) : undefined;
  return typeof listener === 'string' ? { ...condition, listener } : condition;
}

/** The references that fail for one reason; of several to one target in an object, the first. */
export function* referenceFaults<W extends Why>(holders: Iterable<Holder>, why: W, reason: string): Iterable<ReferenceFault<W>> {
  for (const holder of holders) {
    const seen = new Set<string>();
    for (const reference of holder.references) {
      const { cause, target } = reference;
      if (!isCause(cause, why)) {
        continue;
      }
      const port = why === 'ref-not-permitted' ? undefined : target.port;
      const key = JSON.stringify([target.group, target.kind, target.namespace, target.name, port]);
      if (seen.has(key)) {
        continue;
      }
      seen.add(key);
      const severity = severityOf(reference.status);
      const predicts = severity === 'error' ? forecast(holder, reference, reason) : undefined;
      yield { manifest: holder.manifest, reference, cause, severity, predicts };
    }
  }
}

/**
 * References to backends that fail for one reason, also those of a listener's filters, which have a
 * reason of their own.
 */
export function* backendFaults<W extends Why>(
  { routes, gateways, listenerSets }: Prediction,
  why: W,
  reason: string,
): Iterable<ReferenceFault<W>> {
  yield* referenceFaults(routes, why, reason);
  yield* referenceFaults([...gateways, ...listenerSets], why, 'InvalidListenerFilterRef');
}
