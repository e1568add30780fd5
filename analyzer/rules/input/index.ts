export { duplicateObject } from './duplicate-object';
export { malformed } from './malformed';
export { unknownField } from './unknown-field';
export { versionNotServed } from './version-not-served';
