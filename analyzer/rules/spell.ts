import type { LabelSelector, ReferenceGrantFrom, ReferenceGrantTo } from '../model/objects';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** A word as it stands in a manifest. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** How many words of a list are told. */
const MOST = 8;

function series(words: readonly string[], spell: (word: string) => string, last: string, most: number): string {
  const shown = words.slice(0, words.length > most ? most - 1 : most).map(spell);
  if (words.length > most) shown.push(`${words.length - most + 1} more`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`;
}

/** `a`, `a and b`, `a, b and c`; of many, the first ones. */
export function list(words: readonly string[], last: 'and' | 'or' = 'and', most = MOST): string {
  return series(words, (word) => word, last, most);
}

/** `"a"`, `"a" and "b"`: a list of words as they stand in a manifest. */
export function quotedList(words: readonly string[]): string {
  return series(words, quoted, 'and', MOST);
}

function ofGroup(group: string, usual: string): string {
  return group === usual ? '' : ` of group ${quoted(group)}`;
}

/** `HTTPRoute from "web"`: who a ReferenceGrant lets in. */
export function fromText({ group, kind, namespace }: ReferenceGrantFrom): string {
  return `${kind}${ofGroup(group, GATEWAY_API)} from ${quoted(namespace)}`;
}

/** `Service "echo"`, `every Service`: what a ReferenceGrant opens. */
export function toText({ group, kind, name }: ReferenceGrantTo): string {
  return name === undefined || name === '' ? `every ${kind}${ofGroup(group, '')}` : `${kind} ${quoted(name)}${ofGroup(group, '')}`;
}

function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator = '', values = [] }) => {
    const among = values.length === 0 ? '' : ` (${list(values, 'or')})`;
    return operator === 'Exists' || operator === 'DoesNotExist' ? `${key} ${operator}` : `${key} ${operator}${among}`;
  });
  return [...labels, ...expressions].join(', ');
}

/** Who a `namespaces` field in namespace `own` lets in: `namespace "kong" only (from: Same)`, `namespaces with team=web`. */
export function doorText(from: string, selector: LabelSelector | undefined, own: string): string {
  if (from === 'All') return 'every namespace';
  if (from === 'None') return 'no namespace';
  if (from !== 'Selector') return `namespace ${quoted(own)} only (from: Same)`;
  return selector === undefined ? 'no namespace (from: Selector without a selector)' : `namespaces with ${selectorText(selector)}`;
}
