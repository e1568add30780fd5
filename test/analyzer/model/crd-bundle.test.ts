import { told, worldOf } from './world';

const CRD = (version: string, channel: string) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    gateway.networking.k8s.io/bundle-version: ${version}
    gateway.networking.k8s.io/channel: ${channel}
  name: httproutes.gateway.networking.k8s.io
`;
const URL = 'https://github.com/kubernetes-sigs/gateway-api';
const KUSTOMIZATION = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n';

const named = (...texts: string[]) => {
  const { bundle } = worldOf(texts);
  return bundle && `${bundle.gatewayApi} ${bundle.channel}`;
};

test.each([
  ['a CRD', CRD('v1.5.1', 'standard'), '1.5 standard'],
  ['a CRD of the experimental channel', CRD('v1.6.0', 'experimental'), '1.6 experimental'],
  ['a CRD of a release that is not known yet', CRD('v1.9.0', 'standard'), '1.7 standard'],
  ['a CRD of a release that is too old', CRD('v1.1.0', 'standard'), undefined],
  ['a URL of a release', `${KUSTOMIZATION}  - ${URL}/releases/download/v1.6.1/experimental-install.yaml`, '1.6 experimental'],
  ['a remote base', `${KUSTOMIZATION}  - ${URL}/config/crd?ref=v1.3.0`, '1.3 standard'],
  [
    'a GitRepository',
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: a}\nspec:\n  url: ${URL}\n  ref:\n    tag: v1.7.0`,
    '1.7 standard',
  ],
  ['a comment', `${KUSTOMIZATION}  # - ${URL}/releases/download/v1.6.1/standard-install.yaml\n  - a.yaml`, undefined],
  ['another project', `${KUSTOMIZATION}  - https://github.com/example/gateway?ref=v1.6.1`, undefined],
])('%s says which CRDs the cluster has', (_, text, bundle) => {
  expect(named(text)).toBe(bundle);
});

test('CRDs of the main branch of the project are of no release, and not of one that is too old', () => {
  const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a, namespace: b}\nspec: {}\n';
  const problems = (version: string) => worldOf([CRD(version, 'standard'), route]).problems.map(({ what }) => what);
  expect(problems('v0.0.0-dev')).toEqual([]);
  expect(problems('v0.8.1')).toEqual(['version-not-served']);
});

test('the directory that a Kustomization takes says which channel', () => {
  const repository = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: a}\nspec:\n  url: ${URL}\n  ref:\n    tag: v1.7.0`;
  const path = (channel: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${channel}}\nspec:\n  path: ./config/crd/${channel}`;
  expect(named(repository, path('experimental'))).toBe('1.7 experimental');
  expect(named(repository, path('experimental'), path('standard'))).toBe('1.7 standard');
});

test('CRDs that are delivered take the place of those in the context, unless the cluster denies it', () => {
  const installed = (version: string, channel: string) => [CRD(version, channel)];
  const delivered = (version: string, channel: string, ...context: string[]) => {
    const { bundle, problems } = worldOf(CRD(version, channel), context);
    return [`${bundle?.gatewayApi} ${bundle?.channel}`, ...problems.map(told)];
  };
  expect(delivered('v1.7.0', 'standard', ...installed('v1.6.1', 'standard'))).toEqual(['1.7 standard']);
  expect(delivered('v1.6.1', 'standard', ...installed('v1.7.0', 'standard'))).toEqual(['1.7 standard', expect.stringContaining('older')]);
  expect(delivered('v1.6.1', 'standard', ...installed('v1.6.3', 'standard'))).toEqual(['1.6 standard']);
  expect(delivered('v1.7.0', 'experimental', ...installed('v1.6.1', 'standard'))).toEqual([
    '1.6 standard',
    expect.stringContaining('channel'),
  ]);
  expect(delivered('v1.5.1', 'experimental', ...installed('v1.7.0', 'experimental'))).toEqual(['1.5 experimental']);
  expect(delivered('v1.4.1', 'experimental', ...installed('v1.7.0', 'experimental'))).toEqual([
    '1.7 experimental',
    expect.stringContaining('older'),
  ]);
  expect(delivered('monthly-2026.10', 'experimental', ...installed('v1.7.0', 'experimental'))).toEqual([
    '1.7 experimental',
    expect.stringContaining('monthly'),
  ]);
  expect(delivered('v1.3.0', 'experimental', ...installed('v1.4.1', 'standard'))).toEqual(['1.3 experimental']);
});

test('sources that disagree say nothing', () => {
  expect(named(CRD('v1.5.1', 'standard'), CRD('v1.6.1', 'standard'))).toBeUndefined();
});

test('what the command line says counts before what the sources hold, and this before what the settings say', () => {
  const said = { gatewayApi: '1.3', channel: 'standard' } as const;
  expect(worldOf(CRD('v1.5.1', 'standard'), [], { fallback: said }).bundle).toEqual({ gatewayApi: '1.5', channel: 'standard' });
  expect(worldOf(CRD('v1.5.1', 'standard'), [], { bundle: said }).bundle).toEqual(said);
});

test('a release that is not known yet is named', () => {
  expect(worldOf(CRD('v1.9.0', 'standard')).bundle).toEqual({ gatewayApi: '1.7', channel: 'standard', standsFor: '1.9' });
});

test('a field that the CRDs of the input do not have is refused', () => {
  const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: a, namespace: b}
spec: {rules: [{name: one}]}`;
  expect(worldOf(route).problems).toEqual([]);
  expect(worldOf([route, CRD('v1.3.0', 'standard')]).refused.map(({ name }) => name)).toEqual(['a']);
  expect(worldOf([route, CRD('v1.4.0', 'standard')]).problems).toEqual([]);
});

test('an object of an experimental kind is asked about, and judged no further', () => {
  const world = worldOf(`
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: {name: a, namespace: b}
spec: {type: ExternalHostname, port: {number: 80}, protocol: HTTP}
---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XMesh
metadata: {name: m}
spec: {controllerName: example.com/mesh}`);
  expect(world.problems.map(told)).toEqual(['cross-field XBackend b/a spec: member-by-type']);
});
