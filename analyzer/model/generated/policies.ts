import { KINDS } from '../kinds';
import type { Kind } from '../objects';
import { valueAt } from '../path';
import { type Generate, items, type Making, making, text } from './making';

function kindOf(written: string | undefined): Kind | undefined {
  return KINDS.find((kind) => kind === written);
}

/** What one rule of Kyverno generates; a kind that it computes may be any. */
function generated(rule: unknown): readonly Making[] {
  const generate = valueAt(rule, ['generate']);
  if (generate === undefined) {
    return [];
  }
  const each = [generate, ...items(generate, 'foreach')].flatMap((one) => [
    ...kindsOf(valueAt(one, ['kind'])).map((kind) => making(kind, text(one, 'namespace'), text(one, 'name'))),
    ...items(one, 'cloneList', 'kinds').flatMap((kind) =>
      kindsOf(String(kind).split('/').at(-1)).map((known) => making(known, text(one, 'namespace'), undefined)),
    ),
  ]);
  return each;
}

function kindsOf(written: unknown): readonly Making['kind'][] {
  if (typeof written !== 'string') {
    return [];
  }
  return text(written) === undefined ? ['Anything'] : [kindOf(written) ?? []].flat();
}

const kyverno: Generate = (value) => items(value, 'spec', 'rules').flatMap(generated);

/** Labels that are given to namespaces, nobody here knows which. */
function labels(...paths: readonly string[][]): Generate {
  return (value) => (paths.some((path) => valueAt(value, path) !== undefined) ? [making('Namespace', '', undefined)] : []);
}

/** What generates objects of any kind, or labels namespaces, by group and kind. */
export const POLICIES: readonly (readonly [kind: string, generate: Generate])[] = [
  [
    'capsule.clastix.io/Tenant',
    labels(
      ['spec', 'namespaceOptions', 'additionalMetadata', 'labels'],
      ['spec', 'namespaceOptions', 'additionalMetadataList'],
      ['spec', 'namespacesMetadata', 'additionalLabels'],
    ),
  ],
  ['hnc.x-k8s.io/HierarchyConfiguration', labels(['spec', 'labels'])],

  ['kyverno.io/ClusterPolicy', kyverno],
  ['kyverno.io/Policy', kyverno],
  ['policies.kyverno.io/GeneratingPolicy', () => [making('Anything', undefined, undefined)]],
];
