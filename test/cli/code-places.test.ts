import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repo/tracked';
import { Project } from './project';

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) {
    project.remove();
  }
});

/** A project whose app counts its runs. */
function project(statements: string): Project {
  const app = `const { CrossingApp, CrossNamespaceRoute, EchoService, Gateway, HttpRoute, http, NamespaceChart } = require(${JSON.stringify(join(root, 'lib/index.js'))});
require('node:fs').appendFileSync('runs', '.');
const app = new CrossingApp();
const edge = Gateway.external({ namespace: 'edge', name: 'public' });
${statements}
app.synth();
`;
  const made = new Project({ 'app.js': app });
  projects.push(made);
  return made;
}

const runs = (it: Project) => readFileSync(join(it.folder, 'runs'), 'utf8').length;
const missing = `new CrossNamespaceRoute(app, 'shop', {
  listener: edge.listener('https'), source: 'web', destination: NamespaceChart.ensure(app, 'db'),
  backend: { name: 'none', port: 80, metadata: { namespace: 'db' } }, route: http(),
});`;

test('an app in which nothing is found runs once', async () => {
  const it = project(
    "new CrossNamespaceRoute(app, 'shop', { listener: edge.listener('https'), source: 'web', destination: 'db', route: http() });",
  );
  const { code, out, err } = await it.run('synth');
  expect({ code, err, runs: runs(it) }).toEqual({ code: 0, err: '', runs: 1 });
  expect(out).toMatch(/\n1 note on what the input does not settle: run crossing check dist\n$/);
});

test('what is found is shown at the construct, with the line that makes it and what to change, after a second run', async () => {
  const it = project(missing);
  const { code, out } = await it.run('synth');
  expect({ code, runs: runs(it), left: it.left() }).toEqual({ code: 1, runs: 2, left: [] });
  expect(out).toContain('error backend-not-found\n  HTTPRoute web/shop sends to Service db/none');
  expect(out).toContain(
    'in the app\n  app.js:5:1: HTTPRoute web/shop, made by shop/Route; backend-not-found: change backend, or make the Service\n',
  );
});

test('a line is left out if the second run writes another object, which is said once', async () => {
  const it = project(missing.replace("'none'", "'none-' + require('node:fs').readFileSync('runs', 'utf8').length"));
  const { out } = await it.run('synth');
  expect(out).not.toContain('app.js:5:1');
  expect(out.match(/the app writes other objects on a second run, so the lines of some are not known/g)).toHaveLength(1);
});

test('what constructs refuse when all is known is shown with the line of each', async () => {
  const it = project(`const route = (id) => new HttpRoute(app, id, {
  namespace: id, parents: [edge.listener('https')], rules: [{ backends: [{ name: 'a', port: 80, metadata: { namespace: id } }] }],
});
route('web');
route('api');`);
  const { code, err } = await it.run('synth');
  expect({ code, runs: runs(it) }).toEqual({ code: 2, runs: 2 });
  expect(err).toMatch(
    /^app\.js:5:\d+: \[web\] HTTPRoute web\/web: what listener "https" of Gateway edge\/public allows is not known; .*\napp\.js:5:\d+: \[api\] HTTPRoute api\/api: .*\n$/,
  );
});

test('objects that are made twice, and a plain App, have the line of the construct as well', async () => {
  const it = project(`const { ApiObject, App, Chart } = require(${JSON.stringify(require.resolve('cdk8s'))});
const chart = new Chart(app, 'shop');
const object = (id) => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
object('one');
object('two');`);
  expect((await it.run('synth')).err).toBe(
    'app.js:7:24: [shop/two] ConfigMap a is made twice: shop/one makes it too, and one would overwrite the other; give one of them another name\n',
  );
  const plain = project(`const { App } = require(${JSON.stringify(require.resolve('cdk8s'))});
const other = new App();
new HttpRoute(other, 'web', {
  namespace: 'web', parents: [edge.listener('https')], rules: [{ backends: [{ name: 'a', port: 80, metadata: { namespace: 'a' } }] }],
});
other.synth();`);
  expect((await plain.run('synth')).err).toMatch(/^app\.js:7:1: \[web\] HTTPRoute web\/web: what listener "https" .* is not known; .*\n$/);
});

test.each([
  ['app.js', 'const x = ;\n', "app.js:1:11: Unexpected token ';'\n"],
  ['app.mjs', "import './other.mjs';\n", 'other.mjs:2:7: Missing initializer in const declaration\n'],
])('a syntax error under plain node names file and line: %s', async (file, text, why) => {
  const it = new Project({ [file]: text, 'other.mjs': '\nconst x y;\n' });
  projects.push(it);
  it.write({ 'cdk8s.yaml': `app: node ${file}\n` });
  expect((await it.run('synth')).err).toBe(why);
});

test('a JSON patch that leads nowhere, and a second App that would overwrite the first, are refused', async () => {
  const patched = project(`const { ApiObject, Chart, JsonPatch } = require(${JSON.stringify(require.resolve('cdk8s'))});
const object = new ApiObject(new Chart(app, 'shop'), 'one', { apiVersion: 'v1', kind: 'ConfigMap' });
object.addJsonPatch(JsonPatch.replace('/spec/none/x', 1));`);
  expect((await patched.run('synth')).err).toBe(
    'app.js:6:16: [shop/one] cannot be written: a JSON patch has a path that the object does not have; add its parents first\n',
  );
  const twice = project(`NamespaceChart.ensure(app, 'shop');
const other = new CrossingApp();
NamespaceChart.ensure(other, 'shop', { labels: { a: 'b' } });
other.synth();`);
  expect((await twice.run('synth')).err).toBe(
    'app.js:9:5: another App has written shop.k8s.yaml, and one would overwrite the other; use one App, or new CrossingApp({ cluster }) for each of clusters()\n',
  );
});

test.each([
  ['an error of its own class', 'class Foo extends Error {}\nthrow new Foo("no");', 'app.js:2:7: no\n'],
  ['an error of its own name', 'throw Object.assign(new Error("no"), { name: "HttpFailure" });', 'app.js:1:21: no\n'],
  ['an error without a message', 'throw new Error();', 'app.js:1:7: the app throws an error without a message\n'],
  ['a text', 'throw "no";', 'app.js:1:1: the app throws no, which is not an Error\n'],
  ['an error after it has logged another', 'console.error("Error: retried");\nthrow new Error("no");', 'app.js:2:7: no\n'],
  ['in a promise', 'Promise.reject(new Error("no"));', 'app.js:1:16: no\n'],
  ['a text in a promise', 'Promise.reject("no");', 'crossing: a promise is rejected with "no", which is not an Error\n'],
  ['because a module is missing', 'require("./none");', "app.js:1:1: Cannot find module './none'\n"],
])('an app that throws %s is answered in one line', async (_, text, why) => {
  const it = new Project({ 'app.js': `${text}\n` });
  projects.push(it);
  expect((await it.run('synth')).err).toBe(why);
});
