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
    /\n {2}app\.js:5:\d+: \[web\] HTTPRoute web\/web: what listener "https" of Gateway edge\/public allows is not known; /,
  );
  expect(err).toMatch(/\n {2}app\.js:5:\d+: \[api\] HTTPRoute api\/api: /);
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
