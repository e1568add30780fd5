import type { ObjectRef } from './object-ref';
import type { Kind, Kinds } from './objects';
import type { Location, Path } from './path';

/**
 * One object of the input. Where several manifests make up one object (partial Gateways), it stands
 * for the merged object.
 */
export interface Manifest<K extends Kind = Kind> extends ObjectRef {
  /** The kind under which the object is found in a `World`: `ListenerSet` for an XListenerSet. */
  readonly model: K;
  readonly group: string;
  /**
   * With CRD defaults applied; values of a wrong type are left out, each with a `malformed`
   * problem. A partial Gateway, alone or among `parts`, has the defaults of what it says whole only
   * (an entry of `kinds`, a certificate reference).
   */
  readonly object: Kinds[K];
  /** True when the object is known from context alone. */
  readonly context: boolean;
  /** Whether what delivers it fills in no variables, so that `${x}` in it is text. */
  readonly literal: boolean;
  readonly file: string;
  /**
   * The manifests that were merged into this one, partial ones first; the manifest itself where
   * nothing was merged.
   */
  readonly parts: readonly Manifest<K>[];
  /**
   * Whether the value at a path, or its absence, is what the cluster has. False for what a Gateway
   * known from partial manifests alone does not say, and for what they contest, which is absent
   * from `object`. Ask for the field itself, not for what holds it.
   */
  known(path: Path): boolean;
  /**
   * The object as it stands in its file, without defaults. Its document is read anew for it: meant
   * for findings, not for loops. Of a merged object, its first part.
   */
  written(): unknown;
  /**
   * The part that says the value at a path, and the path within it, as list indexes may differ
   * there.
   */
  origin(path: Path): { readonly manifest: Manifest<K>; readonly path: Path };
  /**
   * Where the value at a path is written: its key, or the item of a list; for a path that is not
   * written, its nearest ancestor.
   */
  locate(path: Path): Location;
  /** Who has the value at a path made from another one; `undefined` if the file says it. */
  renderedBy(path: Path): RenderedBy | undefined;
}

/** Who has a value made from what a file says. */
export interface RenderedBy {
  /** Such as `Kustomization flux-system/apps`. */
  readonly by: string;
  /** Whether the file is a template of a chart. */
  readonly template: boolean;
}
