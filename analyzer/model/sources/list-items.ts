import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
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

/**
 * The objects of all documents of a text that parse.
 *
 * @param isWanted whether the text of a document is worth parsing. @default - always
 */
export function* entriesIn(text: string, isWanted: (document: string) => boolean = () => true): Generator<Entry> {
  for (const piece of pieces(text)) {
    const document = 'line' in piece ? undefined : text.slice(piece.start, piece.end);
    const parsed = document === undefined || !isWanted(document) ? undefined : parse(document);
    if (parsed !== undefined && 'value' in parsed) {
      yield* entriesOf(parsed.value);
    }
  }
}

/**
 * The objects of a document: itself, or what a List, HTTPRouteList, … holds, however deep. Other
 * values are no objects. Whatever has a list of items is a list to kubectl and Argo CD, but an
 * object to kustomize unless its kind says List, so that it may be both.
 */
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
    const called = typeof kind === 'string' && kind.endsWith(LIST);
    if (!called || !(Array.isArray(items) || items === null)) {
      entries.push({ value, apiVersion, kind, root });
    }
    if (typeof kind !== 'string' || !Array.isArray(items)) {
      return;
    }
    const inner = kind === LIST ? undefined : kind.slice(0, called ? -LIST.length : undefined);
    items.forEach((item: unknown, index: number) => {
      collect(item, inner === undefined ? undefined : apiVersion, inner, [...root, 'items', index]);
    });
  }
}
