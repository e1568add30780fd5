export { hostnameConflict } from './hostname-conflict';
export { invalidRouteKinds } from './invalid-route-kinds';
export { invalidTlsConfig } from './invalid-tls-config';
export { listenerNameRepeated } from './listener-name-repeated';
export { listenersNotValid } from './listeners-not-valid';
export { protocolConflict } from './protocol-conflict';
export { unsupportedProtocol } from './unsupported-protocol';
export { unsupportedTlsMode } from './unsupported-tls-mode';
