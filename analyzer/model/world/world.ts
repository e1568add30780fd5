import type { Made } from '../generated/making';
import type { Manifest } from '../manifest';
import type { Kind } from '../objects';
import type { Census, Problem, Unapplied } from '../problem';
import type { SeenBundle } from '../sources/crd-bundle';
import type { Crds } from '../sources/crd-changes';

/** All objects of the input, context included. Plain reading only: nothing here judges. */
export interface World {
  /** Every object of a kind, sorted by namespace and name. */
  all<K extends Kind>(kind: K): readonly Manifest<K>[];
  /** Every object of a kind in one namespace, sorted by name. */
  in<K extends Kind>(kind: K, namespace: string): readonly Manifest<K>[];
  /** `group` tells a ListenerSet from an XListenerSet; the default is the kind's present group. */
  get<K extends Kind>(kind: K, namespace: string, name: string, group?: string): Manifest<K> | undefined;
  /**
   * Whether the input holds an object of any group and kind, also of the kinds that are not read.
   */
  has(group: string, kind: string, namespace: string, name: string): boolean;
  /**
   * Whether an object of this kind that is not in the input does not exist: the namespace's
   * Namespace object is in the input, nothing opens the namespace, such as a chart that is
   * delivered there, and nothing in the input may make the object. `name` matters for what other
   * objects may bring about by name. Of GatewayClasses others have to be in the input, and nothing
   * that may bring one.
   */
  closed(kind: Kind | 'Other', namespace: string, name?: string): boolean;
  /**
   * The object of a kind in a namespace, by name or any, that the API server refuses: an earlier
   * version of it may be in the cluster.
   */
  refusedIn(kind: Kind | 'Other', namespace: string, name?: string): Manifest | undefined;
  /**
   * Whether an object is in the input, and something changes it that is not carried out, so that
   * nothing is known of it, or of the labels of a Namespace.
   */
  changed(kind: string, namespace: string, name: string): boolean;
  /**
   * Whether something in the input makes an object of this very name: a Certificate, a
   * SealedSecret, a trust-manager Bundle, …
   */
  makes(kind: Kind, namespace: string, name: string): boolean;
  /**
   * Whether a JSON patch that stands in a file of its own may change a path of some object, such as
   * `/spec/listeners`: what it is applied to is not in the input.
   */
  mayBePatched(path: string): boolean;
  /**
   * What in the input may bring objects of a kind that are not in it, such as a chart, with the
   * namespace that it brings them into, if known.
   */
  makersOf(kind: Kind): readonly Pick<Made, 'namespace' | 'by'>[];
  /**
   * The labels of a namespace, `kubernetes.io/metadata.name` always among them; `complete` is false
   * if its Namespace object is not in the input, or something may add some.
   */
  labels(namespace: string): { readonly labels: Readonly<Record<string, string>>; readonly complete: boolean };
  /**
   * The same world with other definitions of the objects that are defined more than once,
   * differently: none of them is preferred, so what does not hold in all of these worlds is not
   * certain.
   */
  readonly alternatives: readonly World[];
  /** The definitions of each object that has several. */
  readonly ambiguous: readonly (readonly Manifest[])[];
  readonly problems: readonly Problem[];
  /** The CRDs that the cluster has, if they are known. */
  readonly bundle: SeenBundle | undefined;
  /** Where the input holds or names the CRDs that the cluster gets, or has if it gets none. */
  readonly crds: readonly Crds[];
  /**
   * The objects that the API server refuses for certain, so that they are never stored: no other
   * question here knows them.
   */
  readonly refused: readonly Manifest[];
  readonly census: Census;
  readonly unapplied: Unapplied;
  /** The same world, telling `onRead` each kind that is looked at. */
  watched(onRead: (kind: Kind) => void): World;
}
