import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repo/tracked';
import { Project } from './project';

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) {
    project.remove();
  }
});

const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\n';
const block = (...lines: string[]) =>
  ['# crossing: written by crossing synth; change teams in crossing.yaml instead', ...lines, '# crossing: end', ''].join('\n');
const ours = block('/dist/shop-team/ @acme/shop');

/** A project whose one team is `shop-team`. */
function project(files: Record<string, string> = {}): Project {
  const teams = 'teams: { shop-team: { namespaces: [shop], reviewers: ["@acme/shop"] } }\n';
  const made = new Project({ 'crossing.yaml': teams, ...files });
  made.app({ 'shop-team/shop.k8s.yaml': object });
  projects.push(made);
  return made;
}

const read = (it: Project, file: string) => (existsSync(join(it.folder, file)) ? readFileSync(join(it.folder, file), 'utf8') : undefined);

test.each([
  ['.github/CODEOWNERS', {}, ours],
  ['.github/CODEOWNERS', { '.github/CODEOWNERS': '/docs/ @acme/docs', CODEOWNERS: '' }, `/docs/ @acme/docs\n\n${ours}`],
  ['docs/CODEOWNERS', { 'docs/CODEOWNERS': '' }, ours],
  ['.gitlab/CODEOWNERS', { '.gitlab-ci.yml': '' }, block('[crossing]', '/dist/shop-team/ @acme/shop')],
  ['CODEOWNERS', { CODEOWNERS: `${block('/old/ @x')}* @acme/all\n` }, `* @acme/all\n\n${ours}`],
  ['CODEOWNERS', { CODEOWNERS: '* @acme/all\r\n' }, `* @acme/all\n\n${ours}`.replaceAll('\n', '\r\n')],
])('the block is at the end of %s of %j, and stays', async (file, files, text) => {
  const it = project(files);
  expect(await it.run('synth')).toMatchObject({ code: 0, err: '' });
  expect(read(it, file)).toBe(text);
  expect(await it.run('synth --check')).toMatchObject({ code: 0 });
  expect(await it.run('synth')).toMatchObject({ out: '1 file, 1 object: 0 changed, 1 unchanged\n' });
});

test('paths start at the repository, not at the project', async () => {
  const it = project({
    'app/cdk8s.yaml': 'app: node ../app.js\noutput: out put\n',
    'app/app.json': JSON.stringify({ files: { 'shop-team/shop.k8s.yaml': object } }),
  });
  mkdirSync(join(it.folder, '.git'));
  execFileSync(process.execPath, [join(root, 'lib/cli/main.js'), 'synth'], { cwd: join(it.folder, 'app') });
  expect(read(it, '.github/CODEOWNERS')).toBe(block('/app/out\\ put/shop-team/ @acme/shop'));
});

test('of several clusters, the directories of each are reviewed', async () => {
  const clusters = 'clusters: { dev: { output: dist/dev }, prod: { output: dist/prod } }\n';
  const it = project({ 'crossing.yaml': `teams: { shop-team: { namespaces: [shop], reviewers: ["@acme/shop"] } }\n${clusters}` });
  it.app({ 'dev/shop-team/shop.k8s.yaml': object, 'prod/shop-team/shop.k8s.yaml': object });
  expect(await it.run('synth')).toMatchObject({ code: 0 });
  const lines = read(it, '.github/CODEOWNERS')?.split('\n');
  expect(lines).toEqual(expect.arrayContaining(['/dist/dev/shop-team/ @acme/shop', '/dist/prod/shop-team/ @acme/shop']));
});

test('the block goes with the last reviewer', async () => {
  const it = project({ CODEOWNERS: `* @acme/all\n\n${ours}`, 'crossing.yaml': 'teams: { shop-team: { namespaces: [shop] } }\n' });
  expect(await it.run('synth')).toMatchObject({ code: 0 });
  expect(read(it, 'CODEOWNERS')).toBe('* @acme/all\n');
});

test('a refused output leaves CODEOWNERS as it is', async () => {
  const it = project();
  it.app({
    'shop-team/shop.k8s.yaml':
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a, namespace: shop }\nspec: { rulez: [] }\n',
  });
  expect((await it.run('synth')).code).toBe(1);
  expect(read(it, '.github/CODEOWNERS')).toBeUndefined();
});

test('fails if the block has no end, and dist stays as it is', async () => {
  const it = project({ CODEOWNERS: `* @acme/all\n${ours.replace('# crossing: end\n', '')}` });
  expect(await it.run('synth')).toMatchObject({
    code: 2,
    err: expect.stringContaining('CODEOWNERS:2: the block of crossing has no end; add the line "# crossing: end", or remove the block'),
  });
  expect(existsSync(join(it.folder, 'dist'))).toBe(false);
});

test('fails if the file is a symbolic link', async () => {
  const it = project({ 'others/CODEOWNERS': '' });
  symlinkSync('others/CODEOWNERS', join(it.folder, 'CODEOWNERS'));
  expect(await it.run('synth')).toMatchObject({ code: 2, err: expect.stringContaining('CODEOWNERS is a symbolic link') });
});

test('an overlay is reviewed by the team of the Gateway that it patches', async () => {
  const teams =
    'edge-team: { namespaces: [edge], reviewers: ["@acme/edge"] }, shop-team: { namespaces: [edge-shop, shop], reviewers: ["@acme/shop"] }';
  const it = project({ 'crossing.yaml': `teams: { ${teams} }\n` });
  const overlay = (namespace: string, name: string) => {
    const metadata = { name, namespace };
    const gateway = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata, spec: { listeners: [{ name: 'web' }] } };
    return { [`overlays/${namespace}-${name}/gateway.k8s.yaml`]: JSON.stringify(gateway) };
  };
  it.app({
    'shop-team/shop.k8s.yaml': object,
    ...overlay('edge', 'shop-gateway'),
    ...overlay('shop', 'gateway'),
    ...overlay('other', 'gateway'),
  });
  const lines = [
    '/dist/edge-team/ @acme/edge',
    '/dist/overlays/edge-shop-gateway/ @acme/edge',
    '/dist/overlays/shop-gateway/ @acme/shop',
    '/dist/shop-team/ @acme/shop',
  ];
  expect(await it.run('synth')).toMatchObject({ code: 0 });
  expect(read(it, '.github/CODEOWNERS')).toBe(block(...lines));
  expect(await it.run('synth --check')).toMatchObject({ code: 0 });
});

test('a directory without reviewers is reported if others have some', async () => {
  const files = { 'shop-team/shop.k8s.yaml': object, 'argocd/argocd.k8s.yaml': object.replace('shop', 'argocd') };
  const it = project();
  it.app(files);
  const warning =
    'warning: dist/argocd: no reviewers, while teams of crossing.yaml have some; add them to the team of that name, or nobody has to approve what changes there\n';
  expect(await it.run('synth')).toMatchObject({ code: 0, err: warning });
  expect(await it.run('synth --check')).toMatchObject({ code: 0, err: warning });
  const reviewed = 'teams: { shop-team: { namespaces: [shop], reviewers: ["@acme/shop"] }, argocd: { reviewers: ["@acme/ops"] } }\n';
  const other = project({ 'crossing.yaml': reviewed });
  other.app(files);
  expect(await other.run('synth')).toMatchObject({ code: 0, err: '' });
  const nobody = project({ 'crossing.yaml': 'teams: { shop-team: { namespaces: [shop] } }\n' });
  nobody.app({ 'shop-team/shop.k8s.yaml': object });
  expect(await nobody.run('synth')).toMatchObject({ code: 0, err: '' });
});
