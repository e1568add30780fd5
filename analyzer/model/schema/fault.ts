import type { Bound, BundleSet } from '../../../gateway-api';
import type { Path } from '../path';

/** What Kubernetes asks of the metadata of any object. */
export type MetadataKeyword =
  | 'object-name'
  | 'dns-label'
  | 'name-prefix'
  | 'label-key'
  | 'label-value'
  | 'annotation-key'
  | 'annotations-size'
  | 'finalizer'
  | 'finalizers-conflict'
  | 'owner-version'
  | 'owner-text'
  | 'owner-event'
  | 'owner-controller'
  | 'managed-fields'
  | 'resource-version'
  | 'timestamp';

/** What the API server refuses at one place of an object. */
export type Fault = {
  readonly path: Path;
  /** The bundles of CRDs that refuse it; all bits for what no CRD has a say in. */
  readonly bundles: BundleSet;
  /**
   * The one way of sending the object in which it is refused. @default - it is refused in any way
   */
  readonly by?: 'create' | 'server-side apply';
} & (
  | { readonly what: 'malformed'; readonly expected: string; readonly seen: string }
  | { readonly what: 'unknown-field'; readonly known: readonly string[] }
  | {
      readonly what: 'invalid-value';
      readonly keyword: Bound['keyword'] | 'repeated' | MetadataKeyword;
      readonly limit: unknown;
      readonly value: unknown;
    }
  | { readonly what: 'cross-field'; readonly rule: string; readonly message: string; readonly fix: string }
);
