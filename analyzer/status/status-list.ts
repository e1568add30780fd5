import type { Manifest } from '../model/manifest';
import type { Condition } from './conditions/condition';
import type { AncestorPrediction, ListenerPrediction, ParentPrediction, Prediction } from './conditions/prediction';

/** The API's bound on the entries of a policy's status. */
export const MOST_ANCESTORS = 16;

type PlainCondition = Omit<Condition, 'causes'>;

export interface StatusItem {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly status: Readonly<Record<string, unknown>> & { readonly conditions?: readonly PlainCondition[] };
}

/** The predicted status in Kubernetes' own shape. */
export interface StatusList {
  readonly apiVersion: 'v1';
  readonly kind: 'List';
  readonly items: readonly StatusItem[];
  /** The objects that the API server refuses, which have no status. @default - none is refused */
  readonly refused?: readonly Omit<StatusItem, 'status'>[];
}

/**
 * The contract of `crossing status -o json`: sorted, without the objects that are known from
 * context alone.
 */
export function statusList({ classes, gateways, listenerSets, routes, policies, refused }: Prediction): StatusList {
  const items = [
    ...classes.map(({ manifest, conditions }) => item(manifest, { conditions: conditions.map(plain) })),
    ...gateways.map(({ manifest, managed, conditions, listeners, attachedListenerSets }) =>
      item(manifest, {
        conditions: conditions.map(plain),
        ...(managed ? { listeners: listeners.map(listenerStatus), attachedListenerSets } : {}),
      }),
    ),
    ...listenerSets.map(({ manifest, conditions, listeners }) =>
      item(manifest, { conditions: conditions.map(plain), ...(listeners.length > 0 ? { listeners: listeners.map(listenerStatus) } : {}) }),
    ),
    ...routes.map(({ manifest, parents }) => item(manifest, { parents: parents.map(parentStatus) })),
    ...policies.map(({ manifest, ancestors }) => item(manifest, { ancestors: ancestors.slice(0, MOST_ANCESTORS).map(ancestorStatus) })),
  ];
  const never = refused.map(identity);
  return { apiVersion: 'v1', kind: 'List', items: items.flatMap((one) => one ?? []), ...(never.length > 0 && { refused: never }) };
}

function item(manifest: Manifest, status: StatusItem['status']): StatusItem | undefined {
  return manifest.context ? undefined : { ...identity(manifest), status };
}

function identity({ apiVersion, kind, name, namespace }: Manifest): Omit<StatusItem, 'status'> {
  return { apiVersion, kind, metadata: { name, ...(namespace === '' ? {} : { namespace }) } };
}

function plain({ type, status, reason, message }: Condition): PlainCondition {
  return { type, status, reason, message };
}

/**
 * An XListenerSet has to tell the port too, which its successor does not have.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerStatus; apis/v1/listenerset_types.go,
 * ListenerEntryStatus; v1.3.0, apisx/v1alpha1
 */
function listenerStatus({ owner, listener, supportedKinds, attachedRoutes, conditions }: ListenerPrediction) {
  const port = owner.kind === 'XListenerSet' && listener.port !== undefined ? { port: listener.port } : {};
  return { name: listener.name, ...port, supportedKinds, attachedRoutes, conditions: conditions.map(plain) };
}

/** @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteParentStatus */
function parentStatus({ parentRef, controllerName, conditions }: ParentPrediction) {
  return { parentRef, controllerName, conditions: conditions.map(plain) };
}

/** @see Gateway API v1.6.1, apis/v1/policy_types.go, PolicyAncestorStatus */
function ancestorStatus({ gateway, controllerName, conditions }: AncestorPrediction) {
  const { group, kind, namespace, name } = gateway;
  return { ancestorRef: { group, kind, namespace, name }, controllerName, conditions: conditions.map(plain) };
}
