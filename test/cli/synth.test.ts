import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from './project';

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) {
    project.remove();
  }
});

/**
 * A project with an output that was synthesized before, and a file in it that somebody else put
 * there.
 */
function project(dist: Record<string, string> = {}): Project {
  const made = new Project(Object.fromEntries(Object.entries(dist).map(([file, text]) => [`dist/${file}`, text])));
  projects.push(made);
  return made;
}

const object = (name: string, is = 'new') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  is: ${is}\n`;
const before = {
  'a.k8s.yaml': object('a', 'old'),
  'b.k8s.yaml': object('b', 'old'),
  'same.k8s.yaml': object('same'),
  'stale.k8s.yaml': object('stale'),
};
const after = {
  'a.k8s.yaml': object('a'),
  'b.k8s.yaml': object('b'),
  'same.k8s.yaml': object('same'),
  'team/c.k8s.yaml': object('c'),
};
const inDist = (files: Record<string, string>) => Object.fromEntries(Object.entries(files).map(([file, text]) => [`dist/${file}`, text]));

describe('what is written', () => {
  test('replaces what changed, removes what is stale, and touches nothing else', async () => {
    const it = project({ ...before, 'README.md': 'ours', 'kustomization.yaml': 'resources: []', 'team/notes': '' });
    it.app(after);
    const untouched = ['dist/same.k8s.yaml', 'dist/README.md', 'dist/kustomization.yaml', 'dist/team/notes'];
    const stamps = untouched.map((file) => it.touched(file));
    expect(await it.run('synth')).toEqual({
      code: 0,
      signal: null,
      out: `dist/a.k8s.yaml
dist/b.k8s.yaml
dist/stale.k8s.yaml removed
dist/team/c.k8s.yaml
4 files, 4 objects: 3 changed, 1 unchanged, 1 removed
`,
      err: '',
    });
    expect(it.tree()).toEqual({
      ...inDist(after),
      'dist/README.md': 'ours',
      'dist/kustomization.yaml': 'resources: []',
      'dist/team/notes': '',
    });
    expect(untouched.map((file) => it.touched(file))).toEqual(stamps);
    expect(it.left()).toEqual(['dist']);
  });

  test('lies where cdk8s.yaml says, unless the command says otherwise', async () => {
    const it = project();
    it.app({ 'a.k8s.yaml': object('a') });
    it.write({ 'cdk8s.yaml': 'app: node app.js\noutput: deploy/out\n' });
    expect((await it.run('synth')).out).toBe('deploy/out/a.k8s.yaml\n1 file, 1 object: 1 changed, 0 unchanged\n');
    expect((await it.run('synth --output other')).out).toMatch(/^other\/a\.k8s\.yaml\n/);
    expect(it.tree('deploy')).toEqual({ 'deploy/out/a.k8s.yaml': object('a') });
  });

  test('comes from the app that the command names', async () => {
    const it = project();
    it.write({ 'cdk8s.yaml': 'app: exit 3\n', 'app.json': JSON.stringify({ files: { 'a.k8s.yaml': object('a') } }) });
    expect((await it.run('synth')).code).toBe(2);
    expect((await it.run('synth --app=./app.sh')).err).toMatch(
      /the app ".\/app.sh" ended with exit code 127; what it said stands above\n$/,
    );
    it.write({ 'cdk8s.yaml': '' });
    expect((await it.run('synth')).err).toBe('crossing: cdk8s.yaml names no app: add "app: COMMAND" to it, or give --app COMMAND\n');
  });

  test('counts objects, not texts that look like the end of one', async () => {
    const it = project();
    it.app({ 'a.k8s.yaml': `${object('a')}  text: |\n    ---\n---\n${object('b')}`, 'empty.k8s.yaml': '\n' });
    expect((await it.run('synth')).out).toMatch(/^2 files, 2 objects: 2 changed, 0 unchanged$/m);
  });

  test('goes to standard output alone with --stdout, whatever the app prints', async () => {
    const it = project();
    it.app({ 'b.k8s.yaml': object('b'), 'a.k8s.yaml': object('a'), 'empty.k8s.yaml': '' }, 'console.log("hello")');
    expect(await it.run('synth --stdout')).toEqual({ code: 0, signal: null, out: `${object('a')}---\n${object('b')}`, err: 'hello\n' });
    expect(it.left()).toEqual([]);
  });
});

describe('--check', () => {
  test('ends with 0 where nothing would change, and with 1 and a patch where something would', async () => {
    const it = project(before);
    it.app(before);
    expect(await it.run('synth --check')).toEqual({ code: 0, signal: null, out: '4 files, 4 objects: 0 changed, 4 unchanged\n', err: '' });
    it.app({ ...before, 'a.k8s.yaml': object('a'), 'c.k8s.yaml': 'kind: C\n' });
    expect(await it.run('synth --check')).toEqual({
      code: 1,
      signal: null,
      out: `--- dist/a.k8s.yaml
+++ dist/a.k8s.yaml
@@ -2,5 +2,5 @@
 kind: ConfigMap
 metadata:
   name: a
 data:
-  is: old
+  is: new
--- /dev/null
+++ dist/c.k8s.yaml
@@ -0,0 +1,1 @@
+kind: C
5 files, 5 objects: 2 changed, 3 unchanged; run "crossing synth" and commit
`,
      err: '',
    });
    expect(it.tree()).toEqual(inDist(before));
  });

  test('makes nothing where there is no output yet', async () => {
    const it = project();
    it.app(after);
    expect((await it.run('synth --check --output deploy/out')).code).toBe(1);
    expect((await it.run('synth --check')).code).toBe(1);
    expect([it.left(), it.tree('.')['./deploy']]).toEqual([[], undefined]);
  });

  test('does not wait for a patch that nobody reads', async () => {
    const lines = (what: string) => Array.from({ length: 20_000 }, (_, line) => `${what}${line}: x\n`).join('');
    const it = project({ 'a.k8s.yaml': lines('old') });
    it.app({ 'a.k8s.yaml': lines('new') });
    expect((await it.run('synth --check')).out).toMatch(
      /^--- dist\/a\.k8s\.yaml\n\+\+\+ dist\/a\.k8s\.yaml\n {2}\(too much is different to show\)\n/,
    );
  });
});

describe('fails, and leaves everything as it was, if', () => {
  const trace = 'throw new Error("grantName is \\"x\\": allowed are\\n  a and b")';
  test.each([
    ['the app throws', trace, 'app.js:10:9: grantName is "x": allowed are\n  a and b\n'],
    [
      'the app ends with an exit code',
      'console.error("no"); process.exit(3)',
      'no\ncrossing: the app "node app.js" ended with exit code 3; what it said stands above\n',
    ],
    [
      'the app is killed',
      'process.kill(process.pid, "SIGKILL")',
      /^(Killed\n)?crossing: the app "node app.js" ended with (SIGKILL|exit code 137); what it said stands above\n$/,
    ],
  ])('%s', async (_, then, err) => {
    const it = project(before);
    it.app(after, then);
    const stamps = Object.keys(it.tree()).map((file) => it.touched(file));
    for (const args of ['synth', 'synth --check', 'synth --stdout']) {
      expect(await it.run(args)).toEqual({
        code: 2,
        signal: null,
        out: '',
        err: typeof err === 'string' ? err : expect.stringMatching(err),
      });
    }
    expect(it.tree()).toEqual(inDist(before));
    expect(Object.keys(it.tree()).map((file) => it.touched(file))).toEqual(stamps);
    expect(it.left()).toEqual(['dist']);
  });

  test('the app fails before there is an output', async () => {
    const it = project();
    it.app(after, trace);
    expect((await it.run('synth')).code).toBe(2);
    expect(it.left()).toEqual([]);
  });

  test.each([
    ['the app writes nothing', {}, '', /wrote no \*\.k8s\.yaml file into the directory that CDK8S_OUTDIR names: call app\.synth\(\)/],
    ['the app writes elsewhere', {}, 'writeFileSync("elsewhere.k8s.yaml", "")', /give the App no outdir\n$/],
    [
      'the app names its files otherwise',
      { 'a.yaml': '', 'b.k8s.yaml': '' },
      '',
      /the app wrote a\.yaml, and output is \*\.k8s\.yaml alone: leave outputFileExtension out/,
    ],
  ])('%s', async (_, files, then, err) => {
    const it = project(before);
    it.app(files, then);
    expect(await it.run('synth')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(err) });
    expect(it.tree()).toEqual(inDist(before));
  });

  test.each([
    ['is no YAML', 'app: [node\n', 'cdk8s.yaml:2:1: unexpected end of the stream within a flow collection; fix the YAML\n'],
    ['is a list', '- app\n', 'cdk8s.yaml:1:1: expected a mapping, got ["app"]\n'],
    ['has an app that is no text', 'app: [node]\n', 'cdk8s.yaml:1:1: app is ["node"]: expected a string that is not empty\n'],
    ['has an output that is empty', 'app: a\noutput: ""\n', 'cdk8s.yaml:2:1: output is "": expected a string that is not empty\n'],
  ])('cdk8s.yaml %s', async (_, text, err) => {
    const it = project(before);
    it.write({ 'cdk8s.yaml': text });
    expect(await it.run('synth')).toEqual({ code: 2, signal: null, out: '', err });
    expect(it.tree()).toEqual(inDist(before));
  });

  test.each(['.', '..', '/'])('the output is %s, where the project itself lies', async (output) => {
    const it = project({ 'a.k8s.yaml': object('a') });
    it.app(after);
    const { code, err } = await it.run(`synth --output ${output}`);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^crossing: output is ".*": the project itself lies there; name a directory of its own\n$/),
    ]);
    expect(it.tree()).toEqual({ 'dist/a.k8s.yaml': object('a') });
  });

  test('--check and --stdout are both given', async () => {
    expect((await project().run('synth --check --stdout')).err).toMatch(/^crossing: --check and --stdout are both given: /);
  });

  test.each<[string, (it: Project) => void, string]>([
    ['the output is a link', (it) => symlinkSync('elsewhere', join(it.folder, 'dist')), 'dist is a symbolic link'],
    ['a directory is a link', (it) => symlinkSync('../elsewhere', join(it.folder, 'dist/team')), 'dist/team is a symbolic link'],
    ['a file is a link', (it) => symlinkSync('../elsewhere/x', join(it.folder, 'dist/a.k8s.yaml')), 'dist/a.k8s.yaml is a symbolic link'],
    ['a link leads nowhere', (it) => symlinkSync('nowhere', join(it.folder, 'dist/a.k8s.yaml')), 'dist/a.k8s.yaml is a symbolic link'],
    ['a file is a directory', (it) => mkdirSync(join(it.folder, 'dist/a.k8s.yaml')), 'dist/a.k8s.yaml is not a file'],
    ['a directory is a file', (it) => it.write({ 'dist/team': '' }), 'dist/team is not a directory'],
    ['the output is a file', (it) => it.write({ dist: '' }), 'dist is not a directory'],
  ])('%s, which may lead out of the output or is in the way', async (name, make, err) => {
    const it = project(name.startsWith('the output') ? {} : { 'b.k8s.yaml': object('b', 'old') });
    it.write({ 'elsewhere/x': 'theirs', 'elsewhere/c.k8s.yaml': 'theirs' });
    it.app(after);
    make(it);
    const tree = it.tree('.');
    expect(await it.run('synth')).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`crossing: ${err}`) });
    expect(it.tree('.')).toEqual(tree);
  });

  test('a stale file is a link, which is left', async () => {
    const it = project({ 'b.k8s.yaml': object('b', 'old') });
    it.write({ 'elsewhere/x.k8s.yaml': 'theirs' });
    symlinkSync('../elsewhere', join(it.folder, 'dist/linked'));
    symlinkSync('../elsewhere/x.k8s.yaml', join(it.folder, 'dist/z.k8s.yaml'));
    it.app({ 'b.k8s.yaml': object('b') });
    expect((await it.run('synth')).code).toBe(0);
    expect(it.tree('.')).toMatchObject({
      './dist/b.k8s.yaml': object('b'),
      './dist/linked': '-> ../elsewhere',
      './dist/z.k8s.yaml': '-> ../elsewhere/x.k8s.yaml',
      './elsewhere/x.k8s.yaml': 'theirs',
    });
  });
});

test('a stack trace is shown with --debug alone', async () => {
  const it = project();
  it.app(after, 'throw new Error("broken")');
  expect((await it.run('synth')).err).toBe('app.js:10:9: broken\n');
  expect((await it.run('synth --debug')).err).toMatch(/Error: broken\n {4}at eval/);
});

/** What a run says that finds the lock of another one, or of one that was killed. */
const WAITED = /^(?:waiting for another crossing synth that writes dist\n)?$/;

describe('a run that is cut off leaves each file wholly old or wholly new, and the next one finishes', () => {
  test.concurrent.each([
    ['before the first file is moved', 'renameSync 1 kill', before],
    ['between two files', 'renameSync 2 kill', { ...before, 'a.k8s.yaml': after['a.k8s.yaml'] }],
    ['before a stale file is removed', 'unlinkSync 1 kill', { ...before, ...after }],
  ])('killed %s', async (_, FAULT, dist) => {
    const it = project(before);
    it.app(after);
    expect(await it.run('synth', { FAULT })).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(it.tree()).toEqual(inDist(dist));
    expect(await it.run('synth')).toMatchObject({ code: 0, err: expect.stringMatching(WAITED) });
    expect([it.tree(), it.left()]).toEqual([inDist(after), ['dist']]);
  });

  test.concurrent.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('ended by %s while the app runs', async (signal) => {
    const it = project(before);
    it.app(after, 'writeFileSync("started", ""); setTimeout(() => {}, 2000)');
    const ended = it.run('synth');
    while (!('./started' in it.tree('.'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    process.kill(it.running ?? 0, signal);
    expect(await ended).toMatchObject({ signal });
    expect(it.tree()).toEqual(inDist(before));
    if (signal !== 'SIGKILL') {
      expect(it.left()).toEqual(['dist']);
    }
    it.app(after);
    expect(await it.run('synth')).toMatchObject({ code: 0 });
    expect([it.tree(), it.left()]).toEqual([inDist(after), ['dist']]);
  });

  test.each([
    ['moved', 'renameSync 2 EACCES', 'dist/b.k8s.yaml cannot be replaced: EACCES: ', '1 of 4 changes are made'],
    ['removed', 'unlinkSync 1 EPERM', 'dist/stale.k8s.yaml cannot be removed: EPERM: ', '3 of 4 changes are made'],
  ])('where a file cannot be %s', async (_, FAULT, err, far) => {
    const it = project(before);
    it.app(after);
    const ended = await it.run('synth', { FAULT });
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`crossing: ${err}`) });
    expect(ended.err).toContain(`${far}; fix that, and run again\n`);
    expect(it.left()).toEqual(['dist']);
    expect(await it.run('synth')).toMatchObject({ code: 0 });
    expect(it.tree()).toEqual(inDist(after));
  });
});

test('what looks like staging, and is not, is left', async () => {
  const it = project();
  it.write({ '.dist.backup/a.k8s.yaml': 'theirs', '.dist.env': 'theirs' });
  it.app(after);
  expect((await it.run('synth')).code).toBe(0);
  expect([it.left(), it.tree('.dist.backup')]).toEqual([['.dist.backup', '.dist.env', 'dist'], { '.dist.backup/a.k8s.yaml': 'theirs' }]);
});

test('two runs at once take turns: the output is wholly that of one of them', async () => {
  const it = project(before);
  const app = (name: string) => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.k8s.yaml`, object(`map-${index}`, name)]));
    return { APP: JSON.stringify({ files }) };
  };
  const ended = await Promise.all(['one', 'two', 'three'].map((name) => it.run('synth', app(name))));
  for (const { code, err } of ended) {
    expect([code, err]).toEqual([0, expect.stringMatching(WAITED)]);
  }
  expect(new Set(Object.values(it.tree()).map((text) => text?.split('is: ')[1])).size).toBe(1);
  expect([Object.keys(it.tree()).length, it.left()]).toEqual([300, ['dist']]);
});
