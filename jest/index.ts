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
   * Fails where `crossing check` would find something, in the same words.
   *
   * @param options what counts, and what else the cluster holds
   */
  toHaveNoFindings(options?: FindingsOptions): R;
  /**
   * Fails where a conforming controller would not write these conditions: for a route, of each of its parents.
   *
   * @param subject `Kind namespace/name`
   * @param expected condition types, and `true`, `false`, `'Unknown'` or a reason, such as `'RefNotPermitted'`
   */
  toPredict(subject: string, expected: ExpectedConditions, options?: JudgeOptions): R;
}

/** The matchers, for an `expect` that this module does not find by itself. */
export const matchers = {
  toHaveNoFindings: (received: unknown, options?: FindingsOptions) => findings(received, options),
  toPredict(
    this: { readonly utils: { diff(expected: unknown, received: unknown): string | null } },
    received: unknown,
    subject: string,
    expected: ExpectedConditions,
    options?: JudgeOptions,
  ) {
    return predicted(received, subject, expected, options, this.utils.diff);
  },
};

declare const expect: { extend(matchers: object): void } | undefined;
if (typeof expect !== 'undefined') expect.extend(matchers);

declare global {
  namespace jest {
    interface Matchers<R> extends CrossingMatchers<R> {}
  }
}

declare module 'expect' {
  interface Matchers<R> extends CrossingMatchers<R> {}
}
