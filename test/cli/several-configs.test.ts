import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../cli/run';

const route = (name: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: edge, sectionName: web }]
  rules: [{ backendRefs: [{ name: cart, namespace: backend, port: 8080 }] }]
`;
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: backend }\n---\n';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-configs-')));
  const files = { 'a/crossing.yaml': 'open: [backend]\n', 'a/a.yaml': route('a'), 'b/b.yaml': NAMESPACE + route('b') };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

async function crossing(...args: string[]): Promise<string> {
  let said = '';
  const out = (text: string) => {
    said += text;
  };
  await run(args, { cwd: folder, env: {}, terminal: false, colour: false, out, err: out, input: async () => Buffer.from('') });
  return said;
}

test('what a crossing.yaml says counts for its own paths, while the paths see each other', async () => {
  const { findings, summary } = JSON.parse(await crossing('check', 'b', 'a', '-o', 'json'));
  const found = findings.filter(({ rule }: { rule: string }) => rule === 'ref-not-permitted');
  expect(found.map(({ file, severity }: { file: string; severity: string }) => [file, severity])).toEqual([
    ['a/a.yaml', 'note'],
    ['b/b.yaml', 'error'],
  ]);
  expect(summary).toMatchObject({ manifests: 3, routes: 2 });
});

test('each object has its status once', async () => {
  const { items } = JSON.parse(await crossing('status', 'b', 'a', '-o', 'json'));
  expect(items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(['a', 'b']);
});
