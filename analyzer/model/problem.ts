import type { BundleSet } from '../../gateway-api';
import type { DeliveryProblem } from './deliveries/delivery';
import type { Manifest } from './manifest';
import type { ObjectRef } from './object-ref';
import type { Path } from './path';
import type { Fault } from './schema/fault';
import type { DeniedCrds, OlderCrds } from './sources/crd-changes';

/** What is wrong with the input itself, whatever a controller would say. */
export type Problem =
  /**
   * A document that is neither YAML nor JSON. `template` is true when it is refused because of a
   * `{{`.
   */
  | {
      readonly what: 'unparsable';
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly message: string;
      readonly context: boolean;
      readonly template: boolean;
    }
  /** What the API server refuses in an object, or may. */
  | (Fault & { readonly manifest: Manifest; readonly admission: Admission })
  /**
   * An object in a version that the CRDs of the cluster do not serve; `older` if these are older
   * than all that are known.
   */
  | { readonly what: 'version-not-served'; readonly manifest: Manifest; readonly older?: OlderCrds }
  /**
   * An object whose kind or apiVersion no release has, and that is spelled nearly as one of the
   * kinds that are read.
   */
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
  /** CRDs that the policy of those in the cluster denies. */
  | ({ readonly what: 'crds-denied' } & DeniedCrds)
  /** A delivery that is not rendered in full, or not at all. */
  | { readonly what: 'delivery'; readonly delivery: DeliveryProblem }
  /** Two or more whole manifests of one object; `manifest` is the one that is judged. */
  | { readonly what: 'duplicate'; readonly manifest: Manifest; readonly others: readonly Manifest[] }
  /**
   * Partial Gateways that say different things about one field: what the cluster ends with depends
   * on who comes last.
   */
  | {
      readonly what: 'admission-contested';
      readonly manifest: Manifest<'Gateway'>;
      readonly path: Path;
      readonly others: readonly { readonly manifest: Manifest<'Gateway'>; readonly path: Path }[];
    }
  /**
   * A partial Gateway that names a listener which the whole one lacks: the API server refuses it.
   */
  | {
      readonly what: 'partial-listener-missing';
      readonly manifest: Manifest<'Gateway'>;
      readonly path: Path;
      readonly listener: string;
      readonly whole: Manifest<'Gateway'>;
    };

/** How sure it is that the API server refuses an object for a fault. */
export interface Admission {
  /**
   * `all`: whichever CRDs the cluster has; `current`: those of Gateway API 1.5 and newer; `some`:
   * others.
   */
  readonly refusedBy: 'all' | 'current' | 'some';
  /**
   * Whether the CRDs of the cluster are known; if not, those count that know most of the object's
   * fields.
   */
  readonly known: boolean;
  /** The bundles among those that count which refuse it. */
  readonly bundles: BundleSet;
}

/** How much was read, for the line that ends a report. */
export interface Census {
  /** Objects of the kinds that are read, context included. */
  readonly objects: number;
  /**
   * Kubernetes objects of other kinds, and documents that were passed over as they cannot hold one
   * that is read.
   */
  readonly others: number;
  readonly files: number;
  /** Patches in kustomizations, of kinds that are read: they are not carried out. */
  readonly patches: number;
  /**
   * Objects of the kinds that are read and of which nothing can be determined, as something changes
   * them that is not carried out.
   */
  readonly unknown: number;
}

/** Files that are not applied as they stand, so that they are not judged. */
export interface Unapplied {
  /** With steps or assertions of a test. */
  readonly tests: readonly string[];
  /** With `<placeholders>` for somebody to fill in, which no delivery takes. */
  readonly placeholders: readonly string[];
}

/** An object that would have to be in the input to tell. */
export type Missing = Pick<ObjectRef, 'kind' | 'namespace' | 'name'> & {
  /**
   * Whether it is in the input, but the API server refuses it: the version before may be in the
   * cluster.
   */
  readonly refused?: boolean;
  /** Whether it is in the input, but something that is not carried out changes it. */
  readonly changed?: boolean;
  /** What is looked for when no single object is: `a ReferenceGrant`, `labels`, … */
  readonly sought?: string;
};
