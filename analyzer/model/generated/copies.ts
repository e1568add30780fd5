import { valueAt } from '../path';
import { isFilledIn, type Making, making, text } from './making';

const REFLECTED = 'reflector.v1.k8s.emberstack.com/reflection-auto-enabled';
/** Annotations that hold the namespaces into which an object is copied. */
const COPIED_TO = ['reflector.v1.k8s.emberstack.com/reflection-auto-namespaces', 'replicator.v1.mittwald.de/replicate-to'];
/** Annotations of what is copied into namespaces that only the cluster knows. */
const COPIED_SOMEWHERE = ['replicator.v1.mittwald.de/replicate-to-matching', 'kubed.appscode.com/sync'];
/** Annotations and labels of what somebody else fills in. */
const FILLED_IN = [
  'reflector.v1.k8s.emberstack.com/reflects',
  'replicator.v1.mittwald.de/replicate-from',
  'service.beta.openshift.io/inject-cabundle',
  'config.openshift.io/inject-trusted-cabundle',
  'cert-manager.io/certificate-name',
  'avp.kubernetes.io/path',
];
/** With one of these, Flux leaves alone what others fill in. */
const KEPT_BY_FLUX: ReadonlySet<unknown> = new Set(['IfNotPresent', 'Merge', 'Ignore']);
/**
 * What a tool replaces before or while the object is applied: `<path:secret/data/tls#crt>`,
 * `ref+vault://…`, `vault:secret/data/tls#crt`, `op://…`, `${TLS_CRT}`.
 */
const REPLACED = /^\s*(?:<[^>]+>\s*$|ref\+[a-z0-9]+:\/\/|vault:\S+#|op:\/\/|\$ANSIBLE_VAULT|U2FsdGVkX1)/;
/**
 * What somebody is to put in: `REPLACE_WITH_CA`, `<your certificate>`, `...` between the lines of a
 * PEM.
 */
const TO_BE_FILLED_IN = /^[ \t]*(?:[A-Z]+(?:_[A-Z0-9]+)+|<[^<>\n]+>|\.{3}|…)[ \t]*\r?$/m;
const SERVING_CERTIFICATE = ['service.beta.openshift.io/serving-cert-secret-name', 'service.alpha.openshift.io/serving-cert-secret-name'];

const NAMESPACE = /^[a-z0-9-]+$/;

/**
 * Where the annotations stand that a Secret gets, in what makes it; `name` is where its name
 * stands.
 */
const TEMPLATES: ReadonlyMap<string, { readonly annotations: readonly string[]; readonly name: readonly string[] }> = new Map([
  ['Certificate', { annotations: ['spec', 'secretTemplate', 'annotations'], name: ['spec', 'secretName'] }],
  ['SealedSecret', { annotations: ['spec', 'template', 'metadata', 'annotations'], name: ['spec', 'template', 'metadata', 'name'] }],
  ['ExternalSecret', { annotations: ['spec', 'target', 'template', 'metadata', 'annotations'], name: ['spec', 'target', 'name'] }],
  ['OnePasswordItem', { annotations: ['metadata', 'annotations'], name: [] }],
]);

/**
 * What is copied into other namespaces, as annotations ask for it, and the certificate of a Service
 * on OpenShift.
 */
export function copiesOf(kind: string, value: unknown, namespace: string, name: string | undefined): readonly Making[] {
  if (kind === 'Service') {
    const secret = SERVING_CERTIFICATE.map((key) => text(value, 'metadata', 'annotations', key)).find((found) => found !== undefined);
    return secret === undefined ? [] : [making('Secret', namespace, secret)];
  }
  if (kind === 'Secret' || kind === 'ConfigMap') {
    return copies(kind, valueAt(value, ['metadata', 'annotations']), name);
  }
  const template = TEMPLATES.get(kind);
  if (template === undefined) {
    return [];
  }
  return copies('Secret', valueAt(value, template.annotations), text(value, ...template.name) ?? name);
}

function copies(kind: 'Secret' | 'ConfigMap', annotations: unknown, name: string | undefined): readonly Making[] {
  if (typeof annotations !== 'object' || annotations === null) {
    return [];
  }
  const annotation = (key: string) => valueAt(annotations, [key]);
  const lists = COPIED_TO.flatMap((key) => annotation(key) ?? []);
  if (lists.length === 0) {
    return annotation(REFLECTED) === 'true' || COPIED_SOMEWHERE.some((key) => annotation(key) !== undefined)
      ? [making(kind, undefined, name)]
      : [];
  }
  return lists.flatMap((list) =>
    String(list)
      .split(',')
      .map((entry) => making(kind, NAMESPACE.test(entry.trim()) ? entry.trim() : undefined, name)),
  );
}

/**
 * Why the contents of a Secret or ConfigMap are not those that the cluster has; `undefined` if they
 * are.
 */
export function contentsUnknown(value: unknown): string | undefined {
  if (valueAt(value, ['sops']) !== undefined || isEncrypted(value)) {
    return 'is encrypted by SOPS';
  }
  if (holds(value, (item) => REPLACED.test(item) || TO_BE_FILLED_IN.test(item) || isFilledIn(item))) {
    return 'is filled in before it is applied';
  }
  if (KEPT_BY_FLUX.has(valueAt(value, ['metadata', 'annotations', 'kustomize.toolkit.fluxcd.io/ssa']))) {
    return 'is filled in by others than Flux';
  }
  for (const key of FILLED_IN) {
    if (valueAt(value, ['metadata', 'annotations', key]) !== undefined || valueAt(value, ['metadata', 'labels', key]) !== undefined) {
      return `is filled in by ${key.slice(0, key.indexOf('/'))}`;
    }
  }
  return undefined;
}

function isEncrypted(value: unknown): boolean {
  return holds(value, (item) => item.startsWith('ENC['));
}

function holds(value: unknown, isSo: (item: string) => boolean): boolean {
  return ['data', 'stringData', 'binaryData'].some((field) => {
    const data = valueAt(value, [field]);
    return typeof data === 'object' && data !== null && Object.values(data).some((item) => typeof item === 'string' && isSo(item));
  });
}
