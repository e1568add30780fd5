/**
 * A value as a CRD describes it. Children are numbers of nodes in `Data.nodes`, each of which
 * stands there once.
 */
export interface Schema {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  readonly format?: string;
  /** An expression of RE2. */
  readonly pattern?: string;
  readonly enum?: readonly (string | number)[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly oneOf?: readonly unknown[];
  /**
   * `map`: its items are distinguished by `keys`, `set`: by themselves; `atomic`, or absent: it
   * belongs to one applier whole.
   */
  readonly listType?: 'map' | 'set' | 'atomic';
  readonly keys?: readonly string[];
  readonly mapType?: 'atomic' | 'granular';
  readonly properties?: Readonly<Record<string, number>>;
  readonly items?: number;
  /** Of a map whose keys are free. */
  readonly values?: number;
}

/** A kind in the CRDs of all bundles, each named as `1.6 standard`. */
export interface KindData {
  readonly namespaced: boolean;
  /** The version in which each bundle stores its objects. */
  readonly stored: Record<string, string>;
  /** The node of each served version in each bundle. */
  readonly versions: Record<string, Record<string, number>>;
}

/** The CRDs of all releases and channels. */
export interface Data {
  /** The exact release of each bundle, by `1.6 standard`. */
  readonly bundles: Readonly<Record<string, string>>;
  /** By group and kind. */
  readonly kinds: Readonly<Record<string, KindData>>;
  readonly nodes: readonly Schema[];
}
