import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from '../../analyzer';
import { checkRepository } from '../../check';
import { documents, type Files, flux, gateway, kustomization, namespace, PATH, route, service, withTree } from './tree';

const COMMAND = join(__dirname, '../../lib/cli/main.js');

const bootstrap = (cluster: string): string =>
  documents(
    `${JSON.stringify({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'flux-system', namespace: 'flux-system' },
      spec: { url: 'https://git.example.com/org/fleet', interval: '1m' },
    })}\n`,
    flux('flux-system', `./clusters/${cluster}`),
  );

const cluster = (name: string): Files => ({
  [`clusters/${name}/flux-system/gotk-sync.yaml`]: bootstrap(name),
  [`clusters/${name}/apps.yaml`]: flux('apps', `./apps/${name}`),
});

/** What both clusters get; only one has the listener that the route names. */
const app = documents(namespace('edge'), namespace('app'), service, route('web'));

const trees: Record<string, Files> = {
  'two clusters': {
    ...cluster('prod'),
    ...cluster('staging'),
    'apps/base/app.yaml': app,
    'apps/prod/kustomization.yaml': kustomization({ resources: ['../base/app.yaml', 'gateway.yaml'] }),
    'apps/prod/gateway.yaml': gateway('http'),
    'apps/staging/kustomization.yaml': kustomization({ resources: ['../base/app.yaml', 'gateway.yaml'] }),
    'apps/staging/gateway.yaml': gateway('web'),
  },
  'clusters that are guessed': {
    'apps/base/app.yaml': app,
    'apps/base/kustomization.yaml': kustomization({ resources: ['app.yaml'] }),
    'apps/a/kustomization.yaml': kustomization({ resources: ['../base', 'gateway.yaml'] }),
    'apps/a/gateway.yaml': gateway('http'),
    'apps/b/kustomization.yaml': kustomization({ resources: ['../base', 'gateway.yaml'] }),
    'apps/b/gateway.yaml': gateway('web'),
  },
  'no delivery': { 'all.yaml': documents(app, gateway('http')) },
};

const shown = ({ rule, severity, file, line, message, clusters }: Finding) => ({ rule, severity, file, line, message, clusters });

/** What the command prints about a directory, as a value. */
function checkJson(directory: string, ...args: string[]): { findings: Finding[]; summary: object } {
  const env = { ...process.env, PATH };
  try {
    return JSON.parse(
      execFileSync(process.execPath, [COMMAND, 'check', '.', '-o', 'json', ...args], { cwd: directory, env, encoding: 'utf8' }),
    );
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout);
  }
}

const path = process.env.PATH;
beforeAll(() => {
  process.env.PATH = PATH;
});
afterAll(() => {
  process.env.PATH = path;
});

test.each(Object.entries(trees))('a repository with %s is judged as by the command', async (_, files) => {
  await withTree(files, async (directory) => {
    const ours = await checkRepository(directory);
    const theirs = checkJson(directory);
    expect(ours.report.findings.map(shown)).toEqual(theirs.findings.map(shown));
    expect(ours.report.summary).toEqual(theirs.summary);
    expect(ours.report.findings.length).toBeGreaterThan(0);
  });
});

test('each cluster has its own world, prediction and findings', async () => {
  await withTree(trees['two clusters'] ?? {}, async (directory) => {
    const { clusters } = await checkRepository(directory, { kustomize: 'off' });
    expect(
      clusters.map(({ name, findings }) => [name, findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)]),
    ).toEqual([
      ['prod', ['no-matching-parent']],
      ['staging', []],
    ]);
    expect(
      clusters.map(({ prediction }) => prediction.gateways.flatMap(({ listeners }) => listeners.map(({ listener }) => listener.name))),
    ).toEqual([['http'], ['web']]);
    expect(clusters.map(({ world }) => world.has('', 'Service', 'app', 's'))).toEqual([true, true]);
    expect(clusters.map(({ prediction }) => prediction.routes.length)).toEqual([1, 1]);
  });
});

test('options are those of the command', async () => {
  await withTree(trees['two clusters'] ?? {}, async (directory) => {
    const { clusters, report } = await checkRepository(directory, { cluster: 'prod', ignore: ['no-matching-parent'], kustomize: 'off' });
    expect(clusters.map(({ name }) => name)).toEqual(['prod']);
    expect(report.findings.map(shown)).toEqual(
      checkJson(directory, '--cluster', 'prod', '--ignore', 'no-matching-parent', '--kustomize', 'off').findings.map(shown),
    );
  });
});

test('fails if a path does not exist, or is standard input', async () => {
  await withTree({}, async (directory) => {
    await expect(checkRepository(directory, { paths: ['gone'] })).rejects.toThrow(/gone/);
    await expect(checkRepository(directory, { paths: ['-'] })).rejects.toThrow('expected files and directories, got "-"');
  });
});
