import type { Cause } from './cause';
import type { Condition } from './condition';
import { describe } from './messages';

/**
 * One thing that keeps a condition from being True, or that the input would have to hold to tell.
 */
export interface Fault {
  readonly status: 'False' | 'Unknown';
  /** Of the condition, where the status is False. */
  readonly reason: string;
  readonly cause: Cause;
}

export function fault(reason: string, cause: Cause): Fault {
  return { status: 'False', reason, cause };
}

export function unknownFault(cause: Cause): Fault {
  return { status: 'Unknown', reason: PENDING, cause };
}

/** The reason of every condition that cannot be determined, as the API server's default has it. */
export const PENDING = 'Pending';

interface Healthy {
  readonly reason: string;
  readonly message: string;
}

/**
 * A condition of positive polarity: False for the first thing that is wrong, Unknown where nothing
 * is but something cannot be determined.
 */
export function positiveCondition(type: string, faults: readonly Fault[], healthy: Healthy): Condition {
  const wrong = faults.filter(({ status }) => status === 'False');
  const [first] = wrong.length > 0 ? wrong : faults;
  if (first === undefined) {
    return { type, status: 'True', ...healthy, causes: [] };
  }
  const causes = (wrong.length > 0 ? wrong : faults).map(({ cause }) => cause);
  return { type, status: first.status, reason: first.reason, message: `${messageOf(causes, first.status)}${alternatives(wrong)}`, causes };
}

/** The API leaves open which of several reasons is reported. */
function alternatives(wrong: readonly Fault[]): string {
  const reasons = new Set(wrong.map(({ reason }) => reason));
  return reasons.size > 1 ? ` (a controller may tell any of the reasons ${[...reasons].sort().join(', ')})` : '';
}

/** A condition that tells of trouble by being True. */
export function negativeCondition(type: string, reason: string, causes: readonly Cause[], message = messageOf(causes, 'False')): Condition {
  return { type, status: 'True', reason, message, causes };
}

/** Names and kinds come from manifests, and may hold anything. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}

function messageOf(causes: readonly Cause[], status: Fault['status']): string {
  const [first, ...rest] = new Set(causes.map((cause) => oneLine(describe(cause, status === 'Unknown'))));
  return rest.length === 0 ? (first ?? '') : `${first}; and ${rest.length} more`;
}
