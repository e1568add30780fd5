import type { Manifest } from './manifest';
import type { ObjectRef } from './object-ref';
import type { Path } from './path';

/** What is wrong with the input itself, whatever a controller would say. */
export type Problem =
  /** A document that is no YAML or JSON. `template` is true when it is refused because of a `{{`. */
  | {
      readonly what: 'unparsable';
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly message: string;
      readonly context: boolean;
      readonly template: boolean;
    }
  /** A value of a type that the API server refuses, or a required one that is missing (`seen` is then `nothing`). */
  | { readonly what: 'malformed'; readonly manifest: Manifest; readonly path: Path; readonly expected: string; readonly seen: string }
  /** A field that no release of the Gateway API, or no metadata, has; `known` are those that it could be. */
  | { readonly what: 'unknown-field'; readonly manifest: Manifest; readonly path: Path; readonly known: readonly string[] }
  /** An object whose kind or apiVersion no release has, and that is spelled nearly as one of ours. */
  | {
      readonly what: 'misspelt';
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly context: boolean;
      readonly field: 'apiVersion' | 'kind';
      readonly written: string;
      readonly meant: string;
      /** `HttpRoute shop/web`: the object, as it is called. */
      readonly object: string;
    }
  /** Two or more whole manifests of one object; `manifest` is the one that is judged. */
  | { readonly what: 'duplicate'; readonly manifest: Manifest; readonly others: readonly Manifest[] }
  /** Partial Gateways that say different things about one field: what the cluster ends with depends on who comes last. */
  | {
      readonly what: 'admission-contested';
      readonly manifest: Manifest<'Gateway'>;
      readonly path: Path;
      readonly others: readonly { readonly manifest: Manifest<'Gateway'>; readonly path: Path }[];
    }
  /** A partial Gateway that names a listener which the whole one lacks: the API server refuses it. */
  | {
      readonly what: 'partial-listener-missing';
      readonly manifest: Manifest<'Gateway'>;
      readonly path: Path;
      readonly listener: string;
      readonly whole: Manifest<'Gateway'>;
    };

/** How much was read, for the line that ends a report. */
export interface Census {
  /** Objects of the kinds that are read, context included. */
  readonly objects: number;
  /** Kubernetes objects of other kinds, and documents that were passed over as they cannot hold one that is read. */
  readonly others: number;
  readonly files: number;
  /** Patches in kustomizations, of kinds that are read: they are not carried out. */
  readonly patches: number;
}

/** Files that are not applied as they stand, so that they are not judged. */
export interface Unapplied {
  /** With steps or assertions of a test. */
  readonly tests: number;
  /** With `<placeholders>` for somebody to fill in, which no delivery takes. */
  readonly placeholders: number;
}

/** An object that would have to be in the input to tell. */
export type Missing = Pick<ObjectRef, 'kind' | 'namespace' | 'name'> & {
  /** What is looked for when no single object is: `a ReferenceGrant`, `labels`, … */
  readonly sought?: string;
};
