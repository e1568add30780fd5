import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import type { Entry } from '../sources/list-items';
import type { SourceDocument } from '../sources/source-text';

/** An object of a kind that is not read. */
export interface Other {
  readonly group: string;
  readonly kind: string;
  /** Absent where none is written: it may be in none, or in `default`. */
  readonly namespace?: string;
  readonly name: string;
}

/** What names an object of a kind that is not read, if it has a name. */
export function otherOf({ value, apiVersion, kind }: Entry, document: SourceDocument): Other | undefined {
  const name = valueAt(value, ['metadata', 'name']);
  const written = document.place.namespace ?? valueAt(value, ['metadata', 'namespace']) ?? '';
  const namespace = written === '' ? document.place.fallback : written;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') {
    return undefined;
  }
  return { group: groupOf(apiVersion), kind, name, ...(typeof namespace === 'string' && namespace !== '' ? { namespace } : {}) };
}
