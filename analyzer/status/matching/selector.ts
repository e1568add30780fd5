import type { LabelSelector, LabelSelectorRequirement } from '../../model/objects';
import type { Truth } from '../conditions/condition';
import { all, truth } from '../conditions/truth';

/** What is known of an object's labels; `complete` is false where it may have others. */
export interface KnownLabels {
  readonly labels: Readonly<Record<string, string>>;
  readonly complete: boolean;
}

type Test = (known: KnownLabels) => Truth;

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function isKey(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash === -1) {
    return NAME.test(key);
  }
  return slash <= 253 && PREFIX.test(key.slice(0, slash)) && NAME.test(key.slice(slash + 1));
}

function isValue(value: string): boolean {
  return value === '' || NAME.test(value);
}

/**
 * Compiles one requirement; `undefined` where Kubernetes refuses it.
 *
 * @see Kubernetes, apimachinery `labels.NewRequirement`: In and NotIn need values, Exists and
 * DoesNotExist take none; NotIn holds for an absent key
 */
function requirement({ key = '', operator, values = [] }: LabelSelectorRequirement): Test | undefined {
  if (!isKey(key) || !values.every(isValue)) {
    return undefined;
  }
  const among = new Set(values);
  const found = (answer: (value: string) => boolean, absent: boolean): Test => {
    return ({ labels, complete }) => {
      if (Object.hasOwn(labels, key)) {
        return truth(answer(labels[key] as string));
      }
      return complete ? truth(absent) : 'Unknown';
    };
  };
  if (operator === 'In') {
    return among.size > 0 ? found((value) => among.has(value), false) : undefined;
  }
  if (operator === 'NotIn') {
    return among.size > 0 ? found((value) => !among.has(value), true) : undefined;
  }
  if (operator === 'Exists') {
    return among.size === 0 ? found(() => true, false) : undefined;
  }
  if (operator === 'DoesNotExist') {
    return among.size === 0 ? found(() => false, true) : undefined;
  }
  return undefined;
}

function compile({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly Test[] | undefined {
  const labels = Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  const tests = [...labels, ...matchExpressions].map(requirement);
  return tests.every((test) => test !== undefined) ? tests : undefined;
}

const compiled = new WeakMap<LabelSelector, readonly Test[] | null>();

function testsOf(selector: LabelSelector): readonly Test[] | null {
  const known = compiled.get(selector);
  if (known !== undefined) {
    return known;
  }
  const tests = compile(selector) ?? null;
  compiled.set(selector, tests);
  return tests;
}

/**
 * Whether Kubernetes takes the selector; the API server admits any, and what it cannot use selects
 * nothing.
 */
export function isSelector(selector: LabelSelector): boolean {
  return testsOf(selector) !== null;
}

/**
 * Whether a selector selects an object by its labels. All requirements must hold; an empty selector
 * selects everything.
 *
 * @see Kubernetes, apimachinery `metav1.LabelSelectorAsSelector`
 */
export function selects(selector: LabelSelector, known: KnownLabels): Truth {
  const tests = testsOf(selector);
  return tests === null ? 'False' : all(tests.map((test) => test(known)));
}
