import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProcess } from './in-process';

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs: [{ group: "", kind: Service, name: cart, port: 80 }]
  rules: [{ backendRefs: [{ name: cart-v2, port: 80 }] }]
`;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-not-judged-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function check(files: Readonly<Record<string, string>>, args: readonly string[] = [], input = '') {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const ended = await inProcess(folder, ['check', ...(args.includes('-') ? [] : ['.']), ...args], input);
  return { ...ended, last: ended.out.trimEnd().split('\n').at(-1) };
}

test.each(['', ' \n', '\n\n'])('fails if standard input is empty: %j', async (input) => {
  const { code, err } = await check({}, ['-'], input);
  expect(code).toBe(2);
  const { err: ofTemplates } = await inProcess(folder, ['check', '-'], '---\n# Source: web/templates/route.yaml\n---\n');
  expect(ofTemplates).toBe(err);
  expect(err).toMatch(/stdin: nothing was read from standard input; check the command before the pipe\n$/);
});

test('fails if nothing of the Gateway API is found and that is asked for', async () => {
  const service = { 'a.yaml': '{ apiVersion: v1, kind: Service, metadata: { name: a, namespace: b } }' };
  expect(await check(service)).toMatchObject({ code: 0, err: '' });
  expect(await check(service, ['--fail-on-empty'])).toMatchObject({
    code: 1,
    err: 'no object of the Gateway API was found; check the paths\n',
  });
  expect(await check({ 'route.yaml': ROUTE }, ['--fail-on-empty'])).toMatchObject({ code: 0, err: '' });
});

test('the last line counts files in languages that are not read, if they may bring manifests', async () => {
  const files = {
    'main.tf': 'resource "helm_release" "web" {\n}\n',
    'vpc.tf': 'resource "aws_vpc" "main" {\n}\n',
    'lib/routes.libsonnet': '{ kind: "HTTPRoute" }',
    'main.jsonnet': '{ kind: "HTTPRoute" }',
    'helmfile.yaml': 'releases: [{ name: web, namespace: shop, chart: repo/web }]',
    'chart/templates/_route.tpl': 'kind: HTTPRoute',
    'up.sh': 'helm install web repo/web -n shop',
    'test.sh': 'echo done',
  };
  const { last } = await check(files);
  expect(last).toBe(
    'no Gateway API objects: no findings, not read: 1 Helm template, 2 Jsonnet files, 1 Terraform file, 1 helmfile, 1 script',
  );
  const { passedOver } = JSON.parse((await check({}, ['-o', 'json'])).out);
  expect(passedOver).toContainEqual({ path: 'main.tf', why: 'language', language: 'Terraform' });
  expect(passedOver).toHaveLength(6);
});

test('programs count in a project that says what they are for, unless git sees what they write', async () => {
  const program = "import { Chart } from 'cdk8s';\nnew Chart(app, 'web', { namespace: 'shop' });\n";
  const files = { 'main.ts': program, 'infra/Pulumi.yaml': 'name: web\n', 'infra/lib/web.ts': "import '@pulumi/kubernetes';\n" };
  expect((await check(files)).last).toBe('no Gateway API objects: no findings, not read: 1 program');
  expect((await check({ 'cdk8s.yaml': 'language: typescript\napp: node main.ts\n' }, [])).last).toMatch(/not read: 2 programs$/);
  expect((await check({ 'dist/web.k8s.yaml': 'kind: CronJob\n' }, [])).last).toMatch(/not read: 1 program$/);
});

test('the last line counts files below the path that crossing.yaml takes for context, and JSON names them', async () => {
  const files = { 'crossing.yaml': 'context: [dist]\n', 'dist/route.yaml': ROUTE, 'dist/config.yaml': 'kind: CronJob\n' };
  const { last } = await check(files);
  expect(last).toBe('no Gateway API objects: no findings, 1 file of context not judged');
  const { passedOver } = JSON.parse((await check({}, ['-o', 'json'])).out);
  expect(passedOver).toEqual([{ path: 'dist/route.yaml', why: 'context' }]);
});

test('the last line counts tests, placeholders and parents in a mesh; JSON names the latter with the reason', async () => {
  const files = {
    'route.yaml': ROUTE,
    'e2e/chainsaw-test.yaml': 'kind: Test',
    'e2e/01-route.yaml': ROUTE,
    'docs/route.yaml': ROUTE.replace('name: cart,', 'name: <your-route>,'),
  };
  const { last } = await check(files);
  expect(last).toMatch(/: .*, 1 file of tests not judged, 1 file with placeholders not judged, 1 parent in a mesh not judged$/);
  expect(JSON.parse((await check({}, ['-o', 'json'])).out)).toMatchObject({
    unapplied: { tests: ['e2e/01-route.yaml'], placeholders: ['docs/route.yaml'] },
    unjudged: [
      {
        object: 'HTTPRoute shop/cart',
        path: 'spec.parentRefs[0]',
        parent: 'Service shop/cart',
        reason: 'a Service is a parent in a service mesh, which is not predicted',
      },
    ],
  });
});

test('a file that is named is judged, whatever it holds', async () => {
  const { last } = await check({ 'a.yaml': ROUTE.replace('name: cart,', 'name: <your-route>,') }, []);
  expect(last).toMatch(/1 file with placeholders not judged/);
  const named = await check({}, ['a.yaml']);
  expect(named.last).not.toMatch(/placeholders/);
});

test('status names the parents that belong to a mesh', async () => {
  await check({ 'route.yaml': ROUTE });
  const { out } = await inProcess(folder, ['status', '.', '-o', 'json']);
  expect(JSON.parse(out).unjudged).toEqual([
    {
      object: 'HTTPRoute shop/cart',
      path: 'spec.parentRefs[0]',
      parent: 'Service shop/cart',
      reason: 'a Service is a parent in a service mesh, which is not predicted',
    },
  ]);
});
