import { isQualifiedName } from '../../../gateway-api';
import { append } from '../../text/append';
import type { Path } from '../path';
import type { Fault, MetadataKeyword } from './fault';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const TIMESTAMP = /^\d{4}-(\d\d)-(\d\d)T([01]?\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[-+]([01]\d|2[0-4]):([0-5]\d|60))$/;
const MOST_ANNOTATIONS = 256 * 1024;
const MOST_RESOURCE_VERSION = 2n ** 64n;

type TextKeyword = Exclude<MetadataKeyword, 'finalizers-conflict' | 'owner-controller' | 'managed-fields'>;

/** What Kubernetes asks of the metadata of any object, whatever its CRD says. */
const RULES: Readonly<Record<TextKeyword, (text: string) => boolean>> = {
  'object-name': isSubdomain,
  'dns-label': (text) => text.length <= 63 && LABEL.test(text),
  // What follows a "-" at the end is generated.
  'name-prefix': (text) => isSubdomain(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text),
  'label-key': isQualifiedName,
  'label-value': (text) => text.length <= 63 && LABEL_VALUE.test(text),
  'annotation-key': (text) => isQualifiedName(text.toLowerCase()),
  'annotations-size': (text) => bytes(text) <= MOST_ANNOTATIONS,
  finalizer: isQualifiedName,
  'owner-version': (text) => /^([^/]*\/)?[^/]+$/.test(text),
  'owner-text': (text) => text !== '',
  'owner-event': (text) => text !== 'v1 Event',
  'resource-version': (text) => text === '' || (/^\d{1,20}$/.test(text) && BigInt(text) < MOST_RESOURCE_VERSION),
  timestamp: isTimestamp,
};

const INVALID = { what: 'invalid-value', limit: undefined, bundles: ~0 } as const;
const BY_APPLY = { by: 'server-side apply' } as const;
const REPEATED = { ...INVALID, ...BY_APPLY, keyword: 'repeated', limit: [] } as const;
/** Either of them says what becomes of dependents. */
const DELETION_FINALIZERS = ['orphan', 'foregroundDeletion'];

function isSubdomain(text: string): boolean {
  return text.length <= 253 && SUBDOMAIN.test(text);
}

function isTimestamp(text: string): boolean {
  const [, month, day] = TIMESTAMP.exec(text) ?? [];
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
}

/** In UTF-8. */
function bytes(text: string): number {
  let count = 0;
  for (const letter of text) {
    count += letter < '\u0080' ? 1 : letter < '\u0800' ? 2 : letter.length === 2 ? 4 : 3;
  }
  return count;
}

interface Owner {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

const OWNER_FIELDS = ['apiVersion', 'kind', 'name', 'uid', 'blockOwnerDeletion'] as const;

interface Metadata {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly Owner[];
  readonly managedFields?: readonly unknown[];
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

/** What the kind of an object has to do with its metadata. */
export interface MetadataTerms {
  /** Whether its name may have no dots, as that of a Namespace or Service. */
  readonly label: boolean;
  readonly namespaced: boolean;
}

/** The faults of the metadata of an object, whose values are of their types. */
export function metadataFaults(metadata: Metadata, { label, namespaced }: MetadataTerms): Fault[] {
  const { labels = {}, annotations = {}, finalizers = [], ownerReferences = [] } = metadata;
  const faults: Fault[] = [];
  const ask = (keyword: TextKeyword, text: string | undefined, path: Path, by: Pick<Fault, 'by'> = {}) => {
    if (text !== undefined && !RULES[keyword](text)) {
      faults.push({ ...INVALID, ...by, path: ['metadata', ...path], keyword, value: text });
    }
  };
  ask(label ? 'dns-label' : 'object-name', metadata.name, ['name']);
  ask('name-prefix', metadata.generateName || undefined, ['generateName']);
  ask('dns-label', (namespaced && metadata.namespace) || undefined, ['namespace']);
  ask('resource-version', metadata.resourceVersion, ['resourceVersion'], BY_APPLY);
  ask('timestamp', metadata.creationTimestamp, ['creationTimestamp'], { by: 'create' });
  ask('timestamp', metadata.deletionTimestamp, ['deletionTimestamp'], { by: 'create' });
  for (const [key, value] of Object.entries(labels)) {
    ask('label-key', key, ['labels', key]);
    ask('label-value', value, ['labels', key]);
  }
  for (const key of Object.keys(annotations)) {
    ask('annotation-key', key, ['annotations', key]);
  }
  ask('annotations-size', Object.entries(annotations).flat().join(''), ['annotations']);
  const known = new Set<string>();
  for (const [index, finalizer] of finalizers.entries()) {
    ask('finalizer', finalizer, ['finalizers', index]);
    if (known.size === known.add(finalizer).size) {
      faults.push({ ...REPEATED, path: ['metadata', 'finalizers', index], value: finalizer });
    }
  }
  if (DELETION_FINALIZERS.every((finalizer) => known.has(finalizer))) {
    faults.push({ ...INVALID, path: ['metadata', 'finalizers'], keyword: 'finalizers-conflict', value: DELETION_FINALIZERS });
  }
  append(faults, ownerFaults(ownerReferences, ask));
  if (metadata.managedFields !== undefined) {
    faults.push({ ...INVALID, ...BY_APPLY, path: ['metadata', 'managedFields'], keyword: 'managed-fields', value: metadata.managedFields });
  }
  return faults;
}

function* ownerFaults(
  owners: readonly Owner[],
  ask: (keyword: TextKeyword, text: string | undefined, path: Path) => void,
): Generator<Fault> {
  const known = new Set<string>();
  for (const [index, owner] of owners.entries()) {
    const at = ['ownerReferences', index];
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      const path = [...at, field];
      if (owner[field] === undefined) {
        yield { what: 'malformed', path: ['metadata', ...path], expected: 'string', seen: 'nothing', bundles: ~0 };
      } else {
        ask(field === 'apiVersion' ? 'owner-version' : 'owner-text', owner[field], path);
      }
    }
    ask('owner-event', `${owner.apiVersion} ${owner.kind}`, at);
    if (owner.uid !== undefined && known.size === known.add(owner.uid).size) {
      yield { ...REPEATED, path: ['metadata', ...at], limit: ['uid'], value: owner };
    }
  }
  // Of owners that are alike in all, a creation keeps one.
  const controllers = new Set(
    owners.filter(({ controller }) => controller).map((owner) => OWNER_FIELDS.map((field) => owner[field]).join()),
  );
  if (controllers.size > 1) {
    yield { ...INVALID, path: ['metadata', 'ownerReferences'], keyword: 'owner-controller', value: owners };
  }
}
