import { checkTree, withTree } from '../deliveries/tree';

const ROUTE =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: cart, namespace: shop }\nspec: { parentRefs: [{ name: g }] }\n';
const elements = (count: number) => ({ list: { elements: Array.from({ length: count }, (_, index) => ({ n: String(index) })) } });
const set = (generators: readonly object[], path: string) =>
  `${JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 's', namespace: 'argocd' },
    spec: {
      goTemplate: true,
      generators,
      template: {
        metadata: { name: 'a{{ .n }}' },
        spec: { source: { repoURL: 'https://git.example.com/x', path }, destination: { namespace: 'shop' } },
      },
    },
  })}\n`;
const replaced = (times: number) => `{{ .n${' | replace "" "xxxxxxxxxxxxxxxx"'.repeat(times)} }}`;

/** What an ApplicationSet says in a few letters, and comes to without end if it is followed. */
const SETS: Readonly<Record<string, string>> = {
  'a matrix of empty elements': set([{ matrix: { generators: Array(50).fill({ list: { elements: Array(3000).fill({}) } }) } }], 'dist'),
  'a matrix of matrices': set(
    [Array.from({ length: 8 }).reduce<object>((inner) => ({ matrix: { generators: [inner, elements(20)] } }), elements(20))],
    'dist',
  ),
  'two lists merged': set([{ merge: { mergeKeys: ['n'], generators: [elements(2000), elements(2000)] } }], 'gone'),
  'thousands of generators': set(Array(5000).fill(elements(1)), 'gone'),
  'replacements within replacements': set([elements(1)], replaced(30)),
  'an escape that JSON does not have': set([elements(1)], '{{ "\\q" }}'),
  'parentheses without end': set([elements(1)], `{{ ${'('.repeat(8000)} }}`),
  'conditions without end': set([elements(1)], '{{ if .n }}'.repeat(1400) + '{{ end }}'.repeat(1400)),
  'a template that is too long': set([elements(1)], '{{ .n }}'.repeat(100_000)),
  'a function without its arguments': set([elements(1)], '{{ replace }}{{ printf }}{{ trimPrefix }}{{ eq }}'),
};

test.each(Object.entries(SETS))('%s: the check ends', async (_, text) => {
  const rules = await withTree({ 's.yaml': text, 'dist/a.yaml': ROUTE }, async (directory) =>
    (await checkTree(directory)).report.findings.map(({ rule }) => rule),
  );
  expect(rules.length).toBeGreaterThan(0);
});

test.each(['include', 'exclude'])('directory.%s with thousands of alternatives is an error, and all files are read', async (field) => {
  const application = JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'a', namespace: 'argocd' },
    spec: {
      source: { repoURL: 'https://git.example.com/x', path: 'dist', directory: { [field]: `{${'a.yaml,'.repeat(20_000)}}` } },
      destination: { namespace: 'shop' },
    },
  });
  await withTree({ 'app.yaml': `${application}\n`, 'dist/a.yaml': ROUTE }, async (directory) => {
    const { report } = await checkTree(directory);
    expect(report.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toContain('error delivery-incomplete');
    expect(report.findings.map(({ rule }) => rule)).toContain('parent-not-found');
  });
});

test('clusters that multiply what they get are an error, and those within the bound are judged', async () => {
  const files = {
    's.yaml': set([elements(12)], 'dist').replace('"namespace":"shop"', '"namespace":"shop","name":"c{{ .n }}"'),
    'dist/a.yaml': `${ROUTE}${'---\nkind: ConfigMap\n'.repeat(10_000)}`,
  };
  await withTree(files, async (directory) => {
    const { report, delivered } = await checkTree(directory);
    expect(delivered.inputs).toHaveLength(10);
    expect(report.findings.filter(({ rule }) => rule === 'delivery-incomplete').map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^cluster \w+ is not judged wherever .*: 13 clusters get more than 100000 documents, and 3 of them are not judged$/,
      ),
    ]);
  });
});
