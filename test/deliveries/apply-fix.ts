import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch, type Operation } from 'fast-json-patch';
import { loadAll } from 'js-yaml';
import type { Edit } from '../../analyzer/rules/edits/edit';
import type { Fix } from '../../analyzer/rules/severity';

interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/**
 * Applies a fix to the files of a tree; a new object goes beside another one of its namespace.
 * Undone by what is returned; `undefined` if it has no place.
 */
export function applyToTree(
  directory: string,
  { edit, also = [] }: Fix,
  fileOf: (namespace: string) => string | undefined,
): (() => void) | undefined {
  const before = new Map<string, string>();
  const undo = () => {
    for (const [path, text] of before) {
      writeFileSync(path, text);
    }
  };
  for (const one of edit === undefined ? [] : [edit, ...also]) {
    const file = one.file ?? fileOf(one.namespace);
    if (file === undefined) {
      undo();
      return undefined;
    }
    const path = join(directory, file);
    const text = readFileSync(path, 'utf8');
    before.set(path, before.get(path) ?? text);
    writeFileSync(path, changed(text, one));
  }
  return undo;
}

function changed(text: string, edit: Edit): string {
  const [first] = edit.jsonPatch;
  if (edit.file === undefined && first?.op === 'add' && first.path === '') {
    return `${text.trimEnd()}\n---\n${JSON.stringify(first.value)}\n`;
  }
  const objects = (loadAll(text) as (Written | null)[]).filter((object) => object !== null);
  const alike = objects.filter(({ apiVersion, kind }) => apiVersion === edit.apiVersion && kind === edit.kind);
  const named = alike.filter(({ metadata }) => metadata.name === edit.name && (metadata.namespace ?? edit.namespace) === edit.namespace);
  const [target, ...others] = named.length > 0 ? named : alike;
  if (target === undefined || others.length > 0) {
    throw new Error(`the edit fits ${named.length} objects: ${JSON.stringify(edit)}`);
  }
  const patched = objects.flatMap((object) => {
    const result =
      object === target ? (applyPatch(object, edit.jsonPatch as Operation[], true, false).newDocument as Written | null) : object;
    return result === null ? [] : [result];
  });
  return `${patched.map((object) => JSON.stringify(object)).join('\n---\n')}\n`;
}
