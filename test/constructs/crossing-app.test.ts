import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, type IResolver, JsonPatch, Lazy } from 'cdk8s';
import { Deployment, Node, NodeLabelQuery } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { loadAll } from 'js-yaml';
import { CrossingApp, NamespaceChart } from '../../constructs';
import { targetOf } from '../../constructs/checks/target';

const folders: string[] = [];
const start = process.cwd();
afterEach(() => {
  process.chdir(start);
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true });
  }
});

/** Stands in a new folder, with a crossing.yaml that says so. */
function project(crossing: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-app-'));
  folders.push(folder);
  writeFileSync(join(folder, 'crossing.yaml'), crossing);
  process.chdir(folder);
  return folder;
}

test('files of a namespace lie in the directory of its owner, whether the code or crossing.yaml names it', () => {
  const folder = project('owners: { shop: team-b, cart: team-a }');
  const app = new CrossingApp();
  NamespaceChart.ensure(app, 'shop');
  NamespaceChart.ensure(app, 'cart', { owner: 'team-a' });
  NamespaceChart.ensure(app, 'edge', { owner: 'platform' });
  NamespaceChart.ensure(app, 'free');
  app.synth();
  expect(readdirSync(join(folder, 'dist'), { recursive: true }).sort()).toEqual([
    'free.k8s.yaml',
    'platform',
    'platform/edge.k8s.yaml',
    'team-a',
    'team-a/cart.k8s.yaml',
    'team-b',
    'team-b/shop.k8s.yaml',
  ]);
});

test('the target is what crossing.yaml says, unless the app says it', () => {
  project('target: { controller: generic, gatewayApi: "1.6" }');
  expect(targetOf(new CrossingApp())).toEqual({ controller: 'generic', gatewayApi: '1.6', channel: 'experimental' });
  expect(targetOf(new CrossingApp({ target: { gatewayApi: '1.4' } }))).toMatchObject({ controller: 'kong', gatewayApi: '1.4' });
});

test('fails if the code and crossing.yaml name two owners', () => {
  project('owners: { shop: team-b }');
  const app = new CrossingApp();
  NamespaceChart.ensure(app, 'shop', { owner: 'team-a' });
  expect(() => app.synthYaml()).toThrow('owner is "team-a": crossing.yaml says that "team-b" owns namespace "shop"; say it once');
});

test('a namespace is open in code only if crossing.yaml lists it', () => {
  project('open: [shop]');
  const app = new CrossingApp();
  expect(NamespaceChart.ensure(app, 'shop', { open: true }).namespace).toBe('shop');
  expect(NamespaceChart.external(app, 'edge', { open: false }).namespace).toBe('edge');
  for (const open of [NamespaceChart.ensure, NamespaceChart.external]) {
    expect(() => open(app, 'web', { open: true })).toThrow(
      'open is true: open of crossing.yaml does not list namespace "web"; write open: [shop, web] there, or leave open out',
    );
  }
  expect(() => NamespaceChart.ensure(new App(), 'shop', { open: true })).toThrow('open is true: only a CrossingApp reads open of');
});

test('fails if crossing.yaml says what cannot be understood', () => {
  project('target: { channel: beta }');
  expect(() => new CrossingApp()).toThrow('crossing.yaml:1:20: target.channel is "beta": expected one of experimental, standard');
});

const configMap = (scope: Construct, id: string, name: string, data: unknown = { a: 'b' }, namespace?: string) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...(namespace && { namespace }) }, data });

describe('what is written', () => {
  /** The files that a synth writes below an empty output. */
  function written(app: CrossingApp): Record<string, string> {
    app.synth();
    const files = readdirSync(app.outdir, { recursive: true }) as string[];
    return Object.fromEntries(
      files
        .filter((file) => file.endsWith('.yaml'))
        .sort()
        .map((file) => [file, readFileSync(join(app.outdir, file), 'utf8')]),
    );
  }

  test('is what synthYaml says, in one text', () => {
    project('');
    const app = new CrossingApp();
    configMap(new Chart(app, 'mine'), 'a', 'a');
    configMap(NamespaceChart.ensure(app, 'shop', { owner: 'team-b' }), 'b', 'b');
    NamespaceChart.ensure(app, 'zoo');
    expect(app.synthYaml()).toBe(Object.values(written(app)).join('---\n'));
  });

  test('is one file for each chart, called as stock cdk8s calls it, and none for a chart without objects', () => {
    project('');
    const app = new CrossingApp();
    const outer = new Chart(app, 'outer');
    configMap(outer, 'a', 'a');
    configMap(new Chart(outer, 'inner'), 'b', 'b');
    new Chart(app, 'empty');
    NamespaceChart.external(app, 'kong');
    expect(Object.keys(written(app))).toEqual(['outer-inner-c841ea9b.k8s.yaml', 'outer.k8s.yaml']);
  });

  test('takes no number into its name when charts depend on each other', () => {
    project('');
    const app = new CrossingApp();
    const [one, two] = ['one', 'two'].map((id) => new Chart(app, id)) as [Chart, Chart];
    configMap(one, 'a', 'a');
    configMap(two, 'b', 'b');
    one.addDependency(two);
    expect(Object.keys(written(app))).toEqual(['one.k8s.yaml', 'two.k8s.yaml']);
  });

  test('stands in the order of declaration in a chart of yours, behind what it depends on', () => {
    const app = new CrossingApp();
    const chart = new Chart(app, 'mine');
    const [c, , a] = ['c', 'b', 'a'].map((name) => configMap(chart, name, name)) as [ApiObject, ApiObject, ApiObject];
    const names = () => [...app.synthYaml().matchAll(/^ {2}name: (.*)$/gm)].map(([, name]) => name);
    expect(names()).toEqual(['c', 'b', 'a']);
    c.addDependency(a);
    expect(names()).toEqual(['a', 'c', 'b']);
  });

  test('replaces what is there, and leaves a file that holds it already', () => {
    const folder = project('');
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/mine.k8s.yaml'), 'old');
    const app = new CrossingApp();
    configMap(new Chart(app, 'mine'), 'a', 'a');
    const [text] = Object.values(written(app));
    expect(text).toBe(app.synthYaml());
    const stamp = () => {
      const { ino, mtimeMs } = statSync(join(folder, 'dist/mine.k8s.yaml'));
      return [ino, mtimeMs];
    };
    const before = stamp();
    app.synth();
    expect(stamp()).toEqual(before);
    expect(readdirSync(join(folder, 'dist'))).toEqual(['mine.k8s.yaml']);
  });

  test('resolves Lazies, custom resolvers and what cdk8s-plus defers as stock cdk8s does', () => {
    const upper: IResolver = {
      resolve: (context) => {
        if (context.key.at(-1) === 'shout' && context.value === 'loud') {
          context.replaceValue('LOUD');
        }
      },
    };
    const objects = (app: App): unknown[] => {
      const chart = new Chart(app, 'mine', { disableResourceNameHashes: true, labels: { app: 'mine' } });
      configMap(chart, 'a', 'a', { shout: 'loud', later: Lazy.any({ produce: () => ({ deep: Lazy.any({ produce: () => 'value' }) }) }) });
      const deployment = new Deployment(chart, 'web', { containers: [{ image: 'web', portNumber: 80 }] });
      deployment.exposeViaService({ name: 'web' });
      deployment.scheduling.attract(Node.labeled(NodeLabelQuery.exists('gpu')));
      configMap(chart, 'b', 'b', { patched: 'no' }).addJsonPatch(JsonPatch.replace('/data/patched', 'yes'));
      return loadAll(app.synthYaml());
    };
    const [ours, stock] = [new CrossingApp({ resolvers: [upper] }), new App({ resolvers: [upper] })].map(objects);
    expect(ours).toEqual(stock);
    expect(ours).toContainEqual(expect.objectContaining({ data: { shout: 'LOUD', later: { deep: 'value' } } }));
  });
});

/** Why a synth is refused. */
function refused(declare: (app: CrossingApp) => void): string {
  project('');
  const app = new CrossingApp();
  configMap(new Chart(app, 'first'), 'first', 'first');
  declare(app);
  let message = '';
  try {
    app.synth();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(() => app.synthYaml()).toThrow(message);
  return message;
}

/** How cdk8s begins an error about constructs. */
const HEADER = 'Validation failed with the following errors:\n  ';

describe('fails, and writes nothing, if', () => {
  afterEach(() => {
    expect(existsSync('dist')).toBe(false);
  });

  test('a validation fails, of whatever construct', () => {
    const why = refused((app) => {
      app.node.addValidation({ validate: () => ['one'] });
      new Construct(app, 'deep').node.addValidation({ validate: () => ['two', 'three'] });
    });
    expect(why).toBe('Validation failed with the following errors:\n  [] one\n  [deep] two\n  [deep] three');
  });

  test('two charts are written to one file', () => {
    const why = refused((app) => {
      configMap(new Chart(app, 'Shop'), 'a', 'a');
      configMap(new Chart(new Construct(app, 'Default'), 'Shop'), 'b', 'b');
      NamespaceChart.ensure(app, 'shop');
    });
    expect(why).toMatch(/another chart is written to shop(-\w+)?\.k8s\.yaml too; give one of them another id$/);
  });

  test('dependencies go in a circle', () => {
    const why = refused((app) => {
      const chart = new Chart(app, 'mine');
      const [a, b, c] = ['a', 'b', 'c'].map((name) => configMap(chart, name, name)) as [ApiObject, ApiObject, ApiObject];
      a.addDependency(b);
      b.addDependency(c);
      c.addDependency(a);
    });
    expect(why).toBe(`${HEADER}[mine/a] depends on itself by way of mine/b, mine/c: remove one of the dependencies`);
  });
});

describe('fails if', () => {
  test('two objects have one identity, whatever their versions and charts', () => {
    const crd = (scope: Construct, version: string) =>
      new ApiObject(scope, version, { apiVersion: `example.com/${version}`, kind: 'Thing', metadata: { name: 'x', namespace: 'shop' } });
    const why = refused((app) => {
      crd(new Chart(app, 'one'), 'v1');
      crd(new Chart(app, 'two'), 'v2');
    });
    expect(why).toBe(
      `${HEADER}[two/v2] Thing shop/x is made twice: one/v1 makes it too, and one would overwrite the other; give one of them another name`,
    );
  });

  test('an object would be lost', () => {
    class Gone extends ApiObject {
      override toJson(): unknown {
        return undefined;
      }
    }
    const why = refused((app) => new Gone(new Chart(app, 'mine'), 'gone', { apiVersion: 'v1', kind: 'ConfigMap' }));
    expect(why).toBe(`${HEADER}[mine/gone] is lost: toJson() gives undefined, which has no apiVersion and kind`);
  });

  test('a value cannot be written', () => {
    expect(refused((app) => configMap(new Chart(app, 'mine'), 'a', 'a', { ratio: Number.NaN }))).toBe(
      `${HEADER}[mine/a] NaN is not a value of JSON; leave it out, or write another`,
    );
  });

  test('a directory on the way is a symbolic link', () => {
    const folder = project('');
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'dist'));
    symlinkSync('../elsewhere', join(folder, 'dist/team-b'));
    const app = new CrossingApp();
    NamespaceChart.ensure(app, 'shop', { owner: 'team-b' });
    expect(() => app.synth()).toThrow('dist/team-b is a symbolic link: output goes into directories only; remove the link');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });
});

test('a file that is a link is replaced, and what it leads to is left', () => {
  const folder = project('');
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'theirs'), 'theirs');
  symlinkSync('../theirs', join(folder, 'dist/shop.k8s.yaml'));
  const app = new CrossingApp();
  NamespaceChart.ensure(app, 'shop');
  app.synth();
  expect(readFileSync(join(folder, 'theirs'), 'utf8')).toBe('theirs');
  expect(readFileSync(join(folder, 'dist/shop.k8s.yaml'), 'utf8')).toBe(app.synthYaml());
});
