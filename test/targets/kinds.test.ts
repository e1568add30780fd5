import { CHANNELS, type Kind, RELEASES, VERSIONS } from '../../gateway-api';
import { apiVersion, type Controller, servedApiVersions } from '../../targets';
import { crdsOf, testOnBundles } from './bundles';

const kinds = Object.keys(VERSIONS) as Kind[];

testOnBundles('the served versions are those of the CRDs', (bundle) => {
  const { channel, gatewayApi, crds } = crdsOf(bundle);
  const known = kinds.map((kind) => [kind, servedApiVersions({ controller: 'generic', gatewayApi, channel }, kind).sort()]);
  const served = kinds.map((kind) => {
    const specs = crds.find((crd) => crd.kind === kind)?.specs ?? {};
    return [
      kind,
      Object.keys(specs)
        .sort()
        .map((version) => `gateway.networking.k8s.io/${version}`),
    ];
  });
  expect(Object.fromEntries(known)).toEqual(Object.fromEntries(served));
});

function written(controller: Controller): string {
  const rows = CHANNELS.flatMap((channel) =>
    RELEASES.map((gatewayApi) => {
      const versions = kinds.map((kind) => apiVersion({ controller, gatewayApi, channel }, kind)?.split('/')[1] ?? '-');
      return `${channel.padEnd(12)} ${gatewayApi}  ${versions.join(' ')}`;
    }),
  );
  return [kinds.join(' '), ...rows].join('\n');
}

test('the versions written for a generic controller', () => {
  expect(written('generic')).toMatchInlineSnapshot(`
"BackendTLSPolicy GRPCRoute Gateway GatewayClass HTTPRoute ListenerSet ReferenceGrant TCPRoute TLSRoute UDPRoute
experimental 1.3  v1alpha3 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.4  v1 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.5  v1 v1 v1 v1 v1 v1 v1beta1 v1alpha2 v1 v1alpha2
experimental 1.6  v1 v1 v1 v1 v1 v1 v1beta1 v1 v1 v1
standard     1.3  - v1 v1 v1 v1 - v1beta1 - - -
standard     1.4  v1 v1 v1 v1 v1 - v1beta1 - - -
standard     1.5  v1 v1 v1 v1 v1 v1 v1beta1 - v1 -
standard     1.6  v1 v1 v1 v1 v1 v1 v1beta1 v1 v1 v1"
`);
});

test('the versions written for kong', () => {
  expect(written('kong')).toMatchInlineSnapshot(`
"BackendTLSPolicy GRPCRoute Gateway GatewayClass HTTPRoute ListenerSet ReferenceGrant TCPRoute TLSRoute UDPRoute
experimental 1.3  v1alpha3 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.4  v1 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.5  v1 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.6  v1 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
standard     1.3  - v1 v1 v1 v1 - v1beta1 - - -
standard     1.4  v1 v1 v1 v1 v1 - v1beta1 - - -
standard     1.5  v1 v1 v1 v1 v1 - v1beta1 - - -
standard     1.6  v1 v1 v1 v1 v1 - v1beta1 - - -"
`);
});

test('kong gets ReferenceGrant v1beta1, wherever it runs', () => {
  for (const gatewayApi of RELEASES) {
    for (const channel of CHANNELS) {
      expect(apiVersion({ controller: 'kong', gatewayApi, channel }, 'ReferenceGrant')).toBe('gateway.networking.k8s.io/v1beta1');
    }
  }
});
