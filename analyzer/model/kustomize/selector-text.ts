const REQUIREMENTS = /(?:[^,(]|\([^)]*\))+/g;
const SET = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/;
const EQUALITY = /^([^\s!=]+)\s*(==?|!=)\s*(\S*)$/;
const EXISTENCE = /^(!?)\s*([^\s!=()]+)$/;

/**
 * Whether labels are what a selector asks for that is written as a text, such as `tier in (web,
 * api), !internal`; `undefined` if it cannot be read.
 *
 * @see Kubernetes, labels and selectors; kustomize, patches.target.labelSelector
 */
export function selectsByText(selector: string, labels: Readonly<Record<string, unknown>>): boolean | undefined {
  let selects = true;
  for (const requirement of selector.match(REQUIREMENTS) ?? []) {
    const met = meets(requirement.trim(), labels);
    if (met === undefined) {
      return undefined;
    }
    selects &&= met;
  }
  return selects;
}

function meets(requirement: string, labels: Readonly<Record<string, unknown>>): boolean | undefined {
  const labelOf = (key: string) => (Object.hasOwn(labels, key) ? String(labels[key]) : undefined);
  const [, key, operator, list] = SET.exec(requirement) ?? [];
  if (key !== undefined && list !== undefined) {
    const value = labelOf(key);
    const among = value !== undefined && list.split(',').some((one) => one.trim() === value);
    return among === (operator === 'in');
  }
  const [, name, sign, expected] = EQUALITY.exec(requirement) ?? [];
  if (name !== undefined) {
    return (labelOf(name) === expected) === (sign !== '!=');
  }
  const [, not, label] = EXISTENCE.exec(requirement) ?? [];
  return label === undefined ? undefined : (labelOf(label) !== undefined) === (not === '');
}
