import { parentOf, type Tree } from '../../analyzer/model/deliveries/tree';
import { GROUP } from '../../gateway-api';

const OURS = new RegExp(`^apiVersion:\\s*["']?${GROUP.replaceAll('.', '\\.')}/`, 'gm');

/** The directories that hold objects of the Gateway API and that nothing delivers, with how many each holds. */
export function notDelivered(tree: Tree, delivered: ReadonlySet<string>): { readonly directory: string; readonly objects: number }[] {
  const reached = new Set<string>();
  for (const file of delivered) {
    for (let at = parentOf(file); ; at = parentOf(at)) {
      reached.add(at);
      if (at === '') {
        break;
      }
    }
  }
  const found = new Map<string, number>();
  for (const file of tree.files) {
    if (delivered.has(file) || !/\.ya?ml$/.test(file)) {
      continue;
    }
    const objects = (tree.text(file) ?? '').match(OURS)?.length ?? 0;
    if (objects === 0) {
      continue;
    }
    let directory = parentOf(file);
    while (directory !== '' && !reached.has(parentOf(directory)) && !reached.has(directory)) {
      directory = parentOf(directory);
    }
    found.set(directory, (found.get(directory) ?? 0) + objects);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([directory, objects]) => ({ directory, objects }));
}
