import type { LabelSelector, ReferenceGrantFrom, ReferenceGrantTo } from '../../model/objects';
import { list, quoted } from '../../text/words';

const GATEWAY_API = 'gateway.networking.k8s.io';

function ofGroup(group: string, usual: string): string {
  return group === usual ? '' : ` of group ${quoted(group)}`;
}

/** `HTTPRoute from "web"`: an entry of `from`. */
export function fromText({ group, kind, namespace }: ReferenceGrantFrom): string {
  return `${kind}${ofGroup(group, GATEWAY_API)} from ${quoted(namespace)}`;
}

/** `Service "echo"`, `every Service`: an entry of `to`. */
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

/**
 * Which namespaces a `namespaces` field in namespace `own` allows: `namespace "kong" only (from:
 * Same)`, `namespaces with team=web`.
 */
export function allowedNamespacesText(from: string, selector: LabelSelector | undefined, own: string): string {
  if (from === 'All') {
    return 'every namespace';
  }
  if (from === 'None') {
    return 'no namespace';
  }
  if (from !== 'Selector') {
    return `namespace ${quoted(own)} only (from: Same)`;
  }
  return selector === undefined ? 'no namespace (from: Selector without a selector)' : `namespaces with ${selectorText(selector)}`;
}
