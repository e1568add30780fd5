import { CHANNELS, GROUP, type Kind, RELEASES, VERSIONS, versionsOf } from '../../gateway-api';
import { apiVersion, type Controller } from '../../targets';

const kinds = Object.keys(VERSIONS) as Kind[];

test('the versions that are written are those that are served', () => {
  for (const kind of kinds) {
    expect([...VERSIONS[kind]].sort()).toEqual(versionsOf(GROUP, kind).sort());
  }
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
experimental 1.7  v1 v1 v1 v1 v1 v1 v1beta1 v1 v1 v1
standard     1.3  - v1 v1 v1 v1 - v1beta1 - - -
standard     1.4  v1 v1 v1 v1 v1 - v1beta1 - - -
standard     1.5  v1 v1 v1 v1 v1 v1 v1beta1 - v1 -
standard     1.6  v1 v1 v1 v1 v1 v1 v1beta1 v1 v1 v1
standard     1.7  v1 v1 v1 v1 v1 v1 v1beta1 v1 v1 v1"
`);
});

test('the versions written for kong', () => {
  expect(written('kong')).toMatchInlineSnapshot(`
"BackendTLSPolicy GRPCRoute Gateway GatewayClass HTTPRoute ListenerSet ReferenceGrant TCPRoute TLSRoute UDPRoute
experimental 1.3  v1alpha3 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.4  v1 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.5  v1 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.6  v1 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
experimental 1.7  v1 v1 v1 v1 v1 - v1beta1 v1alpha2 v1alpha2 v1alpha2
standard     1.3  - v1 v1 v1 v1 - v1beta1 - - -
standard     1.4  v1 v1 v1 v1 v1 - v1beta1 - - -
standard     1.5  v1 v1 v1 v1 v1 - v1beta1 - - -
standard     1.6  v1 v1 v1 v1 v1 - v1beta1 - - -
standard     1.7  v1 v1 v1 v1 v1 - v1beta1 - - -"
`);
});

test('kong gets ReferenceGrant v1beta1, wherever it runs', () => {
  for (const gatewayApi of RELEASES) {
    for (const channel of CHANNELS) {
      expect(apiVersion({ controller: 'kong', gatewayApi, channel }, 'ReferenceGrant')).toBe('gateway.networking.k8s.io/v1beta1');
    }
  }
});
