import { fromRoot, joined } from '../kustomize/kustomization';
import { valueAt } from '../path';
import type { Delivery, DeliveryFault } from './delivery';
import { allOf, type Delivered } from './follow';
import { repositoryKey } from './repository';
import type { Tree } from './tree';

/**
 * Where the hydrator of Argo CD puts what it renders, `manifest.yaml` in a directory, and from
 * where it is delivered.
 */
interface Hydration {
  readonly delivery: Delivery;
  readonly repository: string;
  readonly branch: string;
  readonly path: string;
  /** What is hydrated together: Argo CD compares the paths of that only, as they are written. */
  readonly group: string;
  /** Whether the directory is the one of this tree. */
  readonly here: boolean;
}

/**
 * Applications that hydrate into a path that is not theirs alone: by whom, and why.
 *
 * @see argoproj.io/v1alpha1 Application, spec.sourceHydrator
 */
export function hydratedPaths(delivered: readonly Delivered[], tree: Tree): DeliveryFault[] {
  const hydrations = delivered.flatMap((one) => allOf(one).flatMap(hydrationOf));
  return hydrations.flatMap((hydration, index) => {
    const { path, delivery, here } = hydration;
    const before = hydrations.slice(0, index);
    const other = before.find((one) => keyOf(one) === keyOf(hydration) && one.delivery.by !== delivery.by);
    const [stale] = here ? tree.filesIn(path, false).filter((file) => isManifest(file) && file !== joined(path, 'manifest.yaml')) : [];
    const message =
      path === ''
        ? 'the root of the repository, which Argo CD refuses'
        : other !== undefined
          ? `${path}, and so does ${other.delivery.by}: ${other.group === hydration.group ? 'Argo CD refuses both' : 'each replaces what the other one wrote'}`
          : stale && `${path}, where ${stale} stays and is delivered, too`;
    return message === undefined ? [] : [{ by: delivery.by, file: delivery.file, message }];
  });
}

function hydrationOf(delivery: Delivery): Hydration[] {
  const text = (...path: string[]) => {
    const value = valueAt(delivery.spec, ['sourceHydrator', ...path]);
    return typeof value === 'string' ? value : '';
  };
  if (valueAt(delivery.spec, ['sourceHydrator', 'syncSource']) === undefined) {
    return [];
  }
  const dry = text('drySource', 'repoURL');
  const repository = repositoryKey(text('syncSource', 'repoURL') || dry);
  const target = text('syncSource', 'targetBranch');
  const branch = text('hydrateTo', 'targetBranch') || target;
  const path = fromRoot(text('syncSource', 'path'));
  const here = repository === repositoryKey(dry) && target !== '' && target === text('drySource', 'targetRevision') && path !== '';
  const group = JSON.stringify([repositoryKey(dry), text('drySource', 'targetRevision'), text('syncSource', 'path')]);
  return [{ delivery, repository, branch, path, group, here }];
}

function keyOf({ repository, branch, path }: Hydration): string {
  return JSON.stringify([repository, branch, path]);
}

function isManifest(file: string): boolean {
  return /\.(?:ya?ml|json|jsonnet)$/.test(file);
}
