export { admissionContested } from './admission-contested';
export { admissionLost } from './admission-lost';
export { partialGatewayNotFound } from './partial-gateway-not-found';
export { partialGatewayWithPort } from './partial-gateway-with-port';
export { partialListenerMissing } from './partial-listener-missing';
