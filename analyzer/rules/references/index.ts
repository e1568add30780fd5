export { backendNotFound } from './backend-not-found';
export { backendPortNotFound } from './backend-port-not-found';
export { extensionUnknown } from './extension-unknown';
export { invalidKind } from './invalid-kind';
export { refNotPermitted } from './ref-not-permitted';
export { unsupportedAppProtocol } from './unsupported-app-protocol';
