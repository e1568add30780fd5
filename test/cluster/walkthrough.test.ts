import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fencedBlocks } from '../repo/fenced';
import { tracked } from '../repo/tracked';
import { ApiServer } from './api-server';
import { type Cluster, end, PATIENT, shared, start, stop } from './clusters';

const root = resolve(__dirname, '../..');
const controllers = join(shared, 'cluster/controllers');

/** What the README tells to run by hand. */
const commands = fencedBlocks(readFileSync(join(root, 'README.md'), 'utf8'))
  .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
  .map((line) => line.trim())
  .filter((line) => line.startsWith('kubectl apply'));

let cluster: Cluster;
let server: ApiServer;
let folder: string;
let url: string;

beforeAll(async () => {
  cluster = await start('standard-v1.6.1');
  server = new ApiServer(cluster);
  // The walkthrough as committed, but for the controller: Traefik can be had where Kong cannot.
  folder = mkdtempSync(join(tmpdir(), 'crossing-walkthrough-'));
  for (const path of tracked('context', 'dist')) {
    cpSync(join(root, path), join(folder, path));
  }
  for (const path of tracked('context')) {
    const text = readFileSync(join(folder, path), 'utf8');
    writeFileSync(join(folder, path), text.replace(/controllerName: \S+/, 'controllerName: traefik.io/gateway-controller'));
  }
  for (const command of commands) {
    kubectl(...command.split(/\s+/).slice(1));
  }
  const up = ['up', cluster.dir, cluster.kubeconfig];
  execFileSync(join(controllers, 'echo-backend'), up, { env: PATIENT, stdio: 'ignore' });
  url = execFileSync(join(controllers, 'traefik'), up, { encoding: 'utf8', env: PATIENT }).trim();
}, 1_800_000);

afterAll(() => {
  for (const script of ['traefik', 'echo-backend']) {
    end(`controllers/${script}`, 'down', cluster.dir);
  }
  stop(cluster);
  rmSync(folder, { recursive: true });
});

function kubectl(...args: string[]): void {
  const { status, stderr } = server.kubectl(args, undefined, folder);
  if (status !== 0) {
    throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
  }
}

/**
 * What a request to /echo gets: its status and its last line; asked again for a while, until it is
 * the expected one.
 */
async function answer(expected: string): Promise<string> {
  let seen = '';
  for (let tries = 0; tries < 240 && seen !== expected; tries++) {
    const { stdout } = spawnSync('curl', ['-s', '-m', '10', '--noproxy', '*', '-w', '\\n%{http_code}', `${url}/echo`], {
      encoding: 'utf8',
    });
    const code = stdout.trim().split('\n').at(-1);
    seen = code === '200' ? (stdout.match(/In namespace \S+/)?.[0] ?? stdout) : `${code}`;
    if (seen !== expected) {
      await setTimeout(250);
    }
  }
  return seen;
}

const works = 'In namespace test-destination.';

test('the README applies the context as the platform, then what is committed', () => {
  expect(commands).toEqual([
    expect.stringMatching(/--field-manager=platform -f context\/?$/),
    expect.stringMatching(/--force-conflicts --field-manager=crossing -R -f dist\/?$/),
  ]);
});

test('a request crosses the namespaces', async () => {
  expect(await answer(works)).toBe(works);
});

test('without the grant it ends with 500, with it the request crosses again', async () => {
  kubectl('delete', 'referencegrant', '-n', 'test-destination', 'test-grant');
  expect(await answer('500')).toBe('500');
  kubectl(...(commands.at(-1) ?? '').split(/\s+/).slice(1));
  expect(await answer(works)).toBe(works);
});

test('without the admission it ends with 404, with it the request crosses again', async () => {
  kubectl(...(commands[0] ?? '').split(/\s+/).slice(1), '--force-conflicts');
  expect(await answer('404')).toBe('404');
  kubectl(...(commands.at(-1) ?? '').split(/\s+/).slice(1));
  expect(await answer(works)).toBe(works);
});
