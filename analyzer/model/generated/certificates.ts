import { annotationEntries } from '../annotation-entries';
import { valueAt } from '../path';
import { type Generate, items, type Making, making, text } from './making';

const ISSUER = /^cert-manager\.io\/(?:(?:cluster-)?issuer|issuer-(?:kind|group|name))$/;
const IGNORED_LISTENERS = 'cert-manager.io/ignore-tls-listeners';

function annotationsOf(value: unknown): Readonly<Record<string, unknown>> {
  const annotations = valueAt(value, ['metadata', 'annotations']);
  return typeof annotations === 'object' && annotations !== null ? (annotations as Record<string, unknown>) : {};
}

function hasIssuer(value: unknown): boolean {
  return Object.keys(annotationsOf(value)).some((key) => ISSUER.test(key));
}

/**
 * Why cert-manager makes no certificate for a reference of a listener, although the Gateway names
 * an issuer. `undefined` if it makes one, or if no issuer is named.
 *
 * @see cert-manager, documentation of the annotated Gateway resource
 */
export function notIssued(owner: unknown, listener: unknown, reference: unknown, namespace: string): string | undefined {
  if (!hasIssuer(owner)) {
    return undefined;
  }
  const name = valueAt(listener, ['name']);
  if (annotationEntries(owner, IGNORED_LISTENERS).some((entry) => entry === name)) {
    return `${IGNORED_LISTENERS} names this listener`;
  }
  if (text(listener, 'hostname') === undefined && valueAt(listener, ['hostname']) === undefined) {
    return 'the listener has no hostname';
  }
  if (valueAt(listener, ['tls', 'mode']) === 'Passthrough') {
    return 'the listener passes TLS through';
  }
  const other = valueAt(reference, ['namespace']) ?? namespace;
  return other === namespace ? undefined : 'the certificateRef names another namespace';
}

/**
 * The certificates that cert-manager issues for the listeners of an annotated Gateway or
 * ListenerSet.
 */
const listeners: Generate = (value, namespace) => {
  if (!hasIssuer(value)) {
    return [];
  }
  return items(value, 'spec', 'listeners').flatMap((listener) =>
    items(listener, 'tls', 'certificateRefs')
      .filter((reference) => notIssued(value, listener, reference, namespace) === undefined)
      .map((reference) => making('Secret', namespace, text(reference, 'name'))),
  );
};

const ingress: Generate = (value, namespace) =>
  hasIssuer(value) ? items(value, 'spec', 'tls').map((entry) => making('Secret', namespace, text(entry, 'secretName'))) : [];

/**
 * The HTTPRoutes of an issuer that answers ACME challenges through a Gateway: they attach from the
 * namespace of each Certificate.
 *
 * @see cert-manager, documentation of the HTTP01 solver, gatewayHTTPRoute
 */
function solverRoutes(value: unknown, namespace: string | undefined): Making[] {
  const solvers = items(value, 'spec', 'acme', 'solvers');
  return solvers.some((solver) => valueAt(solver, ['http01', 'gatewayHTTPRoute']) !== undefined)
    ? [making('HTTPRoute', namespace, undefined)]
    : [];
}

const issued: Generate = (value, namespace) => [making('Secret', namespace, text(value, 'spec', 'secretName'))];

/** What issues certificates, by group and kind. */
export const CERTIFICATES: readonly (readonly [kind: string, generate: Generate])[] = [
  ...['cert-manager.io', 'certmanager.k8s.io', 'networking.internal.knative.dev'].map((group) => [`${group}/Certificate`, issued] as const),
  [
    'cert.gardener.cloud/Certificate',
    (value, namespace, name) => [
      making(
        'Secret',
        text(value, 'spec', 'secretRef', 'namespace') ?? namespace,
        text(value, 'spec', 'secretName') ?? text(value, 'spec', 'secretRef', 'name') ?? name,
      ),
    ],
  ],
  ['cert-manager.io/ClusterIssuer', (value) => solverRoutes(value, undefined)],
  ['cert-manager.io/Issuer', (value, namespace) => solverRoutes(value, namespace)],
  ['networking.k8s.io/Ingress', ingress],
  ['gateway.networking.k8s.io/Gateway', listeners],
  ['gateway.networking.k8s.io/ListenerSet', listeners],
  ['gateway.networking.x-k8s.io/XListenerSet', listeners],
];
