import type { Manifest } from '../../model/manifest';
import type { ObjectRef } from '../../model/object-ref';
import { type Path, valueAt } from '../../model/path';
import { type Edit, type PatchOperation, pointer } from './edit';

type Json = Readonly<Record<string, unknown>>;

function nameOf({ apiVersion, kind, namespace, name }: ObjectRef): ObjectRef {
  return { apiVersion, kind, namespace, name };
}

/** Pins every named list item on the way, so that the edit fails on a list that was reordered. */
function guards(written: unknown, path: Path): PatchOperation[] {
  return path.flatMap((step, depth): PatchOperation[] => {
    const named = [...path.slice(0, depth + 1), 'name'];
    const name = typeof step === 'number' ? valueAt(written, named) : undefined;
    return typeof name === 'string' ? [{ op: 'test', path: pointer(named), value: name }] : [];
  });
}

/** Sets a value, and creates what is missing on the way to it. */
function assign(written: unknown, path: Path, value: unknown): PatchOperation {
  for (let depth = 1; depth < path.length; depth++) {
    const there = valueAt(written, path.slice(0, depth));
    if (there !== undefined && there !== null) {
      continue;
    }
    const nested = path.slice(depth).reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
    return { op: 'add', path: pointer(path.slice(0, depth)), value: nested };
  }
  return { op: valueAt(written, path) === undefined ? 'add' : 'replace', path: pointer(path), value };
}

function change(manifest: Manifest, at: Path, operation: (written: unknown, path: Path) => PatchOperation): Edit {
  const { manifest: part, path } = manifest.origin(at);
  const written = part.written();
  return { ...nameOf(part), file: part.file, jsonPatch: [...guards(written, path), operation(written, path)] };
}

/** The edit that sets a field, whether it is written so far or not. */
export function setField(manifest: Manifest, path: Path, value: unknown): Edit {
  return change(manifest, path, (written, at) => assign(written, at, value));
}

/** The edit that adds an item to a list, and creates the list if there is none. */
export function addItem(manifest: Manifest, path: Path, item: unknown): Edit {
  return change(manifest, path, (written, at) =>
    Array.isArray(valueAt(written, at)) ? { op: 'add', path: pointer([...at, '-']), value: item } : assign(written, at, [item]),
  );
}

/** The edit that removes a field or a list item. */
export function removeField(manifest: Manifest, path: Path): Edit {
  return change(manifest, path, (_, at) => ({ op: 'remove', path: pointer(at) }));
}

/** The edit that creates an object. */
export function addObject(object: ObjectRef, body: Json): Edit {
  const { apiVersion, kind, namespace, name } = object;
  const metadata = namespace === '' ? { name } : { name, namespace };
  return { ...nameOf(object), jsonPatch: [{ op: 'add', path: '', value: { apiVersion, kind, metadata, ...body } }] };
}

/** The edit that deletes an object. */
export function removeObject(manifest: Manifest): Edit {
  return { ...nameOf(manifest), file: manifest.file, jsonPatch: [{ op: 'remove', path: '' }] };
}

/** One edit that does what several do to one object, in their order. */
export function joinEdits(first: Edit, ...others: readonly Edit[]): Edit {
  return { ...first, jsonPatch: [first, ...others].flatMap(({ jsonPatch }) => jsonPatch) };
}
