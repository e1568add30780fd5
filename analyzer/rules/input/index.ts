export { deliveryIncomplete } from './delivery-incomplete';
export { duplicateObject } from './duplicate-object';
export { invalidValue } from './invalid-value';
export { malformed } from './malformed';
export { objectDeliveredTwice } from './object-delivered-twice';
export { unknownField } from './unknown-field';
export { unknownKind } from './unknown-kind';
export { versionNotServed } from './version-not-served';
