import { formatTarget } from '../../targets';
import { ApiServer, type Manifest } from './api-server';
import { type Bundle, bundles } from './clusters';
import { bundlesFor, written } from './written';

const servers = Object.fromEntries(bundles.map((bundle) => [bundle, ApiServer.of(bundle)])) as Record<Bundle, ApiServer>;

const objects = written().map(({ manifest, target }, index) => {
  const { kind, metadata } = manifest;
  const name = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  const own = bundles.filter((bundle) => bundle.startsWith(`${target.channel}-v${target.gatewayApi}.`));
  return { manifest, own, target: formatTarget(target), title: `${kind} ${name} (${index + 1})` };
});
const distinct = [...new Map(objects.map((object) => [JSON.stringify(object.manifest), object])).values()];
const cases = distinct.flatMap((object) => bundlesFor(object.manifest).map((bundle) => ({ ...object, bundle })));

interface GatewaySpec {
  readonly gatewayClassName?: string;
  readonly listeners: readonly { readonly name: string }[];
}
const isOfGatewayApi = ({ apiVersion }: Manifest) => apiVersion.startsWith('gateway.networking.k8s.io/');
const isPartial = ({ kind, spec }: Manifest) => kind === 'Gateway' && (spec as GatewaySpec).gatewayClassName === undefined;

const core = cases.filter(({ manifest }) => !isOfGatewayApi(manifest));
const partial = cases.filter(({ manifest }) => isPartial(manifest));
const whole = cases.filter(({ manifest }) => isOfGatewayApi(manifest) && !isPartial(manifest));

async function apply(bundle: Bundle, manifest: Manifest, fieldManager = 'crossing') {
  const { namespace } = manifest.metadata;
  const server = servers[bundle];
  if (namespace !== undefined) {
    await server.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, { fieldManager: 'test' });
  }
  const { status, body } = await server.apply(manifest, { fieldManager, force: 'true' });
  if (status >= 300) {
    throw new Error(body.message);
  }
  return body;
}

/** What tests leave behind would meet the next object of the same name. */
async function remove(bundle: Bundle, manifest: Manifest) {
  const path = await servers[bundle].path(manifest);
  if (manifest.kind !== 'Namespace' && path !== undefined) {
    await servers[bundle].request('DELETE', path);
  }
}

test('every kind that the constructs write is among the objects', () => {
  expect([...new Set(objects.map(({ manifest }) => manifest.kind))].sort()).toEqual([
    'BackendTLSPolicy',
    'Deployment',
    'GRPCRoute',
    'Gateway',
    'HTTPRoute',
    'ListenerSet',
    'Namespace',
    'ReferenceGrant',
    'Service',
    'TCPRoute',
    'TLSRoute',
    'UDPRoute',
  ]);
});

test.each(objects)('an API server of $target serves $title', ({ manifest, own }) => {
  expect(bundlesFor(manifest)).not.toEqual([]);
  expect(bundlesFor(manifest)).toEqual(expect.arrayContaining(own));
});

test.each(whole)('$bundle stores $title as it is written, and a second apply changes nothing', async ({ bundle, manifest }) => {
  const first = await apply(bundle, manifest);
  expect(first.spec).toEqual(manifest.spec);
  expect(first.metadata).toMatchObject(manifest.metadata);
  const second = await apply(bundle, manifest);
  expect(second.metadata.generation).toBe(first.metadata.generation);
  expect(second.metadata.managedFields).toEqual(first.metadata.managedFields);
  await remove(bundle, manifest);
});

test.each(core)('$bundle changes and drops no field of $title', async ({ bundle, manifest }) => {
  expect(await apply(bundle, manifest)).toMatchObject(manifest);
  await remove(bundle, manifest);
});

test.each(partial)('$bundle lets $title change its listeners and no other', async ({ bundle, manifest }) => {
  const { apiVersion, kind, metadata, spec } = manifest;
  const theirs = ['other', ...(spec as GatewaySpec).listeners.map(({ name }) => name)].map((name, index) => ({
    name,
    port: 8000 + index,
    protocol: 'HTTP',
  }));
  const platform = { apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace as string } };
  const before = await apply(bundle, { ...platform, spec: { gatewayClassName: 'kong', listeners: theirs } }, 'platform');
  const after = await apply(bundle, manifest);

  const ours = new Map((spec as GatewaySpec).listeners.map((listener) => [listener.name, listener]));
  expect(after.spec.listeners).toEqual(
    before.spec.listeners.map((listener: { name: string }) => ({ ...listener, ...ours.get(listener.name) })),
  );
  expect(after.spec.gatewayClassName).toBe('kong');
  await remove(bundle, manifest);
});
