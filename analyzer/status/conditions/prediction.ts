import type { Manifest } from '../../model/manifest';
import type { Listener, ParentReference, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import type { Cause, GrantUse, NoStatus, ReferenceTarget } from './cause';
import type { Condition, Truth } from './condition';

/** A group and kind of route, as in `supportedKinds`. */
export interface RouteGroupKind {
  readonly group: string;
  readonly kind: string;
}

/** One reference of a route, Gateway, ListenerSet or policy to another object. */
export interface Reference {
  /** Of the reference in its object. */
  readonly path: Path;
  readonly role: 'backend' | 'mirror' | 'external-auth' | 'certificate' | 'ca-certificate' | 'client-certificate';
  readonly target: ReferenceTarget;
  readonly status: Truth;
  readonly cause?: Cause;
  /**
   * Every pair of `from` and `to` that permits it, in lists that references may share; empty within
   * one namespace.
   */
  readonly grants: readonly (readonly GrantUse[])[];
}

/** One entry of `status.listeners`. */
export interface ListenerPrediction {
  readonly owner: Manifest<'Gateway'> | Manifest<'ListenerSet'>;
  readonly listener: Listener;
  /** Of the listener in its owner. */
  readonly path: Path;
  readonly supportedKinds: readonly RouteGroupKind[];
  /** Counts each route that is accepted through this listener once. */
  readonly attachedRoutes: number;
  readonly routes: readonly Manifest<RouteKind>[];
  readonly conditions: readonly Condition[];
}

export interface GatewayPrediction {
  readonly manifest: Manifest<'Gateway'>;
  /** False where no controller of the input's classes manages it. */
  readonly managed: boolean;
  /**
   * Its GatewayClass is not in the input, and something there may bring it: it is judged as if it
   * were there and accepted.
   */
  readonly assumed?: Cause;
  readonly controllerName: string;
  /**
   * Whether routes of equal hosts are ordered by their own hostnames; undefined if nothing in the
   * input says it.
   */
  readonly ownHostnamesFirst?: boolean;
  readonly conditions: readonly Condition[];
  readonly listeners: readonly ListenerPrediction[];
  readonly attachedListenerSets: number;
  readonly references: readonly Reference[];
}

export interface ListenerSetPrediction {
  readonly manifest: Manifest<'ListenerSet'>;
  /** Absent where the parent is not in the input. */
  readonly gateway?: GatewayPrediction;
  /** Why no controller will ever write a status, where that is so. */
  readonly noStatus?: NoStatus;
  readonly conditions: readonly Condition[];
  readonly listeners: readonly ListenerPrediction[];
  readonly references: readonly Reference[];
}

/** One entry of a route's `status.parents`. */
export interface ParentPrediction {
  /** Of the parentRef in the route. */
  readonly path: Path;
  /** As written, with defaults. */
  readonly parentRef: ParentReference;
  readonly target: ReferenceTarget;
  /** Absent where the parent is not in the input. */
  readonly parent?: Manifest<'Gateway'> | Manifest<'ListenerSet'>;
  readonly controllerName: string;
  /** Accepted, ResolvedRefs. */
  readonly conditions: readonly Condition[];
  /** The listeners that the route attaches to through this reference. */
  readonly listeners: readonly ListenerPrediction[];
}

export interface RoutePrediction {
  readonly manifest: Manifest<RouteKind>;
  readonly parents: readonly ParentPrediction[];
  readonly noStatus: readonly NoStatus[];
  readonly references: readonly Reference[];
}

export interface AncestorPrediction {
  readonly gateway: Manifest<'Gateway'>;
  readonly controllerName: string;
  readonly conditions: readonly Condition[];
}

export interface PolicyPrediction {
  readonly manifest: Manifest<'BackendTLSPolicy'>;
  /** What each ancestor gets; if no Gateway reaches a target, nobody writes it. */
  readonly conditions: readonly Condition[];
  readonly ancestors: readonly AncestorPrediction[];
  readonly references: readonly Reference[];
}

export interface ClassPrediction {
  readonly manifest: Manifest<'GatewayClass'>;
  readonly conditions: readonly Condition[];
}

/**
 * What a conforming controller would write, each list sorted as the world's. Holds what is known
 * from context too.
 */
export interface Prediction {
  readonly classes: readonly ClassPrediction[];
  readonly gateways: readonly GatewayPrediction[];
  readonly listenerSets: readonly ListenerSetPrediction[];
  /** All five kinds, one kind after the other. */
  readonly routes: readonly RoutePrediction[];
  readonly policies: readonly PolicyPrediction[];
  /** The objects that the API server refuses: no controller sees them. */
  readonly refused: readonly Manifest[];
}
