import type { Manifest } from '../model/manifest';
import type { ParentReference } from '../model/objects';
import { valueAt } from '../model/path';
import type { Cause, Why } from '../status/cause';
import type { ParentPrediction, Reference } from '../status/prediction';
import type { Predicted, Severity } from './finding';

export type CauseOf<W extends Why> = Extract<Cause, { why: W }>;

/** A predicted object that refers to others. */
interface Holder {
  readonly manifest: Manifest;
  readonly references: readonly Reference[];
  /** Of a route. */
  readonly parents?: readonly ParentPrediction[];
}

/** A reference that a controller will not follow, or about which the input does not tell. */
export interface ReferenceFault<W extends Why> {
  readonly manifest: Manifest;
  readonly reference: Reference;
  readonly cause: CauseOf<W>;
  readonly severity: Severity;
  readonly predicts: Predicted | undefined;
}

/** Whether a cause is of one reason. */
export function isCause<W extends Why>(cause: Cause | undefined, why: W): cause is CauseOf<W> {
  return cause?.why === why;
}

/** An error where the condition is certain, a note where the input does not tell. */
export function gravity(cause: Cause): Severity {
  return cause.missing.length === 0 ? 'error' : 'note';
}

/** Where the condition of a reference will stand: on the route's first parent, or on the listener that holds the reference. */
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
      if (!isCause(cause, why)) continue;
      const port = why === 'ref-not-permitted' ? undefined : target.port;
      const key = JSON.stringify([target.group, target.kind, target.namespace, target.name, port]);
      if (seen.has(key)) continue;
      seen.add(key);
      const severity = gravity(cause);
      const predicts = severity === 'error' ? forecast(holder, reference, reason) : undefined;
      yield { manifest: holder.manifest, reference, cause, severity, predicts };
    }
  }
}
