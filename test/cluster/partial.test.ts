import { loadAll } from 'js-yaml';
import { read, tracked } from '../repo/tracked';
import { ApiServer, type Manifest } from './api-server';

const server = ApiServer.of('standard-v1.6.1');

/** The Gateway among the committed files of a folder, moved to another namespace. */
function gateway(folder: string, namespace: string): Manifest {
  const objects = tracked(folder).flatMap((path) => loadAll(read(path)) as Manifest[]);
  const found = objects.find(({ kind }) => kind === 'Gateway') as Manifest;
  return { ...found, metadata: { ...found.metadata, namespace } };
}

const apply = (manifest: Manifest, ...options: string[]) => server.kubectl(['apply', ...options, '-f', '-'], JSON.stringify(manifest));
const ours = ['--server-side', '--force-conflicts', '--field-manager=crossing'];

let namespace: string;
let platform: Manifest & { spec: { listeners: object[] } };
let partial: Manifest;

beforeEach(async () => {
  namespace = await server.namespace();
  const whole = gateway('context', namespace) as typeof platform;
  platform = { ...whole, spec: { ...whole.spec, listeners: [{ name: 'other', port: 8080, protocol: 'HTTP' }, ...whole.spec.listeners] } };
  partial = gateway('dist', namespace);
});

const listeners = async () => (await server.get(platform)).body.spec.listeners.map(({ name }: { name: string }) => name);

test('beside a platform that applies on the server, the partial Gateway can be applied again and again', async () => {
  expect(apply(platform, '--server-side', '--field-manager=platform').status).toBe(0);
  for (let time = 0; time < 3; time++) {
    expect(apply(partial, ...ours).status).toBe(0);
  }
  expect(await listeners()).toEqual(['other', 'proxy']);
  expect(apply(platform, '--server-side', '--field-manager=platform').stderr).toMatch(/conflict with "crossing"/);
});

test('where the platform applies on the client, it fails aloud and takes no listener away', async () => {
  expect(apply(platform).status).toBe(0);
  apply(partial, ...ours);
  expect(apply(partial, ...ours).stderr).toMatch(/spec\.listeners\[\d\]\.port: Required value/);
  expect(await listeners()).toEqual(['other', 'proxy']);
});

test('fails if the listener is not there', async () => {
  const spec = { ...platform.spec, listeners: platform.spec.listeners.slice(0, 1) };
  expect(apply({ ...platform, spec }, '--server-side', '--field-manager=platform').status).toBe(0);
  expect(apply(partial, ...ours).stderr).toMatch(/spec\.listeners\[1\]\.port: Required value/);
});
