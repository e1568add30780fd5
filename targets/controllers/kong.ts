import type { Profile } from './profile';

/** Kong Ingress Controller 3.5. */
export const kong: Profile = {
  // It looks for v1beta1 of ReferenceGrant when it starts, has no ListenerSet, and reads the routes
  // of streams if its feature gate GatewayAlpha is on.
  reads: {
    ListenerSet: [],
    ReferenceGrant: ['v1beta1'],
    TCPRoute: ['v1alpha2'],
    TLSRoute: ['v1alpha2'],
    UDPRoute: ['v1alpha2'],
  },
  // It refuses the filters at admission, a parentRef with a port makes its status flap without end,
  // and the rest is younger than the release that it is built on.
  notHonoured: {
    GRPCRoute: ['parentRefs[].port', 'rules[].filters[].requestMirror', 'useDefaultGateways'],
    Gateway: ['allowedListeners', 'defaultScope', 'tls'],
    HTTPRoute: [
      'parentRefs[].port',
      'rules[].filters[].cors',
      'rules[].filters[].externalAuth',
      'rules[].filters[].requestMirror',
      'rules[].backendRefs[].filters',
      'useDefaultGateways',
    ],
    TCPRoute: ['parentRefs[].port', 'useDefaultGateways'],
    TLSRoute: ['parentRefs[].port', 'useDefaultGateways'],
    UDPRoute: ['parentRefs[].port', 'useDefaultGateways'],
  },
  // It starts to read GRPCRoutes once their v1 is served.
  oldestCrds: '1.1',
  backendKinds: ['Service'],
};
