import { type Made, making } from '../generated/making';
import { isClusterWide, modelOf } from '../kinds';
import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import { type Entry, entriesIn } from '../sources/list-items';
import { mayHold } from '../sources/may-hold';
import { isSetAside } from './starts';
import { parentOf, type Tree } from './tree';

/** Directories whose manifests nobody applies. */
const SHOWN_ONLY = /(?:^|\/)(?:docs?|examples?|samples?|templates?|tests?|testdata|e2e)(?:\/|$)/i;

/**
 * What somebody may apply by hand, as a cluster is set up: the objects of files that no delivery
 * reads. A file beside or below a kustomization that is delivered is left out on purpose, or by
 * mistake.
 *
 * @param delivered every file that a delivery reads
 */
export function undeliveredObjects(tree: Tree, delivered: ReadonlySet<string>): Made[] {
  const isLeftOut = (directory: string): boolean => {
    const file = tree.kustomizationFile(directory);
    return (file !== undefined && delivered.has(file)) || (directory !== '' && isLeftOut(parentOf(directory)));
  };
  return [...tree.files].flatMap((file) => {
    if (!/\.(?:ya?ml|json)$/.test(file) || delivered.has(file) || isSetAside(file) || SHOWN_ONLY.test(file)) {
      return [];
    }
    const text = tree.text(file) ?? '';
    return mayHold(text) && !text.includes('{{') && !isLeftOut(parentOf(file))
      ? [...entriesIn(text)].flatMap((entry) => madeOf(entry) ?? [])
      : [];
  });
}

function madeOf({ value, apiVersion, kind }: Entry): Made | undefined {
  const model = typeof apiVersion === 'string' && typeof kind === 'string' ? modelOf(groupOf(apiVersion), kind) : undefined;
  const name = valueAt(value, ['metadata', 'name']);
  if (model === undefined || typeof name !== 'string') {
    return undefined;
  }
  const written = valueAt(value, ['metadata', 'namespace']);
  const namespace = typeof written === 'string' && written !== '' ? written : undefined;
  return { ...making(model, isClusterWide(model) ? '' : namespace, name), by: { kind: String(kind), namespace: namespace ?? '', name } };
}
