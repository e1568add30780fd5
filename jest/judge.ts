import type { Source } from '../analyzer/model/sources/source';
import { judge, type JudgeOptions as Options, type Verdict } from '../analyzer/report/judge';
import { refuseUnknownFeatures } from '../analyzer/report/known-features';
import { outputInput } from '../cli/input/inputs';
import { certificates } from '../cli/judge/certificates';
import { optionsOf, parsed } from '../cli/judge/judge';

/** Kubernetes objects, or their YAML. */
export type Manifests = string | readonly object[];

/**
 * What a test says besides the `crossing.yaml` at or above it, whose `context`, `open`, `target`
 * and `ignore` count as they do for `crossing check`.
 */
export interface JudgeOptions {
  /**
   * Manifests of what already runs: used, not checked.
   *
   * @default - the context of `crossing.yaml` alone
   */
  readonly context?: Manifests;
  /**
   * Namespaces that hold more than the manifests and the context.
   *
   * @default - those of `crossing.yaml` alone
   */
  readonly open?: readonly string[];
  /** The cluster of `crossing.yaml` whose settings hold. @default - those of the top level */
  readonly cluster?: string;
  /**
   * Gateway API features that the controller lacks, such as `TLSRouteModeTerminate`.
   *
   * @default - none
   */
  readonly without?: readonly string[];
}

/**
 * What a conforming controller would write about manifests, as a test has them.
 *
 * @param testPath the file of the test, whose nearest `crossing.yaml` counts; without it, that of
 * the working directory
 * @throws if the manifests are not a list of objects or YAML, or do not parse
 */
export function verdictOn(received: unknown, { context = [], open = [], cluster, without = [] }: JudgeOptions, testPath?: string): Verdict {
  refuseUnknownFeatures(without, 'without');
  const texts = new Map([[NAME, textOf(NAME, received)]]);
  const input = outputInput(texts, testPath ?? '.', process.cwd(), cluster);
  const known: Source = { path: 'context', text: textOf('context', context), context: true, strict: true };
  const options: Options = { open, without, certificates };
  return parsed(judge([...input.sources, known], optionsOf(input, options)));
}

/** How findings call the manifests of a test. */
const NAME = 'manifests';

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (!Array.isArray(value)) {
    const got = value === null ? 'null' : `a value of type ${typeof value}`;
    throw new Error(`${name}: expected Kubernetes objects or their YAML, got ${got}; pass what manifests(app) returns`);
  }
  return value.map((object) => JSON.stringify(object)).join('\n---\n');
}
