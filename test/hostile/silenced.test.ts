import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProcess } from '../cli/in-process';

/** A route that is refused, which nothing beside it may hide. */
const route = (value = 'x') => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs: [{ name: g, namespace: edge }]
  rules:
    - matches: [{ headers: [{ name: x, value: "${value}" }] }]
      backendRefs: [{ name: pay, namespace: bank, port: 80 }]
---
apiVersion: v1
kind: Namespace
metadata: { name: bank }
`;
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: ok }\n';
const DELETE =
  '[{ patch: "$patch: delete\\napiVersion: gateway.networking.k8s.io/v1\\nkind: HTTPRoute\\nmetadata: { name: cart, namespace: shop }" }]';
const ARGO =
  'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: x, namespace: argocd }\nspec: { source: { repoURL: "https://git.example/x", path: other }, destination: { namespace: x } }\n';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-silenced-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function check(files: Readonly<Record<string, string>>, path = 'dist') {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const { code, out, err } = await inProcess(folder, ['check', path]);
  return { code, said: out + err };
}

test.each<[string, Readonly<Record<string, string>>]>([
  ['nothing', {}],
  ['a kustomization elsewhere that patches the file', { 'dist/evil/kustomization.yaml': 'patches: [{ path: ../a.yaml }]\n' }],
  ['a kustomization beside it that takes nothing', { 'dist/kustomization.yaml': 'patches: [{ path: a.yaml }]\n' }],
  ['an empty kustomization', { 'dist/kustomization.yaml': 'resources: []\n' }],
  ['a kustomization that cannot be read', { 'dist/kustomization.yaml': 'resources: [\n' }],
  [
    'a kustomization elsewhere that takes and deletes it',
    { 'dist/evil/kustomization.yaml': `resources: [../a.yaml]\npatches: ${DELETE}\n` },
  ],
  ['a component that takes it', { 'dist/evil/kustomization.yaml': 'kind: Component\nresources: [../a.yaml]\n' }],
  ['a generator that takes it', { 'dist/evil/kustomization.yaml': 'configMapGenerator: [{ name: x, files: [../a.yaml] }]\n' }],
  ['a kustomization above', { 'kustomization.yaml': 'resources: [ok.yaml]\n', 'ok.yaml': NAMESPACE }],
  ['a test of chainsaw beside it', { 'dist/chainsaw-test.yaml': 'kind: Test\n' }],
  ['a test of kuttl above it', { 'kuttl-test.yaml': 'kind: TestSuite\n', 'dist/kuttl-test.yaml': 'kind: TestSuite\n' }],
  ['a placeholder in a value that is taken', { 'dist/a.yaml': route('see <this>') }],
  ['an expression in a value that is taken', { 'dist/a.yaml': route('($x)') }],
  ['a chart around it', { 'dist/Chart.yaml': 'name: x\n' }],
  ['an Application of something else', { 'app.yaml': ARGO, 'other/ok.yaml': NAMESPACE }],
])('a route that is refused is found beside %s', async (_, files) => {
  const { code, said } = await check({ 'dist/a.yaml': route(), ...files });
  expect(said).toContain('error ref-not-permitted');
  expect(code).toBe(1);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['a kustomization that takes something else', { 'dist/kustomization.yaml': 'resources: [ok.yaml]\n', 'dist/ok.yaml': NAMESPACE }],
  ['a kustomization above that does', { 'kustomization.yaml': 'resources: [ok.yaml]\n', 'ok.yaml': NAMESPACE }],
  ['an Application that does', { 'app.yaml': ARGO, 'other/ok.yaml': NAMESPACE }],
])('what %s leaves out is counted in the last line, however it is spelled', async (_, files) => {
  for (const text of [
    route(),
    route().replace('apiVersion', '? "api\\x56ersion"\n'),
    route().replace('gateway.', '"gatew\\x61y.').replace('/v1', '/v1"'),
  ]) {
    const { code, said } = await check({ 'dist/a.yaml': text, ...files }, '.');
    expect(said).toMatch(/, not delivered: dist\/ \(1\)\n$/);
    expect(code).toBe(0);
  }
});
