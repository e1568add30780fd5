import type { ReferenceGrantFrom, ReferenceGrantTo } from '../model/objects';
import { list, quoted, quotedList } from '../text/words';
import type { Catalog } from './entry';
import { fromText, toText } from './facts/grant-text';

type Excess =
  | { readonly what: 'from'; readonly entry: ReferenceGrantFrom }
  | { readonly what: 'to'; readonly entry: ReferenceGrantTo; readonly used: readonly string[] }
  | { readonly what: 'pair'; readonly entry: ReferenceGrantFrom; readonly excess: readonly ReferenceGrantTo[] };

export interface GrantParams {
  'grant-for-attachment': { readonly from: ReferenceGrantFrom; readonly to: ReferenceGrantTo };
  'grant-kind-unknown': {
    readonly group: string;
    readonly kind: string;
    readonly meant: { readonly key: 'group' | 'kind'; readonly value: string };
  };
  'grant-same-namespace': { readonly from: ReferenceGrantFrom };
  'grant-unused': { readonly from: readonly ReferenceGrantFrom[]; readonly to: readonly ReferenceGrantTo[] };
  'grant-wider-than-used': Excess;
}

function excessText(excess: Excess): string {
  if (excess.what === 'from') return `permits ${fromText(excess.entry)}, which references nothing that the grant opens`;
  if (excess.what === 'pair') return `lets ${fromText(excess.entry)} reference ${list(excess.excess.map(toText))}, which it does not`;
  const { used } = excess;
  return `opens ${toText(excess.entry)}, ${used.length === 0 ? 'which nothing references' : `though only ${quotedList(used)} ${used.length === 1 ? 'is' : 'are'} referenced`}`;
}

export const grants: Catalog<GrantParams> = {
  'grant-for-attachment': {
    title: 'a ReferenceGrant lets routes attach to a Gateway, which takes no grant',
    why: 'Whether a route may attach is for the listener to say, in allowedRoutes. A ReferenceGrant is not asked, so this one opens nothing and reads as if it did.',
    message: (subject, { from, to }) =>
      `${subject} does nothing for ${fromText(from)}: to let it attach to ${to.kind === 'Gateway' ? 'a Gateway' : `a ${to.kind}`} is up to the listener's allowedRoutes, not to a grant`,
  },
  'grant-kind-unknown': {
    title: 'a ReferenceGrant names a kind that does not exist',
    why: 'Group and kind of a grant are compared letter by letter. The API server lets any through, and one that does not exist permits nothing.',
    message: (subject, { group, kind, meant }) =>
      `${subject} names kind ${quoted(kind)} of group ${quoted(group)}, which does not exist: this entry permits nothing${meant.value === '' ? '; the core group is written ""' : ''}`,
  },
  'grant-same-namespace': {
    title: 'a ReferenceGrant lets in its own namespace',
    why: 'A reference within one namespace needs no consent. The grant changes nothing, and its reader looks for a crossing that is not there.',
    message: (subject, { from }) => `${subject} permits ${fromText(from)}, its own namespace, where no reference needs a grant`,
  },
  'grant-unused': {
    title: 'a ReferenceGrant permits what nothing references',
    why: 'The grant stays open for whoever comes next. Consent that nobody uses any more is best taken back.',
    message: (subject, { from, to }) =>
      `${subject} permits ${list(from.map(fromText))} to reference ${list(to.map(toText))}, which nothing does`,
  },
  'grant-wider-than-used': {
    title: 'a ReferenceGrant permits more than is used',
    why: 'What a grant opens beyond its use is open to the next route as well, without anybody being asked again.',
    message: (subject, excess) => `${subject} ${excessText(excess)}`,
    fix: ({ what }) =>
      what === 'pair'
        ? 'split the grant: every from of a grant may reference every to of it'
        : 'name in to what is referenced, in a second grant if need be',
  },
};
