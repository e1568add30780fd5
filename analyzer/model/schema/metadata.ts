import { isQualifiedName } from '../../../gateway-api';
import type { Path } from '../path';
import type { Fault, MetadataKeyword } from './fault';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const MOST_ANNOTATIONS = 256 * 1024;

/** What Kubernetes asks of the metadata of any object, whatever its CRD says. */
const RULES: Readonly<Record<MetadataKeyword, (text: string) => boolean>> = {
  'object-name': (text: string) => text.length <= 253 && SUBDOMAIN.test(text),
  namespace: (text: string) => text.length <= 63 && LABEL.test(text),
  'label-key': isQualifiedName,
  'label-value': (text: string) => text.length <= 63 && LABEL_VALUE.test(text),
  'annotation-key': (text: string) => isQualifiedName(text.toLowerCase()),
  'annotations-size': (text: string) => bytes(text) <= MOST_ANNOTATIONS,
  finalizer: isQualifiedName,
};

const REPEATED = { what: 'invalid-value', keyword: 'repeated', limit: [], bundles: ~0, by: 'server-side apply' } as const;

/** In UTF-8. */
function bytes(text: string): number {
  let count = 0;
  for (const letter of text) {
    count += letter < '\u0080' ? 1 : letter < '\u0800' ? 2 : letter.length === 2 ? 4 : 3;
  }
  return count;
}

interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
}

/** The faults of the metadata of an object, whose values are of their types. */
export function metadataFaults({ name, namespace, labels = {}, annotations = {}, finalizers = [] }: Metadata): Fault[] {
  const faults: Fault[] = [];
  const ask = (keyword: MetadataKeyword, text: string | undefined, ...path: Path) => {
    if (text !== undefined && !RULES[keyword](text)) {
      faults.push({ what: 'invalid-value', path: ['metadata', ...path], keyword, limit: undefined, value: text, bundles: ~0 });
    }
  };
  ask('object-name', name, 'name');
  ask('namespace', namespace === '' ? undefined : namespace, 'namespace');
  for (const [key, value] of Object.entries(labels)) {
    ask('label-key', key, 'labels', key);
    ask('label-value', value, 'labels', key);
  }
  for (const key of Object.keys(annotations)) {
    ask('annotation-key', key, 'annotations', key);
  }
  ask('annotations-size', Object.entries(annotations).flat().join(''), 'annotations');
  for (const [index, finalizer] of finalizers.entries()) {
    ask('finalizer', finalizer, 'finalizers', index);
    if (finalizers.indexOf(finalizer) < index) {
      faults.push({ ...REPEATED, path: ['metadata', 'finalizers', index], value: finalizer });
    }
  }
  return faults;
}
