export type { Bound } from './bounds';
export { brokenLimits } from './broken-limits';
export * from './bundles';
export { counted, limitText, PATTERN_WORDS } from './limit-text';
export { type MergedField, type MergedSchema, mergedSchema, NOTHING, once } from './merged';
export { patternHolds } from './patterns';
export { isClusterScoped, servedIn, servedSince, storedIn, versionsOf } from './schemas';
