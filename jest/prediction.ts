import { formatRef } from '../analyzer/model/object-ref';
import { type Condition, condition } from '../analyzer/status/conditions/condition';
import type { Prediction } from '../analyzer/status/conditions/prediction';
import { nearest } from '../analyzer/text/did-you-mean';
import { type JudgeOptions, verdictOn } from './judge';

/**
 * What conditions will be: `true`, `false`, `'Unknown'`, or the reason of a condition, such as
 * `'RefNotPermitted'`.
 */
export type ExpectedConditions = Readonly<Record<string, boolean | string>>;

/** Conditions of an object; a route has them for each parent, a policy for each ancestor. */
type Conditions = ReadonlyMap<string, readonly Condition[]>;

const TRUTH = { True: true, False: false, Unknown: 'Unknown' } as const;

/**
 * Whether an object will have conditions, for each of its parents if it has parents, and the words
 * for both cases.
 */
export function predicted(
  received: unknown,
  subject: string,
  expected: ExpectedConditions,
  options: JudgeOptions = {},
  diff: (expected: unknown, received: unknown) => string | null = () => null,
  testPath?: string,
) {
  if (Object.keys(expected).length === 0) {
    throw new Error('expected is {}: name at least one condition, such as { Accepted: true }');
  }
  const { prediction } = verdictOn(received, options, testPath);
  const all = conditionsOf(prediction);
  const conditions = all.get(subject);
  if (conditions === undefined) {
    return { pass: false, message: () => notThere(subject, [...all.keys()].sort()) };
  }
  const wanted = Object.fromEntries([...conditions.keys()].map((holder) => [holder, expected]));
  const actual = Object.fromEntries([...conditions].map(([holder, found]) => [holder, actually(found, expected)]));
  const unlike = [...conditions].filter(([holder]) => Object.entries(expected).some(([type, value]) => actual[holder]?.[type] !== value));
  const pass = unlike.length === 0 && conditions.size > 0;
  return { pass, message: () => (pass ? `expected ${subject} not to be ${JSON.stringify(expected)}, and it will be` : failed()) };

  function failed(): string {
    if (conditions?.size === 0) {
      return `${subject} will have no status: no controller manages any of its parents`;
    }
    const sentences = unlike.flatMap(([holder, found]) =>
      found.filter(({ type }) => Object.hasOwn(expected, type)).map((it) => sentence(holder, it)),
    );
    return [`${subject} will not be as expected`, diff(wanted, actual) ?? '', ...sentences].join('\n\n');
  }
}

function conditionsOf({ classes, gateways, listenerSets, routes, policies }: Prediction): ReadonlyMap<string, Conditions> {
  const all = new Map<string, Conditions>();
  for (const { manifest, conditions } of [...classes, ...gateways, ...listenerSets]) {
    all.set(formatRef(manifest), new Map([['status', conditions]]));
  }
  for (const { manifest, parents } of routes) {
    const entries = parents.map(
      ({ target, parentRef, conditions }) =>
        [`${formatRef(target)}${parentRef.sectionName === undefined ? '' : `, section ${parentRef.sectionName}`}`, conditions] as const,
    );
    all.set(formatRef(manifest), new Map(entries));
  }
  for (const { manifest, ancestors } of policies) {
    all.set(formatRef(manifest), new Map(ancestors.map(({ gateway, conditions }) => [formatRef(gateway), conditions])));
  }
  return all;
}

function actually(conditions: readonly Condition[], expected: ExpectedConditions): Record<string, boolean | string | undefined> {
  return Object.fromEntries(
    Object.entries(expected).map(([type, wanted]) => {
      const found = condition(conditions, type);
      const byReason = typeof wanted === 'string' && wanted !== 'Unknown';
      return [type, found && (byReason ? found.reason : TRUTH[found.status])];
    }),
  );
}

function sentence(holder: string, { type, status, reason, message }: Condition): string {
  return `${holder}: ${type}=${status} ${reason}: ${message}`;
}

function notThere(subject: string, all: readonly string[]): string {
  const near = nearest(subject, all);
  const rest = near === undefined ? `what gets a status is ${all.join(', ') || 'nothing'}` : `did you mean ${near}?`;
  return `${subject} is not among the manifests: ${rest}`;
}
