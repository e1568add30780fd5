import type { Manifest } from '../manifest';
import type { Kind } from '../objects';
import type { Problem } from '../problem';
import { canonical } from './canonical';
import { byFile, mergeGateway } from './merged-gateway';
import { isPartial, type SingleManifest } from './single-manifest';

/** One manifest for each object: what several say of one is merged, and of several whole ones the one that is judged is found. */
export function gather(manifests: readonly SingleManifest[], problems: Problem[]): Manifest[] {
  const groups = new Map<string, SingleManifest | SingleManifest[]>();
  for (const manifest of manifests) {
    const identity = JSON.stringify([manifest.group, manifest.kind, manifest.namespace, manifest.name]);
    const known = groups.get(identity);
    if (known === undefined) groups.set(identity, manifest);
    else if (!Array.isArray(known)) {
      if (!isSame(known, manifest)) groups.set(identity, [known, manifest]);
    } else if (!isSame(known.at(-1) as SingleManifest, manifest)) known.push(manifest);
  }
  return Array.from(groups.values(), (group) => gatherOne(Array.isArray(group) ? group : [group], problems));
}

/** Whether two are one manifest that is rendered twice, and comes out the same. */
function isSame({ document, root }: SingleManifest, other: SingleManifest): boolean {
  return document.source === other.document.source && document.start === other.document.start && root.join() === other.root.join();
}

function gatherOne(group: SingleManifest[], problems: Problem[]): Manifest {
  const [only] = group;
  if (only !== undefined && group.length === 1 && only.model !== 'Gateway') return only;
  const sorted = group.length === 1 ? group : inOrder(group);
  const whole = judged(
    sorted.filter((manifest) => !isPartial(manifest)),
    problems,
  );
  if (whole !== undefined && whole.model !== 'Gateway') return whole;
  return mergeGateway(sorted.filter(isPartial) as SingleManifest<'Gateway'>[], whole as SingleManifest<'Gateway'> | undefined, problems);
}

/** An order that neither the order of the sources nor that of their documents has a part in. */
function inOrder(group: readonly SingleManifest[]): SingleManifest[] {
  return group
    .map((manifest) => ({ manifest, text: canonical(manifest.object) }))
    .sort((left, right) => byFile(left.manifest, right.manifest) || (left.text < right.text ? -1 : left.text > right.text ? 1 : 0))
    .map(({ manifest }) => manifest);
}

/** What is judged wins over what is known from context, which is no duplicate of it. */
function judged(wholes: readonly SingleManifest<Kind>[], problems: Problem[]): SingleManifest<Kind> | undefined {
  const [manifest, ...others] = wholes;
  const rivals = others.filter(({ context }) => !context);
  if (manifest !== undefined && rivals.length > 0) problems.push({ what: 'duplicate', manifest, others: rivals });
  return manifest;
}
