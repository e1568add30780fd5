import { quoted, quotedList } from '../text/words';
import type { Catalog } from './entry';
import type { Door } from './facts/admissions';
import { NAME_LABEL } from './facts/admissions';

/** What is wrong with a requirement of a selector. */
export type SelectorFault = 'label' | 'operator' | 'values-missing' | 'values-given';

export interface SelectorParams {
  'listener-open-to-all': Door & { readonly bySelector: boolean };
  'selector-ignored': Door & { readonly from: string };
  'selector-invalid': Door & { readonly fault: SelectorFault; readonly key: string; readonly operator: string };
  'selector-missing': Door;
  'selector-on-tenant-label': Door & { readonly labels: readonly string[] };
}

/** `listener "http" of Gateway infra/shared takes routes`. */
function takes(subject: string, { listener }: Door): string {
  return listener === undefined ? `${subject} takes listeners of ListenerSets` : `listener ${quoted(listener)} of ${subject} takes routes`;
}

const FAULTS: Readonly<Record<SelectorFault, (key: string, operator: string) => string>> = {
  label: (key) => `the requirement on label ${quoted(key)} holds characters or lengths that no label can have`,
  operator: (key, operator) => `operator ${quoted(operator)} on label ${quoted(key)} is none of In, NotIn, Exists and DoesNotExist`,
  'values-missing': (key, operator) => `operator ${operator} on label ${quoted(key)} needs values and has none`,
  'values-given': (key, operator) => `operator ${operator} on label ${quoted(key)} takes no values and has some`,
};

export const selectors: Catalog<SelectorParams> = {
  'listener-open-to-all': {
    title: 'a listener takes routes from every namespace',
    why: 'Whoever may write a route in any namespace, now or later, can attach here and claim hosts and paths beside those who are meant to.',
    message: (subject, { bySelector, ...door }) =>
      `${takes(subject, door)} from every namespace${bySelector ? ': its selector holds for all of them' : ''}`,
    fix: () => `select the namespaces that are meant by ${NAME_LABEL}`,
  },
  'selector-ignored': {
    title: 'a namespace selector is not looked at',
    why: 'A selector counts only beside from: Selector. Beside anything else the API server stores it and nobody reads it.',
    message: (subject, { from, ...door }) => `${takes(subject, door)} by from: ${from}, which pays no attention to the selector beside it`,
  },
  'selector-invalid': {
    title: 'a namespace selector is none that Kubernetes can use',
    why: 'The API server lets any selector through. One that Kubernetes cannot read selects nothing, so that nobody is let in.',
    message: (subject, { fault, key, operator, ...door }) => `${takes(subject, door)} from no namespace: ${FAULTS[fault](key, operator)}`,
    fix: ({ fault, operator }) => {
      if (fault === 'label') return 'write a label key as prefix/name and its values in letters, digits, "-", "_" and ".", 63 at most';
      return fault === 'operator'
        ? 'write In, NotIn, Exists or DoesNotExist'
        : `list the values, or write ${operator === 'In' ? 'Exists' : 'DoesNotExist'}`;
    },
  },
  'selector-missing': {
    title: 'namespaces are to be selected, and there is no selector',
    why: 'The API server lets from: Selector through without a selector. It selects nothing, so that nobody is let in.',
    message: (subject, door) => `${takes(subject, door)} from no namespace: from: Selector has no selector beside it`,
  },
  'selector-on-tenant-label': {
    title: 'a listener selects namespaces by a label that anybody may set',
    why: `Whoever may label a namespace decides who gets in. ${NAME_LABEL} is the one label that the API server sets itself and that nobody can change.`,
    message: (subject, { labels, ...door }) =>
      `${takes(subject, door)} from namespaces by ${labels.length === 1 ? 'label' : 'labels'} ${quotedList(labels)}: whoever may label a namespace gets in`,
    fix: () => `select the namespaces that are meant by ${NAME_LABEL}`,
  },
};
