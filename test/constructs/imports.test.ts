import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as argoCd from '../../imports/argoproj.io';
import * as gatewayApi from '../../imports/gateway.networking.k8s.io';
import * as kustomizations from '../../imports/kustomize.toolkit.fluxcd.io';
import * as sources from '../../imports/source.toolkit.fluxcd.io';
import { importCrds } from '../../scripts/import';

const committed = join(__dirname, '../../imports');
const shared = join(__dirname, '../../../shared');
const crds = [
  'gateway-api/crds/experimental-v1.7.0.yaml',
  'gitops/crds/argo-cd-3.6-application.yaml',
  'gitops/crds/argo-cd-3.6-appproject.yaml',
  'gitops/crds/flux-gitrepositories.yaml',
  'gitops/crds/flux-kustomizations.yaml',
  'gitops/crds/flux-ocirepositories.yaml',
].map((file) => join(shared, file));
const ifCrdsAreThere = crds.every((file) => existsSync(file)) ? test : test.skip;

ifCrdsAreThere('imports/ is byte for byte what the CRDs give (skipped without the CRDs of ../shared)', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'crossing-imports-'));
  try {
    importCrds(crds, fresh);
    expect(readdirSync(fresh)).toEqual(readdirSync(committed));
    for (const file of readdirSync(fresh)) {
      expect(readFileSync(join(fresh, file)).equals(readFileSync(join(committed, file)))).toBe(true);
    }
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

test('every kind that is written is bound in the versions that somebody serves', () => {
  const bindings = [gatewayApi, argoCd, kustomizations, sources].flatMap((group) => Object.values(group));
  const classes = bindings.filter((it) => typeof it === 'function' && 'GVK' in it) as {
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
  "AppProject v1alpha1",
  "Application v1alpha1",
  "Kustomization v1",
  "GitRepository v1",
  "OCIRepository v1",
]
`);
});
