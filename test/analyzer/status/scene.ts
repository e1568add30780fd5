import { formatRef } from '../../../analyzer/model/object-ref';
import type { Cause, Why } from '../../../analyzer/status/conditions/cause';
import type { Condition } from '../../../analyzer/status/conditions/condition';
import type { ListenerPrediction, ParentPrediction, Prediction } from '../../../analyzer/status/conditions/prediction';
import { type PredictOptions, predict } from '../../../analyzer/status/predict';
import { storedWorld } from '../model/world';

const GROUP = 'gateway.networking.k8s.io';

export interface Piece {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
}

/** An object by its `namespace/name`, or by its name alone. */
function piece(apiVersion: string, kind: string, id: string, rest: object, metadata: object = {}): Piece {
  const [name, namespace] = id.split('/').reverse();
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...metadata }, ...rest };
}

export function namespace(name: string, labels: object = {}): Piece {
  return piece('v1', 'Namespace', name, {}, { labels });
}

export function gatewayClass(name: string, spec: object = {}): Piece {
  return piece(`${GROUP}/v1`, 'GatewayClass', name, { spec: { controllerName: 'example.net/controller', ...spec } });
}

export function listener(fields: object = {}): object {
  return { name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } }, ...fields };
}

export function https(fields: object = {}): object {
  return listener({ port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] }, ...fields });
}

export function gateway(id: string, listeners: readonly object[] = [listener()], spec: object = {}): Piece {
  return piece(`${GROUP}/v1`, 'Gateway', id, { spec: { gatewayClassName: 'class', listeners, ...spec } });
}

export function listenerSet(id: string, listeners: readonly object[], parentRef: object, metadata: object = {}): Piece {
  return piece(`${GROUP}/v1`, 'ListenerSet', id, { spec: { parentRef, listeners } }, metadata);
}

export function route(id: string, spec: object = {}, kind = 'HTTPRoute'): Piece {
  const parentRefs = [{ name: 'gw', namespace: 'infra' }];
  return piece(`${GROUP}/v1`, kind, id, { spec: { parentRefs, rules: [{}], ...spec } });
}

export function service(id: string, spec: object = { ports: [{ port: 80 }] }): Piece {
  return piece('v1', 'Service', id, { spec });
}

export function secret(id: string, data: object = PAIR, type = 'kubernetes.io/tls'): Piece {
  return piece('v1', 'Secret', id, { type, stringData: data });
}

export function configMap(id: string, data: object = { 'ca.crt': CERTIFICATE }): Piece {
  return piece('v1', 'ConfigMap', id, { data });
}

export function grant(id: string, from: object, to: object): Piece {
  const spec = { from: [{ group: GROUP, kind: 'HTTPRoute', namespace: 'apps', ...from }], to: [{ group: '', kind: 'Service', ...to }] };
  return piece(`${GROUP}/v1beta1`, 'ReferenceGrant', id, { spec });
}

export function policy(id: string, spec: object, metadata: object = {}): Piece {
  return piece(`${GROUP}/v1`, 'BackendTLSPolicy', id, { spec }, metadata);
}

/** PEM by its looks; no certificate stands in it. */
export const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n';
export const PAIR = { 'tls.crt': CERTIFICATE, 'tls.key': KEY };

export function predicted(pieces: readonly Piece[], options?: PredictOptions): Prediction {
  const text = pieces.map((one) => JSON.stringify(one)).join('\n---\n');
  return predict(storedWorld([{ path: 'scene.yaml', text }]), options);
}

function found<T extends { readonly manifest: Parameters<typeof formatRef>[0] }>(all: readonly T[], ref: string): T {
  const one = all.find(({ manifest }) => formatRef(manifest) === ref);
  if (one === undefined) {
    throw new Error(`${ref} is not among ${all.map(({ manifest }) => formatRef(manifest)).join(', ')}`);
  }
  return one;
}

export function parentsOf(prediction: Prediction, ref: string): readonly ParentPrediction[] {
  return found(prediction.routes, ref).parents;
}

export function silencesOf(prediction: Prediction, ref: string): readonly string[] {
  return found(prediction.routes, ref).noStatus.map(({ path, why }) => `${path.join('.')} ${why}`);
}

/** The conditions of the only, or first, parent of a route. */
export function routeSays(prediction: Prediction, ref: string, index = 0): readonly string[] {
  return (parentsOf(prediction, ref)[index]?.conditions ?? []).map(brief);
}

export function says(prediction: Prediction, ref: string): readonly string[] {
  const all = [...prediction.classes, ...prediction.gateways, ...prediction.listenerSets];
  return found<(typeof all)[number]>(all, ref).conditions.map(brief);
}

export function listenersOf({ gateways, listenerSets }: Prediction, ref: string): readonly ListenerPrediction[] {
  const all = [...gateways, ...listenerSets];
  return found<(typeof all)[number]>(all, ref).listeners;
}

export function listenerOf(prediction: Prediction, ref: string, name = 'web'): ListenerPrediction {
  const one = listenersOf(prediction, ref).find(({ listener }) => listener.name === name);
  if (one === undefined) {
    throw new Error(`${ref} has no listener ${name}`);
  }
  return one;
}

export function listenerSays(prediction: Prediction, ref: string, name?: string): readonly string[] {
  return listenerOf(prediction, ref, name).conditions.map(brief);
}

/** `Accepted`, where a condition is healthy; else `Accepted=False NotAllowedByListeners`. */
export function brief({ type, status, reason }: Condition): string {
  if (status === 'True' && (reason === type || (type === 'Accepted' && reason === 'Accepted'))) {
    return type;
  }
  return `${type}=${status} ${reason}`;
}

/** The causes of one kind in a list of conditions. */
export function causesOf<W extends Why>(conditions: readonly Condition[], why: W): readonly Extract<Cause, { readonly why: W }>[] {
  return conditions.flatMap(({ causes }) => causes).filter((cause): cause is Extract<Cause, { readonly why: W }> => cause.why === why);
}
