export { grantForAttachment } from './grant-for-attachment';
export { grantKindUnknown } from './grant-kind-unknown';
export { grantSameNamespace } from './grant-same-namespace';
export { grantUnused } from './grant-unused';
export { grantWiderThanUsed } from './grant-wider-than-used';
