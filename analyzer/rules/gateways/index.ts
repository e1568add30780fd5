export { addressNotUsable } from './address-not-usable';
export { classNotAccepted } from './class-not-accepted';
export { classNotFound } from './class-not-found';
export { invalidParameters } from './invalid-parameters';
export { listenerSetNotAllowed } from './listener-set-not-allowed';
export { unsupportedAddress } from './unsupported-address';
export { unsupportedFeature } from './unsupported-feature';
