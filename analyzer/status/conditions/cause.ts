import type { Manifest } from '../../model/manifest';
import type { LabelSelector } from '../../model/objects';
import type { Path } from '../../model/path';
import type { Missing } from '../../model/problem';

/** Group, kind, namespace and name of what a field refers to; the namespace is filled in. */
export interface ReferenceTarget {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly port?: number;
}

/** A parentRef that gets no entry: the cluster stays silent about it. */
export interface NoStatus {
  readonly path: Path;
  readonly target: ReferenceTarget;
  /**
   * `mesh` and `kind`: not a parent that is judged; `absent`: it does not exist; `class`: its
   * GatewayClass does not exist; `parent`: it is a ListenerSet about which the cluster is silent
   * itself; `feature`: the assumed controller has no such kind of route or of parent.
   */
  readonly why: 'absent' | 'class' | 'feature' | 'kind' | 'mesh' | 'parent';
}

/** Who refers: the `from` that a ReferenceGrant would have to name. */
export interface Referrer {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

/** One `from` and one `to` of a ReferenceGrant, by their indexes. */
export interface GrantUse {
  readonly grant: Manifest<'ReferenceGrant'>;
  readonly from: number;
  readonly to: number;
}

/**
 * A ReferenceGrant that does not permit a reference, and what it would take; the nearest come
 * first.
 */
export interface NearGrant {
  readonly grant: Manifest<'ReferenceGrant'>;
  /** `namespace`: it lies in another namespace than the target. `from`, `to`: no entry matches. */
  readonly failed: readonly ('namespace' | 'from' | 'to')[];
}

/** What has listeners. */
export type Owner = Manifest<'Gateway'> | Manifest<'ListenerSet'>;

/** A listener and why a route does not attach to it; `Unknown` where the input cannot tell. */
export interface Candidate {
  readonly owner: Owner;
  readonly listener: string;
  /** Of the listener in its owner. */
  readonly path: Path;
  readonly failed: 'section' | 'port' | 'kind' | 'namespace' | 'hostname';
  readonly answer: 'False' | 'Unknown';
  readonly port?: number;
  readonly protocol?: string;
  readonly hostname?: string;
  /** Route kinds that the listener takes. */
  readonly kinds?: readonly string[];
  readonly from?: string;
  readonly selector?: LabelSelector;
  readonly missing: readonly Missing[];
}

interface Base {
  /** Of the offending field, in the object that the condition is about. */
  readonly path: Path;
  /** What would have to be in the input to tell; empty where the condition is False. */
  readonly missing: readonly Missing[];
}

interface ParentBase extends Base {
  readonly parent: Owner;
  readonly candidates: readonly Candidate[];
}

interface ReferenceBase extends Base {
  readonly target: ReferenceTarget;
}

/** Why a condition is False or Unknown: plain data, named after the platform's reason. */
export type Cause =
  | (ParentBase & { readonly why: 'no-matching-parent'; readonly sectionName?: string; readonly port?: number })
  | (ParentBase & { readonly why: 'not-allowed-by-listeners' })
  | (ParentBase & { readonly why: 'no-matching-listener-hostname'; readonly hostnames: readonly string[] })
  /**
   * The parent is not in the input and its namespace is open; or it is `silent`, as no controller
   * manages it.
   */
  | (Base & { readonly why: 'parent-unknown'; readonly target: ReferenceTarget; readonly noStatus?: NoStatus['why'] })
  /**
   * The parent is a ListenerSet that its Gateway refuses: controllers differ on what they report to
   * its routes.
   */
  | (Base & { readonly why: 'parent-refused'; readonly target: ReferenceTarget })
  | (ReferenceBase & {
      readonly why: 'ref-not-permitted';
      readonly from: Referrer;
      readonly grants: readonly NearGrant[];
      /** Whether the kind is for objects of its own namespace, so that no grant helps. */
      readonly local?: true;
    })
  | (ReferenceBase & { readonly why: 'backend-not-found' })
  | (ReferenceBase & { readonly why: 'backend-port-not-found'; readonly ports: readonly number[] })
  | (ReferenceBase & { readonly why: 'invalid-kind'; readonly allowed: readonly string[] })
  /** A filter of a kind that only some controller knows, and that is not in the input. */
  | (ReferenceBase & { readonly why: 'extension-unknown' })
  | (ReferenceBase & { readonly why: 'unsupported-app-protocol'; readonly appProtocol: string })
  /**
   * The input uses what the assumed controller does not have, and the API leaves open what follows.
   */
  | (Base & { readonly why: 'unsupported-feature'; readonly feature: string })
  | (Base & { readonly why: 'invalid-route-kinds'; readonly listener: string; readonly entry: string; readonly allowed: readonly string[] })
  | (ReferenceBase & {
      readonly why: 'invalid-certificate-ref' | 'invalid-ca-certificate-ref' | 'invalid-client-certificate-ref';
      /**
       * `kind`: no Secret or ConfigMap; `absent`: not there; `contents`: there, without what is
       * needed.
       */
      readonly fault: 'kind' | 'absent' | 'contents';
      readonly detail: string;
    })
  | (ReferenceBase & { readonly why: 'invalid-ca-certificate-kind' })
  | (Base & { readonly why: 'no-valid-ca-certificate' })
  | (Base & { readonly why: 'invalid-tls-config'; readonly listener: string })
  /** Of several certificates not all are bad. */
  | (Base & { readonly why: 'certificates-partly'; readonly listener: string })
  | (Base & { readonly why: 'unsupported-protocol'; readonly listener: string; readonly protocol: string })
  | (Base & { readonly why: 'unsupported-tls-mode'; readonly listener: string; readonly mode: string })
  | (Base & {
      readonly why: 'hostname-conflict' | 'protocol-conflict';
      readonly listener: string;
      readonly port: number;
      /** True where the name decides, as nothing tells which ListenerSet was created first. */
      readonly byName: boolean;
      readonly others: readonly {
        readonly owner: Owner;
        readonly listener: string;
        readonly path: Path;
      }[];
    })
  | (Base & { readonly why: 'listener-not-accepted'; readonly listener: string })
  | (Base & { readonly why: 'listeners-not-resolved' | 'listeners-not-valid'; readonly listeners: readonly string[] })
  | (Base & { readonly why: 'invalid-parameters'; readonly target: ReferenceTarget })
  | (Base & { readonly why: 'unsupported-address' | 'address-not-usable'; readonly type: string; readonly value: string | undefined })
  | (Base & { readonly why: 'class-not-found'; readonly className: string })
  | (Base & { readonly why: 'class-not-accepted'; readonly className: string })
  | (Base & { readonly why: 'not-allowed'; readonly parent: Manifest<'Gateway'>; readonly from: string; readonly selector?: LabelSelector })
  | (Base & { readonly why: 'parent-not-accepted' | 'parent-not-programmed'; readonly parent: Manifest<'Gateway'> })
  | (Base & {
      readonly why: 'target-not-found';
      readonly target: ReferenceTarget;
      readonly sectionName?: string;
      /** True where the policy has another target that is there. */
      readonly partly: boolean;
    })
  /** `byName`: nothing tells which policy was created first. */
  | (Base & { readonly why: 'conflicted'; readonly winner: Manifest<'BackendTLSPolicy'>; readonly byName: boolean })
  /** Objects have several definitions, and the answer is not the same with each of them. */
  | (Base & { readonly why: 'definitions-differ'; readonly objects: readonly string[] })
  /** A field of a Gateway that is known from partial manifests only, or that they contest. */
  | (Base & { readonly why: 'field-unknown' });

export type Why = Cause['why'];
