import { load } from '../analyzer/model/load';
import type { Source } from '../analyzer/model/sources/source';
import type { World } from '../analyzer/model/world/world';
import type { Prediction } from '../analyzer/status/conditions/prediction';
import { predict } from '../analyzer/status/predict';
import { certificates } from '../cli/judge/certificates';
import { refuseUnknownFeatures } from '../cli/judge/known-features';

/** Kubernetes objects, or their YAML. */
export type Manifests = string | readonly object[];

export interface JudgeOptions {
  /** What already runs and is not ours: known to the verdict, and not judged. @default - nothing */
  readonly context?: Manifests;
  /** Namespaces that hold more than the manifests and the context. @default - none */
  readonly open?: readonly string[];
  /** Gateway API features that the controller lacks, such as `SupportTLSRouteModeTerminate`. @default - none */
  readonly without?: readonly string[];
}

/** What a conforming controller would write about manifests, as a test has them. */
export function judge(
  received: unknown,
  { context = [], open = [], without = [] }: JudgeOptions,
): { world: World; prediction: Prediction } {
  refuseUnknownFeatures(without, 'without');
  const world = load([source('manifests', received, false), source('context', context, true)], { open });
  for (const problem of world.problems) {
    if (problem.what !== 'unparsable') continue;
    throw new Error(`${problem.file}:${problem.line}:${problem.column}: ${problem.message}`);
  }
  return { world, prediction: predict(world, { without, certificates }) };
}

function source(path: string, value: unknown, context: boolean): Source {
  if (typeof value === 'string') return { path, text: value, context, strict: true };
  if (!Array.isArray(value))
    throw new Error(
      `${path} are ${value === null ? 'null' : `of type ${typeof value}`}: a list of Kubernetes objects or their YAML is wanted, as manifests(app) gives it`,
    );
  return { path, text: value.map((object) => JSON.stringify(object)).join('\n---\n'), context, strict: true };
}
