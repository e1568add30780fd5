export type { Manifest } from './model/manifest';
export { formatRef, groupOf, type ObjectRef } from './model/object-ref';
export type * from './model/objects';
export type { Location, Path } from './model/path';
export type { World } from './model/world';
export type { CertificateInspector } from './status/certificates';
export type { PredictOptions } from './status/predict';
export type * from './status/prediction';
export type * from './status/status-list';
