export { admissionContested } from './admission-contested';
export { admissionLost } from './admission-lost';
export { defaultsNotWritten } from './defaults-not-written';
export { partialGatewayNotFound } from './partial-gateway-not-found';
export { partialGatewayUnprotected } from './partial-gateway-unprotected';
export { partialGatewayWithPort } from './partial-gateway-with-port';
export { partialListenerMissing } from './partial-listener-missing';
