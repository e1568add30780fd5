export type { Bound } from './bounds';
export * from './bundles';
export { type MergedField, type MergedSchema, mergedSchema, NOTHING } from './merged';
export { patternHolds } from './patterns';
export { isClusterScoped, servedIn, versionsOf } from './schemas';
