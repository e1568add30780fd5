import { type Bound, counted, limitText } from '../../../gateway-api';
import type { Fault, MetadataKeyword } from '../../model/schema/fault';
import { quoted } from '../../text/words';

type InvalidValue = Extract<Fault, { readonly what: 'invalid-value' }>;

const METADATA_WORDS: Readonly<Record<MetadataKeyword, string>> = {
  'object-name': 'a DNS name of at most 253 characters: a-z, 0-9, inner "-", and "." between labels',
  'dns-label': 'a DNS label of at most 63 characters: a-z, 0-9 and inner "-"',
  'label-key': 'a key of at most 63 letters, digits, "-", "_" and ".", if needed after a DNS name and "/"',
  'label-value': 'the value of a label: at most 63 letters, digits, "-", "_" and "."',
  'annotation-key': 'a key of at most 63 letters, digits, "-", "_" and ".", if needed after a DNS name and "/"',
  'annotations-size': 'annotations of at most 256 KiB in all',
  finalizer: 'a name such as "example.com/finalizer"',
  'finalizers-conflict': '"orphan" or "foregroundDeletion", not both',
  'name-prefix': 'the beginning of a DNS name: a-z, 0-9, inner "-", and "." between labels',
  'owner-version': 'an apiVersion such as "v1" or "apps/v1"',
  'owner-text': 'a text',
  'owner-event': 'another object than an Event',
  'owner-controller': 'at most one with controller: true',
  'managed-fields': 'none, as the API server writes them itself',
  'resource-version': 'a number that the API server gave',
  timestamp: 'a time such as "2026-01-31T12:00:00Z"',
};

/** What to do about what no other value makes right. */
const METADATA_FIXES: { readonly [K in InvalidValue['keyword']]?: string } = {
  'finalizers-conflict': 'remove one of the two',
  'owner-event': 'remove the reference',
  'owner-controller': 'leave controller: true on one of them',
  'managed-fields': 'remove managedFields',
  'resource-version': 'remove resourceVersion',
  timestamp: 'remove the field: the API server writes it itself',
};

const LONGEST = 80;

/** The value of a field, as a message shows it. */
export function valueText({ keyword, value }: Pick<InvalidValue, 'keyword' | 'value'>): string {
  if (keyword === 'annotations-size') {
    return 'too many characters';
  }
  if (Array.isArray(value)) {
    return counted(value.length, 'item');
  }
  if (typeof value === 'object' && value !== null) {
    return counted(Object.keys(value).length, 'entry', 'entries');
  }
  if (keyword === 'maxLength') {
    return `a text of ${counted([...String(value)].length, 'character')}`;
  }
  return typeof value === 'string' ? quoted(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value) : String(value);
}

/** What to do about it. */
export function fixText(refusal: Pick<InvalidValue, 'keyword' | 'limit'>): string {
  return METADATA_FIXES[refusal.keyword] ?? `write ${expectedText(refusal)}`;
}

/** What belongs in its place. */
export function expectedText({ keyword, limit }: Pick<InvalidValue, 'keyword' | 'limit'>): string {
  return keyword === 'repeated'
    ? ''
    : (METADATA_WORDS[keyword as MetadataKeyword] ?? limitText({ keyword: keyword as Bound['keyword'], limit }));
}
