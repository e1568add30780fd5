import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadAll } from 'js-yaml';
import { manifests } from '../../jest';
import '../../jest';

const folder = resolve(__dirname, '../../examples/fleet');
const start = process.cwd();
let output: string;
let objects: Record<'dev' | 'prod', ReturnType<typeof manifests>>;

beforeAll(async () => {
  output = mkdtempSync(join(tmpdir(), 'crossing-fleet-'));
  process.chdir(folder);
  process.env.CDK8S_OUTDIR = output;
  await import('../../examples/fleet/main.js');
  const { fleet } = await import('../../examples/fleet/fleet.js');
  objects = { dev: manifests(fleet('dev')), prod: manifests(fleet('prod')) };
});

afterAll(() => {
  process.chdir(start);
  delete process.env.CDK8S_OUTDIR;
  rmSync(output, { recursive: true });
});

/** The files below a directory, with their texts. */
function files(directory: string): Record<string, string> {
  const paths = (readdirSync(directory, { recursive: true }) as string[]).filter((path) => statSync(join(directory, path)).isFile()).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(directory, path), 'utf8')]));
}

test('dist/ is what the fleet writes, a directory for each team in that of each cluster', () => {
  expect(files(output)).toEqual(files(join(folder, 'dist')));
  for (const cluster of ['dev', 'prod']) {
    expect(readdirSync(join(output, cluster)).sort()).toEqual(['platform', 'team-data', 'team-identity', 'team-orders', 'team-shop']);
  }
});

describe.each(['dev', 'prod'] as const)('in %s', (cluster) => {
  test('nothing is found, beside what runs already', () => {
    const context = ['common', cluster].flatMap((part) =>
      Object.values(files(join(folder, 'context', part))).flatMap((text) => loadAll(text) as object[]),
    );
    expect(objects[cluster]).toHaveNoFindings({ failOn: 'note', context });
    for (const route of [
      'HTTPRoute shop/shop',
      'HTTPRoute data/reports',
      'GRPCRoute orders/orders',
      'TCPRoute data/postgres',
      'TLSRoute identity/vault',
    ]) {
      expect(objects[cluster]).toPredict(route, { Accepted: true, ResolvedRefs: true }, { context });
    }
  });

  test('it has every layout that a fleet has', () => {
    const kinds = objects[cluster].map(({ kind, metadata: { name, namespace } }) => `${kind} ${namespace ?? ''}/${name}`);
    expect(kinds.filter((kind) => /Route |Gateway|Grant/.test(kind)).sort()).toEqual([
      'GRPCRoute orders/orders',
      'Gateway edge/public',
      'HTTPRoute data/reports',
      'HTTPRoute edge/redirect',
      'HTTPRoute identity/login',
      'HTTPRoute shop/shop',
      'ReferenceGrant audit/shop-httproute',
      'ReferenceGrant certificates/edge-gateway',
      'ReferenceGrant databases/data-httproute',
      'ReferenceGrant databases/data-tcproute',
      'ReferenceGrant identity-vault/identity-tlsroute',
      'ReferenceGrant orders-backend/orders-grpcroute',
      'ReferenceGrant shop-canary/shop-httproute',
      'ReferenceGrant shop-stable/shop-httproute',
      'TCPRoute data/postgres',
      'TLSRoute identity/vault',
    ]);
  });
});

test('its files are short', () => {
  const sources = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  expect(sources.length).toBeGreaterThan(5);
  for (const file of sources) {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    expect(lines.length).toBeLessThanOrEqual(80);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(140);
  }
});
