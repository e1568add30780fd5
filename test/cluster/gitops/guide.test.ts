import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { loadAll } from 'js-yaml';
import { fencedBlocks } from '../../repo/fenced';
import { read, tracked } from '../../repo/tracked';
import { Applications } from './applications';
import { describeEngines, Engines, type Live } from './engines';
import { Kustomizations } from './kustomizations';

const root = resolve(__dirname, '../../..');
const blocks = fencedBlocks(readFileSync(join(root, 'docs/delivery.md'), 'utf8'));

/** The commands of the block that has a text. */
function commandsWith(text: string): string[] {
  const block = blocks.find((candidate) => candidate.language === 'sh' && candidate.text.includes(text));
  return (block?.text ?? '').split('\n').filter((line) => line.trim() !== '');
}

const all = [
  {
    engine: 'Argo CD',
    bundle: 'standard-v1.3.0',
    app: 'argo-cd.ts',
    url: 'argo-cd',
    again: (engines: Engines) => new Applications(engines).compared('crossing'),
    deliver: commandsWith('dist/argocd/'),
  },
  {
    engine: 'Flux',
    bundle: 'standard-v1.6.1',
    app: 'flux.ts',
    url: 'flux',
    again: (engines: Engines) => new Kustomizations(engines).reconcile('crossing'),
    deliver: commandsWith('dist/flux/'),
  },
] as const;

jest.setTimeout(1_200_000);

describeEngines.each(all)('the guide with $engine, on $bundle', ({ again, app, bundle, deliver, url }) => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await Engines.start(bundle, [url]);
    project();
    await byHand();
  }, 1_800_000);
  afterAll(() => {
    engines.stop();
    rmSync(`${engines.repository}-remote`, { recursive: true });
  });

  /** The project of the page, in the repository that the engine reads. */
  function project(): void {
    const folder = engines.repository;
    const text = blocks.find((block) => block.text.startsWith(`// ${app}\n`))?.text ?? '';
    const loader = join(root, 'node_modules/tsx/dist/loader.mjs');
    const remote = `${folder}-remote`;
    writeFileSync(join(folder, app), text.replace('https://git.example.com/shop/crossing.git', engines.urls[url]));
    writeFileSync(join(folder, 'cdk8s.yaml'), `app: node --import ${loader} ${app}\n`);
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['cdk8s', 'constructs', 'cdk8s-plus-28']) {
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    }
    symlinkSync(root, join(folder, 'node_modules/cdk8s-crossing'));
    engines.git('init', '-q', '--bare', remote);
    engines.git('remote', 'add', 'origin', remote);
    engines.git('config', 'push.default', 'current');
    engines.git('config', 'user.name', 'test');
    engines.git('config', 'user.email', 'test@example.com');
  }

  /**
   * What the how-to makes by hand: the platform's Gateway, opened for all; the namespaces, the
   * grant, the echo server and the route.
   */
  async function byHand(): Promise<void> {
    for (const file of tracked('context')) {
      await engines.kubectl(['apply', '-f', join(root, file)]);
    }
    const open = [{ op: 'replace', path: '/spec/listeners/0/allowedRoutes/namespaces/from', value: 'All' }];
    await engines.kubectl(['patch', 'gateway', 'kong', '-n', 'kong', '--type=json', '-p', JSON.stringify(open)]);
    for (const namespace of ['test-source', 'test-destination']) {
      await engines.kubectl(['create', 'namespace', namespace]);
    }
    const objects = tracked('dist').flatMap((file) => loadAll(read(file)) as Live[]);
    const [service, deployment] = ['Service', 'Deployment'].map((kind) => objects.find((object) => object.kind === kind));
    const group = 'gateway.networking.k8s.io';
    const grant = {
      apiVersion: `${group}/v1beta1`,
      kind: 'ReferenceGrant',
      metadata: { name: 'test-grant', namespace: 'test-destination' },
      spec: { from: [{ group, kind: 'HTTPRoute', namespace: 'test-source' }], to: [{ group: '', kind: 'Service' }] },
    };
    const route = {
      apiVersion: `${group}/v1`,
      kind: 'HTTPRoute',
      metadata: { name: 'echo', namespace: 'test-source', annotations: { 'konghq.com/strip-path': 'true' } },
      spec: {
        parentRefs: [{ name: 'kong', namespace: 'kong' }],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/echo' } }],
            backendRefs: [{ name: 'echo', kind: 'Service', port: 1027, namespace: 'test-destination' }],
          },
        ],
      },
    };
    for (const object of [grant, service, deployment, route]) {
      await engines.kubectl(['apply', '-f', '-'], object);
    }
  }

  /**
   * Runs a command of the page in the repository; `npx crossing` is the command of this repository.
   */
  function run(command: string): Promise<string> {
    const line = command.replace(/^npx crossing/, `node ${join(root, 'lib/cli/main.js')}`);
    const child = spawn('bash', ['-c', line], {
      cwd: engines.repository,
      env: { ...process.env, ...engines.server.environment, NO_COLOR: '1' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    return new Promise((done, fail) => {
      child.on('close', (code) => (code === 0 ? done(said) : fail(new Error(`${command} ended with ${code}\n${said}`))));
    });
  }

  const allows = async () => JSON.stringify((await engines.get('Gateway', 'kong', 'kong')).spec.listeners[0].allowedRoutes);
  const identities = async () => {
    const objects = await Promise.all([
      engines.get('Gateway', 'kong', 'kong'),
      engines.get('HTTPRoute', 'echo', 'test-source'),
      engines.get('ReferenceGrant', 'test-grant', 'test-destination'),
    ]);
    return objects.map(({ metadata }) => metadata.uid);
  };

  test('fewer than ten commands bring what was made by hand to Git, and the listener is open all the time', async () => {
    const commands = [...commandsWith('kubectl get gateway kong'), ...deliver];
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.length).toBeLessThan(10);
    const before = await identities();
    const seen = new Set<string>();
    let done = false;
    const watch = (async () => {
      while (!done) {
        seen.add(await allows());
        try {
          await engines.answerAll();
        } catch {
          // The object changed between the look and the write; the next turn writes again.
        }
        await setTimeout(1000);
      }
    })();
    try {
      for (const command of commands) {
        await run(command);
      }
    } finally {
      done = true;
      await watch;
    }
    const generations = async () =>
      (await engines.list(['Gateway', 'HTTPRoute', 'ReferenceGrant'])).map(({ metadata }) => metadata.generation);
    const settled = await generations();
    await again(engines);
    expect(await generations()).toEqual(settled);
    expect([...seen].filter((allowed) => !allowed.includes('"All"') && !allowed.includes('test-source'))).toEqual([]);
    expect(await allows()).toContain('test-source');
    expect(await identities()).toEqual(before);
  });
});
