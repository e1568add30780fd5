import { type BundleSet, GROUP, type Kind, type MergedSchema, mergedSchema } from '../../gateway-api';

/**
 * The paths below the `spec` of a kind in v1 that one of some bundles serves; `[]` stands for every
 * item of a list.
 */
export function servedPaths(kind: Kind, bundles: BundleSet = ~0): string[] {
  return pathsBelow(mergedSchema(GROUP, kind, 'v1')?.fields.get('spec')?.schema, bundles, '');
}

function pathsBelow(schema: MergedSchema | undefined, bundles: BundleSet, at: string): string[] {
  return [...(schema?.fields.values() ?? [])].flatMap(({ name, schema: inner, served }) => {
    if ((served & bundles) === 0) {
      return [];
    }
    const path = at === '' ? name : `${at}.${name}`;
    return [path, ...pathsBelow(inner.item ?? inner, bundles, inner.item ? `${path}[]` : path)];
  });
}
