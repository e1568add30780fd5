import { applyPatch, type Operation } from 'fast-json-patch';
import { loadAll } from 'js-yaml';
import type { Source } from '../../analyzer/model/sources/source';
import type { Edit } from '../../analyzer/rules/edits/edit';
import type { Fix } from '../../analyzer/rules/severity';

interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function isNamed(edit: Edit, { path }: Source, { apiVersion, kind, metadata }: Written): boolean {
  const same = apiVersion === edit.apiVersion && kind === edit.kind && metadata.name === edit.name;
  return same && (metadata.namespace ?? '') === edit.namespace && path === edit.file;
}

/** The sources with one edit applied as it is; throws where it does not fit exactly one object. */
export function applyEdit(sources: readonly Source[], edit: Edit): Source[] {
  const [first] = edit.jsonPatch;
  if (edit.file === undefined && first?.op === 'add' && first.path === '') {
    return [...sources, { path: 'new.yaml', text: JSON.stringify(first.value) }];
  }
  let applied = 0;
  const edited = sources.map((source) => {
    const objects = (loadAll(source.text) as (Written | null)[]).filter((object) => object !== null);
    const left = objects.flatMap((object) => {
      if (!isNamed(edit, source, object)) {
        return [object];
      }
      applied++;
      const patched = applyPatch(object, edit.jsonPatch as Operation[], true, false).newDocument as Written | null;
      return patched === null ? [] : [patched];
    });
    return { ...source, text: left.map((object) => JSON.stringify(object)).join('\n---\n') };
  });
  if (applied !== 1) {
    throw new Error(`the edit fits ${applied} objects: ${JSON.stringify(edit)}`);
  }
  return edited;
}

/** The sources with all edits of a fix applied. */
export function applyFix(sources: readonly Source[], { edit, also = [] }: Fix): Source[] {
  return [...(edit === undefined ? [] : [edit]), ...also].reduce<Source[]>(applyEdit, [...sources]);
}
