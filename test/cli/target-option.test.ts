import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { targetOption } from '../../cli/input/target-option';
import { inProcess } from './in-process';

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: edge, sectionName: web }]
  rules: [{ name: first }]
`;
const CRD = (version: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: httproutes.gateway.networking.k8s.io
  annotations:
    gateway.networking.k8s.io/bundle-version: ${version}
    gateway.networking.k8s.io/channel: standard
`;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-target-')));
  writeFileSync(join(folder, 'route.yaml'), ROUTE);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function crossing(...args: readonly string[]) {
  const ended = await inProcess(folder, args);
  return { ...ended, last: ended.out.trimEnd().split('\n').at(-1) };
}

test.each([
  ['1.6-standard', { gatewayApi: '1.6', channel: 'standard' }],
  ['1.7-experimental', { gatewayApi: '1.7', channel: 'experimental' }],
  ['kong-1.3-experimental', { gatewayApi: '1.3', channel: 'experimental' }],
  ['generic-1.4-standard', { gatewayApi: '1.4', channel: 'standard' }],
])('%s names CRDs', (value, bundle) => {
  expect(targetOption(value)).toEqual(bundle);
});

test.each([
  ['1.8-experimental', '1.7-experimental'],
  ['1.1-standard', '1.3-standard'],
  ['v1.6.1', '1.6-standard'],
  ['1.5-standart', '1.5-standard'],
  ['kongg-1.3-experimental', 'kong-1.3-experimental'],
  ['', '1.7-standard'],
])('fails if the target is %s', (value, near) => {
  expect(() => targetOption(value)).toThrow(`and a channel (experimental, standard), such as ${near}`);
});

test('a wrong target of any length is repeated in part', () => {
  const message = /^--target is "1\.9{200,300}…": expected a release .+, such as 1\.7-standard$/;
  expect(() => targetOption(`1.${'9'.repeat(50_000)}`)).toThrow(message);
});

test('--target counts before the CRDs of the input and crossing.yaml', async () => {
  writeFileSync(join(folder, 'crossing.yaml'), 'target: { gatewayApi: "1.3", channel: standard }\n');
  expect((await crossing('check', 'route.yaml', '-o', 'json')).out).toContain('"rule": "unknown-field"');
  expect((await crossing('check', 'route.yaml', '-o', 'json', '--target', '1.6-standard')).out).not.toContain('unknown-field');
  writeFileSync(join(folder, 'crd.yaml'), CRD('v1.6.0'));
  expect((await crossing('check', '.', '-o', 'json')).out).not.toContain('unknown-field');
  expect((await crossing('check', '.', '-o', 'json', '--target', '1.3-standard')).out).toContain('"rule": "unknown-field"');
  expect((await crossing('status', '.', '--target', '1.3-standard')).out).toContain('refused by the API server');
  expect(await crossing('check', '.', '--target', '1.9-standard')).toMatchObject({
    code: 2,
    err: 'crossing: --target is "1.9-standard": expected a release (1.3, 1.4, 1.5, 1.6, 1.7) and a channel (experimental, standard), such as 1.7-standard\n',
  });
});

test('CRDs of a release that is not known yet are named with the one that counts', async () => {
  writeFileSync(join(folder, 'crd.yaml'), CRD('v1.9.2'));
  expect((await crossing('check', '.')).last).toContain('Gateway API 1.9 is not known: 1.7 counts');
  expect(JSON.parse((await crossing('check', '.', '-o', 'json')).out)).toMatchObject({ unknownRelease: { named: '1.9', counts: '1.7' } });
  expect((await crossing('status', '.')).err).toBe('Gateway API 1.9 is not known: 1.7 counts\n');
  expect((await crossing('check', '.', '--target', '1.7-standard')).last).not.toContain('not known');
});
