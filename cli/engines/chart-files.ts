import { join } from 'node:path';
import type { Tree } from '../../analyzer/model/deliveries/tree';
import { joined } from '../../analyzer/model/kustomize/kustomization';
import { isMap } from '../../analyzer/model/schema/check-shape';
import { parse } from '../../yaml/parse';

/** The files of a chart as helm is given them. */
export interface ChartFiles {
  readonly contents: ReadonlyMap<string, string | Uint8Array>;
  /** The charts that it depends on and that are not in the tree: its engine fetches them. */
  readonly missing: readonly string[];
}

/** Where a chart says what it depends on. */
const DEPENDENCIES = ['Chart.yaml', 'requirements.yaml'];
/** Archives are not read, and what is locked is not fetched. */
const LEFT_OUT = /(?:\.tgz|(?:^|\/)(?:Chart|requirements)\.lock)$/;
/** How deep charts may hold charts. */
const DEEPEST = 8;

/**
 * The files of a chart at the same paths below a directory, with the charts of the tree that it
 * depends on put where `helm dependency build` puts them, and without those of elsewhere.
 */
export function chartFiles(path: string, tree: Tree, below: string): ChartFiles {
  const contents = new Map<string, string | Uint8Array>();
  const missing = new Set<string>();
  add(path, join(below, path), 0);
  return { contents, missing: [...missing].sort() };

  function add(directory: string, target: string, depth: number): void {
    for (const file of tree.filesIn(directory, true)) {
      if (!LEFT_OUT.test(file)) {
        contents.set(join(target, within(directory, file)), tree.content(file) ?? '');
      }
    }
    for (const name of DEPENDENCIES) {
      const file = joined(directory, name);
      const parsed = parse(tree.text(file) ?? '');
      const value = 'value' in parsed ? parsed.value : undefined;
      if (!isMap(value) || !Array.isArray(value.dependencies)) {
        continue;
      }
      const dependencies = value.dependencies.filter((dependency) => isMap(dependency) && isThere(dependency, directory, target, depth));
      contents.set(join(target, name), JSON.stringify({ ...value, dependencies }));
    }
  }

  /** Whether a dependency is in the tree; one that is elsewhere in it is put into the chart. */
  function isThere({ name, repository }: Record<string, unknown>, directory: string, target: string, depth: number): boolean {
    const called = String(name);
    const own = joined(directory, `charts/${called}`);
    const path = /^file:\/\/(.*)$/.exec(String(repository ?? ''))?.[1];
    const source = [own, ...(path === undefined ? [] : [joined(directory, path)])].find((one) => tree.has(joined(one, 'Chart.yaml')));
    if (source === undefined || depth === DEEPEST) {
      missing.add(called);
      return false;
    }
    add(source, join(target, 'charts', called), depth + 1);
    return true;
  }
}

function within(directory: string, file: string): string {
  return directory === '' ? file : file.slice(directory.length + 1);
}
