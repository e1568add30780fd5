import type { Cause } from './cause';

export type Truth = 'True' | 'False' | 'Unknown';

/** A condition as Kubernetes writes it, with what led to it. */
export interface Condition {
  readonly type: string;
  readonly status: Truth;
  readonly reason: string;
  readonly message: string;
  /** Why it is as it is: empty for a healthy condition, one entry for each fault otherwise. */
  readonly causes: readonly Cause[];
}

/** The condition of a type, if there is one. */
export function condition(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((one) => one.type === type);
}
