import { modelOf } from '../model/kinds';
import { groupOf } from '../model/object-ref';
import type { World } from '../model/world/world';
import { type Edit, parsePointer } from '../rules/edits/edit';

/**
 * Who changes what an edit would change, such as `Kustomization flux-system/apps`: the file does
 * not say it, so that an edit of it may have no effect.
 */
export function changedElsewhere(edits: readonly Edit[], world: World): string | undefined {
  for (const { file, apiVersion, kind, namespace, name, jsonPatch } of edits) {
    const group = groupOf(apiVersion);
    const model = modelOf(group, kind);
    const manifest = file === undefined || model === undefined ? undefined : world.get(model, namespace, name, group);
    for (const { path } of manifest === undefined ? [] : jsonPatch) {
      const by = path === '' ? undefined : manifest?.renderedBy(parsePointer(path));
      if (by !== undefined) {
        return by.by;
      }
    }
  }
  return undefined;
}
