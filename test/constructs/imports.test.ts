import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as bindings from '../../imports/gateway.networking.k8s.io';
import { importCrds } from '../../scripts/import';

const committed = join(__dirname, '../../imports');
const bundle = join(__dirname, '../../../shared/gateway-api/crds/experimental-v1.6.1.yaml');
const whereBundleIs = existsSync(bundle) ? test : test.skip;

whereBundleIs('imports/ is byte for byte what the CRDs give (skipped without ../shared/gateway-api/crds)', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'crossing-imports-'));
  try {
    importCrds([bundle], fresh);
    expect(readdirSync(fresh)).toEqual(readdirSync(committed));
    for (const file of readdirSync(fresh)) {
      expect(readFileSync(join(fresh, file)).equals(readFileSync(join(committed, file)))).toBe(true);
    }
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

test('every kind of the Gateway API is bound in the versions that some target serves', () => {
  const classes = Object.values(bindings).filter((it) => typeof it === 'function' && 'GVK' in it) as {
    GVK: { apiVersion: string; kind: string };
  }[];
  expect(classes.map(({ GVK }) => `${GVK.kind} ${GVK.apiVersion.split('/')[1]}`)).toMatchInlineSnapshot(`
[
  "BackendTLSPolicy v1",
  "Gateway v1",
  "GatewayClass v1",
  "GRPCRoute v1",
  "HTTPRoute v1",
  "ListenerSet v1",
  "ReferenceGrant v1",
  "ReferenceGrant v1beta1",
  "TCPRoute v1",
  "TCPRoute v1alpha2",
  "TLSRoute v1",
  "TLSRoute v1alpha2",
  "UDPRoute v1",
  "UDPRoute v1alpha2",
]
`);
});
