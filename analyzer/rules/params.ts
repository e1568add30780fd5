import type { ReferenceParams } from './catalog-references';

/** What a finding of each rule knows beside its place: plain data. Each part of the catalog brings its own. */
export interface FindingParams extends ReferenceParams {}
