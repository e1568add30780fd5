import { isClusterWide, modelOf } from '../kinds';
import { formatRef, groupOf } from '../object-ref';
import type { Kind } from '../objects';
import { valueAt } from '../path';
import { entriesIn } from '../sources/list-items';
import { mayHold } from '../sources/may-hold';
import type { Delivered } from './follow';

/** An object of the kinds that are read, as a delivery brings it. */
export interface DeliveredObject {
  /** Group, kind, namespace, name and destination, as JSON. */
  readonly identity: string;
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
  /** As messages name it. */
  readonly subject: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** A Gateway that says a part only, on purpose. */
  readonly partial: boolean;
}

/** By destination. */
type Objects = Map<string, readonly DeliveredObject[]>;

const objectsByTexts = new WeakMap<Delivered['texts'], Objects>();

/**
 * The objects of a delivery whose namespace is known and that no engine changes in a way that is
 * not carried out; parsed once.
 */
export function deliveredObjects(delivered: Delivered): readonly DeliveredObject[] {
  const { texts, delivery } = delivered;
  const known: Objects = objectsByTexts.get(texts) ?? new Map();
  objectsByTexts.set(texts, known);
  const objects = known.get(delivery.destination) ?? [...objectsIn(delivered)];
  known.set(delivery.destination, objects);
  return objects;
}

function* objectsIn({ delivery, texts }: Delivered): Generator<DeliveredObject> {
  for (const { text, place } of texts) {
    if (!mayHold(text) || place.unknown !== undefined || (place.changed?.length ?? 0) > 0) {
      continue;
    }
    for (const { value, apiVersion, kind } of entriesIn(text, mayHold)) {
      const group = typeof apiVersion === 'string' ? groupOf(apiVersion) : undefined;
      const model = group === undefined || typeof kind !== 'string' ? undefined : modelOf(group, kind);
      if (model === undefined) {
        continue;
      }
      const inNamespace = place.namespace ?? valueAt(value, ['metadata', 'namespace']) ?? place.fallback ?? '';
      const name = String(model === 'Namespace' && place.namespace !== undefined ? place.namespace : valueAt(value, ['metadata', 'name']));
      const namespace = isClusterWide(model) ? '' : String(inNamespace);
      yield {
        identity: JSON.stringify([group, model, namespace, name, delivery.destination].map(String)),
        kind: model,
        namespace,
        name,
        subject: formatRef({ kind: model, namespace, name }),
        value: value as Readonly<Record<string, unknown>>,
        partial: model === 'Gateway' && valueAt(value, ['spec', 'gatewayClassName']) === undefined,
      };
    }
  }
}
