import { valueAt } from '../path';

/** What an object may bring about that is not in the input. */
export interface Making {
  /** `Anything`: what a release holds. */
  readonly kind: 'Secret' | 'ConfigMap' | 'Anything';
  /** Absent for every namespace. */
  readonly namespace?: string;
  /** Absent where the name cannot be told. */
  readonly name?: string;
}

const CERT_MANAGER = /^cert-manager\.io\/(?:cluster-)?issuer$/;

function text(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function items(value: unknown, ...path: (string | number)[]): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

function named(kind: Making['kind'], namespace: string | undefined, name: string | undefined): Making {
  return { kind, ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }) };
}

type Make = (value: unknown, namespace: string, name: string | undefined) => readonly Making[];

function release(...targets: string[][]): Make {
  return (value, namespace) => [named('Anything', targets.map((path) => text(value, ...path)).find(Boolean) ?? namespace, undefined)];
}

const MAKERS: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['cert-manager.io/Certificate', (value, namespace) => [named('Secret', namespace, text(value, 'spec', 'secretName'))]],
  [
    'bitnami.com/SealedSecret',
    (value, namespace, name) => [named('Secret', namespace, text(value, 'spec', 'template', 'metadata', 'name') ?? name)],
  ],
  [
    'external-secrets.io/ExternalSecret',
    (value, namespace, name) => [
      named('Secret', namespace, text(value, 'spec', 'target', 'name') ?? name),
      named('ConfigMap', namespace, text(value, 'spec', 'target', 'name') ?? name),
    ],
  ],
  ['external-secrets.io/ClusterExternalSecret', () => [named('Secret', undefined, undefined)]],
  ['helm.toolkit.fluxcd.io/HelmRelease', release(['spec', 'targetNamespace'])],
  ['helm.cattle.io/HelmChart', release(['spec', 'targetNamespace'])],
  ['argoproj.io/Application', (value) => [named('Anything', text(value, 'spec', 'destination', 'namespace') ?? 'default', undefined)]],
  [
    'networking.k8s.io/Ingress',
    (value, namespace) =>
      hasIssuer(value) ? items(value, 'spec', 'tls').map((entry) => named('Secret', namespace, text(entry, 'secretName'))) : [],
  ],
  ['gateway.networking.k8s.io/Gateway', certificatesOfListeners],
  ['gateway.networking.k8s.io/ListenerSet', certificatesOfListeners],
  ['gateway.networking.x-k8s.io/XListenerSet', certificatesOfListeners],
]);

function hasIssuer(value: unknown): boolean {
  const annotations = valueAt(value, ['metadata', 'annotations']);
  return typeof annotations === 'object' && annotations !== null && Object.keys(annotations).some((key) => CERT_MANAGER.test(key));
}

function certificatesOfListeners(value: unknown, namespace: string): readonly Making[] {
  if (!hasIssuer(value)) return [];
  return items(value, 'spec', 'listeners')
    .flatMap((listener) => items(listener, 'tls', 'certificateRefs'))
    .map((reference) => named('Secret', text(reference, 'namespace') ?? namespace, text(reference, 'name')));
}

/** What an object, as it was parsed, may bring about by other hands: a certificate issued, a secret unsealed, a chart installed. */
export function makingsOf(group: string, kind: string, value: unknown, namespace: string, name: string | undefined): readonly Making[] {
  return MAKERS.get(`${group}/${kind}`)?.(value, namespace, name) ?? [];
}
