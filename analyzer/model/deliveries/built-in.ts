import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import { append } from '../../text/append';
import type { Making } from '../generated/making';
import { joined, readKustomization } from '../kustomize/kustomization';
import type { Change, Place } from '../kustomize/place';
import { groupOf } from '../object-ref';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import type { KustomizeBuild } from './delivery';
import { isInline, type Reach } from './reach';
import type { RenderedText } from './rendering';
import type { Tree } from './tree';

/**
 * What can be determined of a kustomize build without kustomize: where the files are put, and which
 * objects something changes.
 */
export function builtIn(build: KustomizeBuild, tree: Tree, { kustomizations }: Reach): { texts: RenderedText[]; makings: Making[] } {
  const texts = new Map<string, RenderedText>();
  const makings: Making[] = [];

  function visit(directory: string, outer: Place, above: readonly string[]): void {
    const value = kustomizations.get(directory);
    if (value === undefined || above.includes(directory)) {
      return;
    }
    const own = typeof value.namespace === 'string' && value.namespace !== '' ? value.namespace : undefined;
    const namespace = outer.namespace ?? own;
    const changed = [...(outer.changed ?? []), ...changesIn(directory, value, kustomizations, tree)];
    const place: Place = { ...(namespace !== undefined && { namespace }), ...(changed.length > 0 && { changed }) };
    const file = tree.kustomizationFile(directory);
    const read = file === undefined ? undefined : readKustomization({ path: file, text: tree.text(file) ?? '' });
    for (const making of read?.generates ?? []) {
      if (making.kind !== 'Anything') {
        const target = namespace ?? making.namespace;
        makings.push({ ...making, ...(target !== undefined && { namespace: target }) });
      }
    }
    for (const path of ['resources', 'bases', 'components']
      .flatMap((field) => textsIn(value[field]))
      .map((entry) => joined(directory, entry))) {
      if (tree.isDirectory(path)) {
        visit(path, place, [...above, directory]);
      } else if (tree.has(path)) {
        texts.set(JSON.stringify([path, place]), { file: path, text: tree.text(path) ?? '', place, origin: false });
      }
    }
  }
  visit(build.path, {}, []);
  return { texts: [...texts.values()], makings };
}

/** What the fields of a kustomization change, as a post-renderer of Helm has them. */
export function changesByFields(value: Readonly<Record<string, unknown>>, tree: Tree): Change[] {
  return changesIn('', value, new Map(), tree);
}

/**
 * What a kustomization changes in the objects that it takes, its components' changes among them.
 */
function changesIn(
  directory: string,
  value: Readonly<Record<string, unknown>>,
  kustomizations: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  tree: Tree,
  above: readonly string[] = [],
): Change[] {
  const changes: Change[] = [];
  const read = (path: string) => tree.text(joined(directory, path)) ?? '';
  const isAbsent = (path: unknown): path is string => typeof path === 'string' && !tree.has(joined(directory, path));
  for (const { path, patch, target } of [...mapsIn(value.patches), ...mapsIn(value.patchesJson6902)]) {
    if (isAbsent(path)) {
      changes.push(targetOf(isMap(target) ? target : {}));
    }
    append(changes, patchChanges(typeof path === 'string' ? read(path) : String(patch ?? ''), isMap(target) ? target : undefined));
  }
  for (const entry of textsIn(value.patchesStrategicMerge)) {
    if (!isInline(entry) && isAbsent(entry)) {
      changes.push({});
    }
    append(changes, patchChanges(isInline(entry) ? entry : read(entry), undefined));
  }
  const replacements = mapsIn(value.replacements).flatMap((entry) =>
    typeof entry.path === 'string' ? mapsIn(listIn(read(entry.path))) : [entry],
  );
  for (const { targets } of replacements) {
    for (const { select, fieldPaths } of mapsIn(targets)) {
      changes.push({
        ...targetOf(isMap(select) ? select : {}),
        fields: textsIn(fieldPaths).length > 0 ? textsIn(fieldPaths) : ['metadata.name'],
      });
    }
  }
  if (value.namePrefix || value.nameSuffix) {
    changes.push({ fields: ['metadata.name'] });
  }
  if (value.transformers || value.vars || value.configurations) {
    changes.push({});
  }
  if (value.labels || value.commonLabels) {
    changes.push({ group: '', kind: 'Namespace', fields: ['metadata.labels'] });
  }
  for (const entry of textsIn(value.components)) {
    const path = joined(directory, entry);
    const inner = kustomizations.get(path);
    if (inner !== undefined && !above.includes(path)) {
      append(changes, changesIn(path, inner, kustomizations, tree, [...above, path]));
    }
  }
  return changes;
}

/**
 * A patch with what it is for: each document of a strategic merge patch names its object unless a
 * target does.
 */
function patchChanges(text: string, target: Record<string, unknown> | undefined): Change[] {
  const documents = [...pieces(text)].flatMap((piece) => {
    const parsed = 'line' in piece ? undefined : parse(text.slice(piece.start, piece.end));
    return parsed !== undefined && 'value' in parsed ? [parsed.value] : [];
  });
  return documents.flatMap((patch): Change[] => {
    if (Array.isArray(patch)) {
      const fields = mapsIn(patch).map(({ path }) =>
        String(path ?? '')
          .replace(/^\//, '')
          .replaceAll('/', '.')
          .replaceAll('~1', '/'),
      );
      return [{ ...targetOf(target ?? {}), fields }];
    }
    if (!isMap(patch)) {
      return [];
    }
    const { apiVersion, kind, metadata, ...rest } = patch;
    const named = isMap(metadata) ? metadata : {};
    const own = { group: typeof apiVersion === 'string' ? groupOf(apiVersion) : undefined, kind, name: named.name };
    const { name: _, namespace: __, ...other } = named;
    const merge = { ...rest, ...(Object.keys(other).length > 0 && { metadata: other }) };
    const plain = !text.includes('$patch') && !text.includes('$retainKeys');
    const fields = [
      ...Object.keys(rest).flatMap((key) => fieldsOf(rest[key], key)),
      ...Object.keys(other).flatMap((key) => fieldsOf(other[key], `metadata.${key}`)),
    ];
    return [{ ...targetOf(target ?? own), ...(plain && { merge, fields }) }];
  });
}

function fieldsOf(value: unknown, at: string): string[] {
  return isMap(value) && Object.keys(value).length > 0 ? Object.keys(value).flatMap((key) => fieldsOf(value[key], `${at}.${key}`)) : [at];
}

/**
 * kustomize takes kinds and names as regular expressions: what is more than a name may fit
 * everything here.
 */
function targetOf(target: Readonly<Record<string, unknown>>): Change {
  const { group, kind, name, namespace, labelSelector, annotationSelector } = target;
  const plain = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9-]+$/.test(value);
  const any = (value: unknown) => value === undefined || value === '' || value === '.*';
  const perhaps = [kind, name].some((value) => !plain(value) && !any(value)) || !any(namespace) || !any(annotationSelector);
  return {
    ...(typeof group === 'string' && /^[a-z0-9.-]*$/.test(group) && { group }),
    ...(plain(kind) && { kind }),
    ...(plain(name) && { name }),
    ...(typeof labelSelector === 'string' && labelSelector !== '' && { labels: labelSelector }),
    ...(perhaps && { perhaps }),
  };
}

function listIn(text: string): unknown {
  const parsed = parse(text);
  const value = 'value' in parsed ? parsed.value : undefined;
  return isMap(value) ? (value.replacements ?? [value]) : value;
}
