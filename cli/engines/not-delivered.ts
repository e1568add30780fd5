import { parentOf, type Tree } from '../../analyzer/model/deliveries/tree';
import { groupOf } from '../../analyzer/model/object-ref';
import { entriesOf } from '../../analyzer/model/sources/list-items';
import { looksJudged, mayHold } from '../../analyzer/model/sources/may-hold';
import { isRefusedAtTemplate } from '../../analyzer/model/sources/template';
import { GROUP } from '../../gateway-api';
import { pieces } from '../../yaml/documents';
import { parse } from '../../yaml/parse';

/** Signs without which a text does not hold an object of the Gateway API, however it is spelled. */
const MAY_BE_OURS = /gateway\.net|\\|!/;

/**
 * How many objects of the Gateway API a text holds; a document that cannot be read and may hold one
 * counts as one.
 */
function objectsIn(text: string): number {
  if (!MAY_BE_OURS.test(text)) {
    return 0;
  }
  return [...pieces(text)].reduce((count, piece) => {
    const document = 'line' in piece ? '' : text.slice(piece.start, piece.end);
    if (!MAY_BE_OURS.test(document) || !mayHold(document)) {
      return count;
    }
    const parsed = parse(document);
    if ('broken' in parsed) {
      return count + (looksJudged(document) && !isRefusedAtTemplate(document, parsed.broken) ? 1 : 0);
    }
    return count + entriesOf(parsed.value).filter(({ apiVersion }) => groupOf(String(apiVersion)) === GROUP).length;
  }, 0);
}

/**
 * The directories that hold objects of the Gateway API and that nothing delivers, with how many
 * each holds.
 *
 * @param isJudged whether a file lies below the paths that are asked about
 */
export function notDelivered(
  tree: Tree,
  delivered: ReadonlySet<string>,
  isJudged: (file: string) => boolean,
): { readonly directory: string; readonly objects: number }[] {
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
    if (delivered.has(file) || !isJudged(file) || !/\.(?:ya?ml|json)$/.test(file)) {
      continue;
    }
    const objects = objectsIn(tree.text(file) ?? '');
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
