import { formatRef } from '../model/object-ref';
import type { Target } from '../status/conditions/cause';
import { quoted } from '../text/words';
import type { Catalog } from './entry';

export interface PolicyParams {
  conflicted: { readonly winner: string };
  'target-not-found': { readonly target: Target; readonly sectionName?: string; readonly similar: readonly string[] };
}

export const policies: Catalog<PolicyParams> = {
  conflicted: {
    title: 'another BackendTLSPolicy is in charge of the same target',
    why: 'Of two policies for one target the older one wins, then the one whose name comes first. The other one does nothing.',
    message: (subject, { winner }) => `${subject} does nothing: ${winner} is in charge of the same target`,
    question: (subject, { winner }) => `${subject} or ${winner} is in charge of their target`,
    fix: ({ winner }) => `take one of the two away, or say a sectionName that ${winner} does not`,
  },
  'target-not-found': {
    title: 'a BackendTLSPolicy is about a Service that does not exist',
    why: 'A policy counts for the Service, and the named port, that it targets in its own namespace. Where that is not there, connections to the backend stay without TLS.',
    message: (subject, { target, sectionName }) =>
      sectionName === undefined
        ? `${subject} targets ${formatRef(target)}, which does not exist`
        : `${subject} targets port ${quoted(sectionName)} of ${formatRef(target)}, which does not exist`,
    question: (_, { target }) => `${formatRef(target)} exists`,
    seen: ({ similar }) => similar,
    fix: ({ target }) => `target what exists, or add ${formatRef(target)}`,
  },
};
