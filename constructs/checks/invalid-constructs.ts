import type { IConstruct } from 'constructs';

/** A construct, and what is wrong with it. */
export type Failure = readonly [construct: IConstruct, why: string];

/**
 * The error of constructs that cannot be synthesized, in the form of cdk8s. `crossing synth` reads
 * the path of each, and shows the line that made it.
 */
export function invalidConstructs(failures: readonly Failure[]): Error {
  const problems = failures.map(([{ node }, why]) => `[${node.path}] ${why}`);
  return new Error(`Validation failed with the following errors:\n  ${problems.join('\n  ')}`);
}
