import type { Location } from '../model/path';
import { list, quoted, quotedList } from '../text/words';
import type { Catalog } from './entry';

export interface PatchParams {
  'admission-contested': { readonly others: readonly Location[] };
  'admission-lost': {
    readonly listener: string;
    readonly lost: readonly string[];
    /** Whether namespaces that nobody names were let in. */
    readonly others: boolean;
    readonly kinds: readonly string[];
  };
  'partial-gateway-not-found': { readonly namespace: string; readonly names: readonly string[] };
  'partial-gateway-with-port': { readonly listener: string; readonly fields: readonly string[] };
  'partial-listener-missing': { readonly listener: string; readonly names: readonly string[] };
}

function lostText({ lost, others, kinds }: PatchParams['admission-lost']): string {
  const names = lost.length === 0 ? [] : [`namespace ${quotedList(lost)}`];
  return list([...names, ...(others ? ['every namespace that it does not list'] : []), ...(kinds.length === 0 ? [] : [list(kinds)])]);
}

export const patches: Catalog<PatchParams> = {
  'admission-contested': {
    title: 'two patches of one listener disagree',
    why: 'Each apply takes back what the other one wrote. Who is let in depends on who came last, and changes without anybody changing anything.',
    message: (subject) => `${subject} is patched by several manifests that disagree on this field`,
    seen: ({ others }) => others.map(({ file, line, column }) => `another value stands at ${file}:${line}:${column}`),
    fix: () => 'patch a listener from one place only',
  },
  'admission-lost': {
    title: 'a patch of a listener shuts out what it lets in today',
    why: 'A patch replaces what the listener admitted before; it adds nothing to it. Whoever it does not list is detached at the next sync.',
    message: (subject, params) =>
      `listener ${quoted(params.listener)} of ${subject} lets in ${lostText(params)} today, and no longer with this patch`,
    fix: ({ kinds, lost, others }) =>
      kinds.length > 0 && lost.length === 0 && !others
        ? 'leave kinds out of the patch, or list those too'
        : 'list in the patch whoever is to stay let in',
  },
  'partial-gateway-not-found': {
    title: 'a patch names a Gateway that does not exist',
    why: 'The API server takes it for a new Gateway, and refuses it as it has no class. Nothing is patched, and no route is let in.',
    message: (subject) => `${subject} is patched and does not exist`,
    seen: ({ namespace, names }) => [`namespace ${quoted(namespace)} has Gateway ${list(names.map(quoted))}`],
    fix: ({ namespace }) => `name a Gateway that exists, or say in crossing.yaml that ${quoted(namespace)} is open`,
  },
  'partial-gateway-with-port': {
    title: 'a patch of a listener says more than whom it lets in',
    why: 'A patch that holds a port and a protocol is a whole Gateway to the API server. Where the owner applies on the client side, it takes away every other listener without a word.',
    message: (subject, { listener, fields }) =>
      `${subject} is a patch and gives ${list(fields)} of listener ${quoted(listener)}, which is the owner's to say`,
  },
  'partial-listener-missing': {
    title: 'a patch names a listener that the Gateway does not have',
    why: 'The API server takes it for a new listener, and refuses it as it has neither port nor protocol.',
    message: (subject, { listener }) => `${subject} has no listener ${quoted(listener)} to patch`,
    seen: ({ names }) => [`it has ${quotedList(names)}`],
    fix: () => 'name a listener that the Gateway has',
  },
};
