import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrossingValidation } from '../../cli/cdk8s-plugin';
import { root } from '../repo/tracked';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: backend\n';
const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: cart
  namespace: shop
spec:
  rules:
    - backendRefs:
        - name: cart
          namespace: backend
          port: 8080
`;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-plugin-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs stock `cdk8s synth` in a project whose app writes one file. */
function synth(...args: string[]) {
  const validation = { package: root, version: '0.1.0', class: 'CrossingValidation' };
  const app = 'mkdir -p $CDK8S_OUTDIR && cp app.yaml $CDK8S_OUTDIR/shop.k8s.yaml';
  writeFileSync(join(folder, 'cdk8s.yaml'), JSON.stringify({ language: 'typescript', app, output: 'dist', validations: [validation] }));
  const command = [join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false', ...args];
  const { status, stdout } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  return { status, stdout };
}

test('cdk8s synth fails on a bad crossing, in our words and with our place', () => {
  writeFileSync(join(folder, 'app.yaml'), `${NAMESPACE}---\n${ROUTE}`);
  const { status, stdout } = synth();
  expect(status).not.toBe(0);
  expect(stdout).toContain('> dist/shop.k8s.yaml:15:11');
  expect(stdout).toContain('Resource Name: HTTPRoute shop/cart');
  expect(stdout).toContain('error: HTTPRoute shop/cart may not reference Service backend/cart: no ReferenceGrant in "backend" permits');
  expect(stdout).toContain('How to fix: add ReferenceGrant backend/shop-httproute: from HTTPRoute in "shop", to Service "cart"');
});

test('what one rule finds is one entry, with every place, message and fix', async () => {
  const other = ROUTE.replaceAll('name: cart', 'name: basket');
  const file = join(folder, 'shop.k8s.yaml');
  writeFileSync(file, [NAMESPACE, ROUTE, other].join('---\n'));
  const addViolation = jest.fn();
  await new CrossingValidation().validate({ manifests: [file], report: { addViolation, submit: jest.fn() } });
  const entries = addViolation.mock.calls.map(([violation]) => violation).filter(({ ruleName }) => ruleName === 'ref-not-permitted');
  expect(entries).toHaveLength(1);
  const [{ recommendation, violatingResources }] = entries;
  expect(violatingResources.map(({ resourceName }: { resourceName: string }) => resourceName)).toEqual([
    'HTTPRoute shop/cart',
    'HTTPRoute shop/basket',
  ]);
  expect(recommendation).toMatch(/HTTPRoute shop\/cart may not reference[\s\S]+HTTPRoute shop\/basket may not reference/);
});

test('cdk8s synth goes through where nothing is wrong, and nothing lies beside the manifests', () => {
  writeFileSync(join(folder, 'app.yaml'), NAMESPACE);
  const { status, stdout } = synth();
  expect([status, stdout]).toEqual([0, expect.stringContaining('1 manifest, 0 routes, 0 crossings: no findings')]);
  expect(readdirSync(join(folder, 'dist'))).toEqual(['shop.k8s.yaml']);
});

test('crossing.yaml counts: what it accepts is let through', () => {
  writeFileSync(join(folder, 'app.yaml'), `${NAMESPACE}---\n${ROUTE}`);
  const ignore = [{ rule: 'ref-not-permitted', subject: 'HTTPRoute shop/cart', reason: 'granted by hand' }];
  writeFileSync(join(folder, 'crossing.yaml'), JSON.stringify({ ignore }));
  expect(synth().status).toBe(0);
});

test('fails if failOn is no severity', () => {
  expect(() => new CrossingValidation({ failOn: 'fatal' as 'error' })).toThrow('failOn is "fatal": expected one of error, warning, note');
});
