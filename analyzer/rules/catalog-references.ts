import { formatRef } from '../model/object-ref';
import type { ReferenceGrantFrom, ReferenceGrantTo } from '../model/objects';
import type { NearGrant, Referrer, Target } from '../status/cause';
import type { Catalog } from './entry';
import { fromText, list, quoted, toText } from './spell';
import { type Loss, unresolved } from './traffic';

/** A ReferenceGrant that comes near, as far as it falls short. */
interface Near {
  readonly name: string;
  readonly namespace: string;
  readonly failed: NearGrant['failed'];
  readonly from: readonly ReferenceGrantFrom[];
  readonly to: readonly ReferenceGrantTo[];
}

export interface ReferenceParams {
  'ref-not-permitted': { readonly target: Target; readonly from: Referrer; readonly near: readonly Near[]; readonly loss: Loss };
}

function nearText({ name, namespace, failed, from, to }: Near, target: Target): string {
  if (failed.includes('namespace'))
    return `ReferenceGrant ${namespace}/${name} lies in ${quoted(namespace)}; a grant counts only in the target's namespace, ${quoted(target.namespace)}`;
  const permits = failed.includes('from') ? list(from.map(fromText)) : `references to ${list(to.map(toText))}`;
  return `${name} permits ${permits}`;
}

export const references: Catalog<ReferenceParams> = {
  'ref-not-permitted': {
    title: 'a reference into another namespace has no ReferenceGrant',
    why: 'A reference into another namespace counts only if that namespace consents to it with a ReferenceGrant. Without one a controller acts as if the target were not there.',
    message: (subject, { target, from }) =>
      `${subject} may not reference ${formatRef(target)}: no ReferenceGrant in ${quoted(target.namespace)} permits ${fromText(from)}`,
    question: (subject, { target }) => `${subject} may reference ${formatRef(target)}`,
    seen: ({ near, target }) => near.map((grant) => nearText(grant, target)),
    traffic: (kind, { loss }) => unresolved(kind, loss),
  },
};
