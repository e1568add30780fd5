import { any, type Check, listOf, map, objectOf } from './shape';
import { refuse, SUBDOMAIN, text } from './validate';

const QUALIFIED_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const OPERATORS = ['DoesNotExist', 'Exists', 'In', 'NotIn'] as const;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** A label selector, as Kubernetes has it. */
export interface LabelSelector {
  /**
   * Labels that have to be there with just these values.
   *
   * @default - none
   */
  readonly matchLabels?: Readonly<Record<string, string>>;

  /**
   * Conditions on labels.
   *
   * @default - none
   */
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** A condition on one label. */
export interface LabelSelectorRequirement {
  /** Key of the label. */
  readonly key: string;

  /** What has to hold. */
  readonly operator: (typeof OPERATORS)[number];

  /**
   * The values for `In` and `NotIn`.
   *
   * @default - none, as `Exists` and `DoesNotExist` want it
   */
  readonly values?: readonly string[];
}

const REQUIREMENT = objectOf<LabelSelectorRequirement>(
  { key: any, operator: any, values: listOf() },
  "a condition such as { key: 'team', operator: 'In', values: ['web'] }",
);

/** The props of a label selector. */
export const SELECTOR: Check = objectOf<LabelSelector>(
  { matchLabels: map, matchExpressions: listOf(REQUIREMENT) },
  "a selector such as { matchLabels: { team: 'web' } }",
);

/**
 * Refuses a label selector that selects everything, or that Kubernetes' own libraries refuse
 * although the API server lets it through.
 *
 * @throws if it has no condition, a key or value is not a label, `In` or `NotIn` has no values, or
 * another operator has some
 */
export function labelSelector(prop: string, { matchLabels = {}, matchExpressions = [] }: LabelSelector): void {
  labels(`${prop}.matchLabels`, matchLabels);
  for (const [index, { key, operator, values = [] }] of matchExpressions.entries()) {
    const at = `${prop}.matchExpressions[${index}]`;
    qualifiedName(`${at}.key`, key);
    if (!OPERATORS.includes(operator)) {
      refuse(`${at}.operator`, operator, `expected ${OPERATORS.join(', ')}`);
    }
    const takesValues = operator === 'In' || operator === 'NotIn';
    if (takesValues === (values.length === 0)) {
      refuse(`${at}.values`, values, `operator ${operator} takes ${takesValues ? 'at least one value' : 'no values'}`);
    }
    for (const value of values) {
      labelValue(`${at}.values`, value);
    }
  }
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) {
    refuse(prop, { matchLabels, matchExpressions }, 'a selector without labels selects everything; name at least one label');
  }
}

/** Refuses labels that Kubernetes does not take. */
export function labels(prop: string, value: Readonly<Record<string, string>>): void {
  for (const [key, it] of Object.entries(value)) {
    qualifiedName(`${prop}: a key`, key);
    labelValue(`${prop}[${JSON.stringify(key)}]`, it);
  }
}

/** Refuses annotations that Kubernetes does not take. */
export function annotations(prop: string, value: Readonly<Record<string, string>>): void {
  for (const [key, it] of Object.entries(value)) {
    qualifiedName(`${prop}: a key`, key);
    if (typeof it !== 'string') {
      const hint = ['boolean', 'number'].includes(typeof it) ? `; did you mean ${JSON.stringify(String(it))}?` : '';
      refuse(`${prop}[${JSON.stringify(key)}]`, it, `an annotation is a string${hint}`);
    }
  }
}

function qualifiedName(prop: string, value: string): void {
  const [name = '', prefix, ...rest] = text(prop, value).split('/').reverse();
  const prefixed = prefix === undefined || (SUBDOMAIN.test(prefix) && prefix.length <= 253);
  if (!QUALIFIED_NAME.test(name) || !prefixed || rest.length > 0) {
    refuse(prop, value, 'expected 1 to 63 letters, digits, "-", "_" and ".", with a DNS name and "/" before them or not');
  }
}

function labelValue(prop: string, value: string): void {
  if (typeof value !== 'string' || !LABEL_VALUE.test(value)) {
    refuse(prop, value, 'expected up to 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit');
  }
}
