import type { Path } from '../path';
import { isMap } from '../schema/check-shape';

/** An object as it was parsed, with what it is called by itself or by the list around it. */
export interface Entry {
  readonly value: Record<string, unknown>;
  readonly apiVersion: unknown;
  readonly kind: unknown;
  /** Of the object in its document. */
  readonly root: Path;
}

const LIST = 'List';

/** The objects of a document: itself, or what a List, HTTPRouteList, … holds, however deep. Other values are no objects. */
export function entriesOf(value: unknown): Entry[] {
  const entries: Entry[] = [];
  collect(value, undefined, undefined, []);
  return entries;

  function collect(value: unknown, listVersion: unknown, itemKind: string | undefined, root: Path): void {
    if (!isMap(value)) {
      return;
    }
    const apiVersion = value.apiVersion ?? listVersion;
    const kind = value.kind ?? itemKind;
    const { items } = value;
    if (typeof kind !== 'string' || !kind.endsWith(LIST) || !(Array.isArray(items) || items === null)) {
      entries.push({ value, apiVersion, kind, root });
      return;
    }
    const inner = kind === LIST ? undefined : kind.slice(0, -LIST.length);
    items?.forEach((item: unknown, index: number) => {
      collect(item, inner === undefined ? undefined : apiVersion, inner, [...root, 'items', index]);
    });
  }
}
