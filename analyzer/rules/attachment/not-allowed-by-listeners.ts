import { formatRef } from '../../model/object-ref';
import type { Candidate } from '../../status/conditions/cause';
import { hostnamesIntersect } from '../../status/matching/hostnames';
import { kindsOf } from '../../status/matching/kinds';
import { list, quoted } from '../../text/words';
import { AdmitNamespaceEdit } from '../edits/admit-namespace-edit';
import { addItem } from '../edits/change';
import type { Edit } from '../edits/edit';
import { type ParentFault, parentFaults } from '../facts/condition-faults';
import { allowedNamespacesText } from '../facts/grant-text';
import { unattached } from '../facts/traffic';
import { defineRule, type Found, type RuleInput } from '../rule';
import { type RefusedAttachment, type RefusingListener, refusingListeners } from './refusing-listeners';

export interface Params extends RefusedAttachment {
  readonly kind: string;
  readonly namespace: string;
}

/** Whether the protocol of a listener supports a kind. */
function carries(protocol: string, kind: string): boolean {
  return kindsOf(protocol, () => true).some((carried) => carried === kind);
}

/**
 * The listeners that are best opened come first: for this host, with a selector already, with TLS.
 */
function inOrder(candidates: readonly Candidate[], hostnames: readonly string[]): Candidate[] {
  const merits = ({ hostname, from, protocol }: Candidate) => [
    hostnamesIntersect(hostname, hostnames),
    from === 'Selector',
    protocol === 'HTTPS',
  ];
  const rank = (candidate: Candidate) => merits(candidate).reduce((sum, merit) => sum * 2 + Number(merit), 0);
  return candidates.toSorted((left, right) => rank(right) - rank(left));
}

/** Opens the best listener that lacks one thing only: the namespace, or the kind. */
function fixFor({ world, facts }: RuleInput, { manifest, cause }: ParentFault<'not-allowed-by-listeners'>): Edit | undefined {
  const { hostnames = [] } = manifest.object.spec;
  for (const { owner, path, failed, protocol = '', kinds = [], from = 'Same', selector } of inOrder(cause.candidates, hostnames)) {
    if (failed === 'namespace' && kinds.includes(manifest.kind)) {
      const admission = new AdmitNamespaceEdit(world, facts, owner, [...path, 'allowedRoutes', 'namespaces'], manifest.namespace);
      const edit = admission.edit({ from, selector, own: owner.namespace });
      if (edit !== undefined) {
        return edit;
      }
    }
    if (failed === 'kind' && kinds.length > 0 && carries(protocol, manifest.kind)) {
      return addItem(owner, [...path, 'allowedRoutes', 'kinds'], { group: manifest.group, kind: manifest.kind });
    }
  }
  return undefined;
}

function refusal({ listener, own, failed, kinds, protocol, from, selector }: RefusingListener, kind: string): string | undefined {
  const by = `listener ${quoted(listener)}`;
  if (failed !== 'kind') {
    return `${by} allows routes from ${allowedNamespacesText(from, selector, own)}`;
  }
  if (kinds === undefined) {
    return undefined;
  }
  const allows = kinds.length === 0 ? 'allows no routes' : `allows ${list([...kinds])} only`;
  return `${by}${protocol === undefined ? '' : `, protocol ${protocol},`} ${allows}, not ${kind}`;
}

/** A route that no listener of its parent allows, because of its namespace or its kind. */
export const notAllowedByListeners = defineRule('not-allowed-by-listeners', {
  reads: ['Namespace'],
  title: 'no listener of the parent allows a route',
  why: 'The owner of a Gateway decides in allowedRoutes which namespaces and which kinds of routes may attach to a listener. A ReferenceGrant does not help here.',
  *find(input): Iterable<Found<Params>> {
    const edits = new Map<string, Edit | undefined>();
    for (const fault of parentFaults(input.prediction.routes, 'not-allowed-by-listeners')) {
      const { manifest, cause, severity, predicts } = fault;
      if (severity === 'note' && cause.missing.length === 0) {
        continue;
      }
      const asked = cause.candidates.filter(({ failed }) => failed === 'kind' || failed === 'namespace');
      const params = {
        parent: formatRef(cause.parent),
        listeners: refusingListeners(asked),
        kind: manifest.kind,
        namespace: manifest.namespace,
      };
      const { sectionName = '', port = '' } = fault.parent.parentRef;
      const { hostnames = [] } = manifest.object.spec;
      const admissionKey = JSON.stringify([formatRef(cause.parent), sectionName, port, manifest.kind, manifest.namespace, hostnames]);
      if (severity === 'error' && !edits.has(admissionKey)) {
        edits.set(admissionKey, fixFor(input, fault));
      }
      const edit = severity === 'error' ? edits.get(admissionKey) : undefined;
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
  message: (subject, { parent, namespace, kind, listeners }) => {
    const isOnly = listeners.length === 1;
    if (listeners.every(({ failed }) => failed === 'kind')) {
      return `${parent} does not allow ${subject}: ${isOnly ? 'its listener does not allow' : 'none of its listeners allows'} kind ${kind}`;
    }
    return `${parent} does not allow ${subject}: ${isOnly ? 'its listener allows no routes' : 'none of its listeners allows routes'} from ${quoted(namespace)}`;
  },
  question: (subject, { parent }) => `${parent} allows ${subject}`,
  seen: ({ listeners, kind }) => listeners.flatMap((listener) => refusal(listener, kind) ?? []),
  fix: ({ listeners, kind, namespace }) =>
    listeners.some(({ failed }) => failed === 'namespace')
      ? `ask the owner of the Gateway to allow ${quoted(namespace)} in allowedRoutes of the listener`
      : `attach to a listener that allows ${kind}, or use a kind of route that this one allows`,
  traffic: unattached,
});
