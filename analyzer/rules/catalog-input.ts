import type { Location, Path } from '../model/path';
import { list, quoted } from '../text/words';
import { formatPath } from './edits/edit';
import type { Catalog } from './entry';

type Malformed =
  | { readonly what: 'document'; readonly message: string }
  | { readonly what: 'value'; readonly field: Path; readonly expected: string; readonly seen: string };

export interface InputParams {
  'duplicate-object': {
    readonly first: Location;
    /** Objects beside this one that the same two directories share. */
    readonly more: number;
    /** Whether the two stand in different directories. */
    readonly apart: boolean;
  };
  malformed: Malformed;
  'unknown-field': { readonly field: Path; readonly known: readonly string[] };
  'version-not-served': {
    readonly apiVersion: string;
    readonly gatewayApi: string;
    readonly channel: string;
    readonly served: readonly string[];
  };
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

export const input: Catalog<InputParams> = {
  'duplicate-object': {
    title: 'one object stands in two manifests',
    why: 'The one that is applied last wins, field by field or whole. Which one that is, nobody can tell from the manifests.',
    message: (subject, { first, more }) => {
      const others = more === 0 ? '' : `, and ${more} more ${more === 1 ? 'object' : 'objects'} of the two directories with it`;
      return `${subject} is defined at ${first.file}:${first.line} already${others}: the one that is applied last wins`;
    },
    fix: ({ apart }) =>
      apart
        ? 'remove one of the two; where the directories are for different clusters or namespaces, judge each by a run of its own'
        : 'remove one of the two',
  },
  malformed: {
    title: 'a manifest is not what the API server takes',
    why: 'What does not parse, or holds a value of another type than its field has, is refused as a whole.',
    message: (subject, params) =>
      params.what === 'document'
        ? `${subject} holds a document that does not parse: ${params.message}`
        : `${subject} has ${params.seen} at ${formatPath(params.field)}, where ${article(params.expected)} belongs`,
    fix: (params) => {
      if (params.what === 'document') return 'mend the document';
      const taken = params.expected === 'string' && params.seen.startsWith('boolean');
      return `write ${article(params.expected)}${taken ? ', in quotes: without them, y, n, yes, no, on and off are booleans too' : ''}`;
    },
  },
  'unknown-field': {
    title: 'a manifest has a field that the API has not',
    why: 'An API server that validates fields refuses the object, and one that does not drops the field without a word: what it was meant to say is not said.',
    message: (subject, { field }) =>
      `${subject} has ${quoted(String(field.at(-1)))} ${field.length === 1 ? 'beside spec' : `in ${formatPath(field.slice(0, -1))}`}, where no release of the API has such a field`,
    seen: ({ known }) => [`the fields there are ${list(known, 'and', 20)}`],
    fix: () => 'write a field that there is, or remove it',
  },
  'version-not-served': {
    title: 'the cluster does not serve this version of the kind',
    why: 'Which versions of a kind there are depends on the release and channel of the installed CRDs. The API server knows no other, and what it does not know it refuses.',
    message: (subject, { apiVersion, gatewayApi, channel }) =>
      `${subject} is written in ${apiVersion}, which Gateway API ${gatewayApi} (${channel} channel) does not serve`,
    seen: ({ served }) => (served.length === 0 ? ['it does not serve the kind in any version'] : [`it serves ${list(served)}`]),
    fix: () => 'install CRDs that serve the kind, or do without it',
  },
};
