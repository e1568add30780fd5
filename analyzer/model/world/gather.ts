import type { Manifest } from '../manifest';
import type { Problem } from '../problem';
import { canonical } from './canonical';
import { byFile, mergeGateway } from './merged-gateway';
import { isPartial, type SingleManifest } from './single-manifest';

/** The manifests of one object that define it whole and differ, which no order decides between. */
export type Definitions = readonly [SingleManifest, ...SingleManifest[]];

export interface Gathered {
  /**
   * One for each object: what several say of one is merged, and of several definitions one is
   * chosen.
   */
  readonly manifests: readonly Manifest[];
  readonly ambiguous: readonly Definitions[];
  /** Objects with more definitions than are tried, where none of them is chosen. */
  readonly unchosen: readonly SingleManifest[];
  readonly problems: readonly Problem[];
}

/**
 * Puts together what several manifests say of one object. `choice` counts the definitions from 0;
 * of fewer, the last one is chosen. Of more than `most`, the last choice is not one of them: the
 * object may be any. The choices share `known`, as the definition that is chosen gets its defaults,
 * and would then differ from its copies.
 */
export function gather(
  manifests: readonly SingleManifest[],
  choice = 0,
  most = Number.POSITIVE_INFINITY,
  known = new Map<SingleManifest, Definitions>(),
): Gathered {
  const problems: Problem[] = [];
  const ambiguous: Definitions[] = [];
  const unchosen: SingleManifest[] = [];
  const groups = new Map<string, SingleManifest | SingleManifest[]>();
  for (const manifest of manifests) {
    const identity = JSON.stringify([manifest.group, manifest.kind, manifest.namespace, manifest.name]);
    const group = groups.get(identity);
    if (group === undefined) {
      groups.set(identity, manifest);
    } else if (!Array.isArray(group)) {
      if (!isSame(group, manifest)) {
        groups.set(identity, [group, manifest]);
      }
    } else if (!isSame(group.at(-1) as SingleManifest, manifest)) {
      group.push(manifest);
    }
  }
  const gathered = Array.from(groups.values(), (group) => gatherOne(Array.isArray(group) ? group : [group]));
  return { manifests: gathered.filter((manifest) => manifest !== undefined), ambiguous, unchosen, problems };

  function gatherOne(group: SingleManifest[]): Manifest | undefined {
    const [only] = group;
    if (only !== undefined && group.length === 1 && only.model !== 'Gateway') {
      return only;
    }
    const sorted = group.length === 1 ? group : inOrder(group);
    const whole = chosen(sorted.filter((manifest) => !isPartial(manifest)));
    if (whole !== undefined && whole.model !== 'Gateway') {
      return whole;
    }
    if (whole === undefined && !sorted.some(isPartial)) {
      return undefined;
    }
    return mergeGateway(sorted.filter(isPartial) as SingleManifest<'Gateway'>[], whole as SingleManifest<'Gateway'> | undefined, problems);
  }

  /** What is judged wins over what is known from context, which is not a duplicate of it. */
  function chosen(wholes: readonly SingleManifest[]): SingleManifest | undefined {
    const [first, ...others] = wholes;
    if (first === undefined || others.length === 0) {
      return first;
    }
    const rivals = others.filter(({ context }) => !context);
    if (rivals.length > 0) {
      problems.push({ what: 'duplicate', manifest: first, others: rivals });
    }
    const definitions = known.get(first) ?? distinct(first, first.context ? others : rivals);
    known.set(first, definitions);
    if (definitions.length > 1) {
      ambiguous.push(definitions);
    }
    if (definitions.length > most && choice === most - 1) {
      unchosen.push(first);
      return undefined;
    }
    return definitions[Math.min(choice, definitions.length - 1)];
  }
}

function distinct(first: SingleManifest, others: readonly SingleManifest[]): Definitions {
  const seen = new Set([canonical(first.object)]);
  return [first, ...others.filter(({ object }) => seen.size < seen.add(canonical(object)).size)];
}

/** Whether two are one manifest that is rendered twice, and comes out the same. */
function isSame({ document, root, object }: SingleManifest, other: SingleManifest): boolean {
  if (document.source !== other.document.source) {
    return document.source.path === other.document.source.path && canonical(object) === canonical(other.object);
  }
  return document.source === other.document.source && document.start === other.document.start && root.join() === other.root.join();
}

/** An order that neither the order of the sources nor that of their documents has a part in. */
function inOrder(group: readonly SingleManifest[]): SingleManifest[] {
  return group
    .map((manifest) => ({ manifest, text: canonical(manifest.object) }))
    .sort((left, right) => byFile(left.manifest, right.manifest) || (left.text < right.text ? -1 : left.text > right.text ? 1 : 0))
    .map(({ manifest }) => manifest);
}
