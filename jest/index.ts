import { type FindingsOptions, findings } from './findings';
import type { JudgeOptions } from './judge';
import { type ExpectedConditions, predicted } from './prediction';

export type { FindingsOptions } from './findings';
export type { JudgeOptions, Manifests } from './judge';
export { type KubernetesObject, manifests } from './manifests';
export type { ExpectedConditions } from './prediction';

/** What this module adds to `expect`. The value is what `manifests(app)` gives, or YAML. */
export interface CrossingMatchers<R> {
  /**
   * Fails if `crossing check` would find something, in the same words; the nearest `crossing.yaml`
   * at or above the test counts.
   *
   * @param options the severity that counts, and what else the cluster holds
   */
  toHaveNoFindings(options?: FindingsOptions): R;
  /**
   * Fails if a conforming controller would not write these conditions: of a route, for each of its
   * parents.
   *
   * @param subject `Kind namespace/name`
   * @param expected condition types, and `true`, `false`, `'Unknown'` or a reason, such as
   * `'RefNotPermitted'`
   */
  toPredict(subject: string, expected: ExpectedConditions, options?: JudgeOptions): R;
}

/** What `expect` gives to a matcher, as far as these use it. */
interface MatcherState {
  readonly testPath?: string | undefined;
  readonly utils: { diff(expected: unknown, received: unknown): string | null };
}

/** The matchers, for an `expect` that this module does not find by itself. */
export const matchers = {
  toHaveNoFindings(this: MatcherState, received: unknown, options?: FindingsOptions) {
    return findings(received, options, this.testPath);
  },
  toPredict(this: MatcherState, received: unknown, subject: string, expected: ExpectedConditions, options?: JudgeOptions) {
    return predicted(received, subject, expected, options, this.utils.diff, this.testPath);
  },
};

declare const expect: { extend(matchers: object): void } | undefined;
if (typeof expect !== 'undefined') {
  expect.extend(matchers);
}

declare global {
  namespace jest {
    interface Matchers<R> extends CrossingMatchers<R> {}
  }
}

declare module 'expect' {
  interface Matchers<R> extends CrossingMatchers<R> {}
}
