import { join } from 'node:path';
import type { HelmBuild } from '../../analyzer/model/deliveries/delivery';
import type { Rendering } from '../../analyzer/model/deliveries/rendering';
import type { Tree } from '../../analyzer/model/deliveries/tree';
import { mapsIn } from '../../analyzer/model/schema/check-shape';
import { writeFiles } from '../io';
import { documentsOf, firstSentence } from './kustomize';
import type { Program } from './programs';
import type { Workshop } from './workshop';

/**
 * What a chart gives, after the post-renderers of its HelmRelease, each of which is a build of
 * kustomize; what they change is unknown if one fails.
 *
 * @see helm.toolkit.fluxcd.io/v2 HelmRelease, spec.postRenderers
 */
export async function postRender(
  rendering: Rendering,
  { path, postRenderers = [] }: HelmBuild,
  tree: Tree,
  program: Program,
  workshop: Workshop,
): Promise<Rendering> {
  let { texts } = rendering;
  for (const fields of texts.length === 0 ? [] : postRenderers) {
    const before = texts;
    const failure = await workshop.with(async (directory, run) => {
      const resources = before.map((_, index) => `${index}.yaml`);
      const kustomization = { resources, ...inlineOf(fields), buildMetadata: ['originAnnotations'] };
      writeFiles(
        directory,
        new Map([
          ...before.map(({ text }, index): [string, string] => [join('tree', `${index}.yaml`), text]),
          [join('tree', 'kustomization.yaml'), JSON.stringify(kustomization)],
        ]),
      );
      const { out, end, err } = await run(program.path, [...program.arguments, join(directory, 'tree')]);
      if (end !== 0) {
        return { message: `${program.name}: ${firstSentence(err, end, directory)}`, limit: typeof end === 'string' };
      }
      texts = documentsOf(out).map(({ text, origin }) => {
        const file = before[Number.parseInt(origin ?? '', 10)]?.file;
        return { file: file ?? join(path, 'Chart.yaml'), text, place: {}, origin: true };
      });
      return undefined;
    });
    if (failure !== undefined) {
      const file = tree.has(join(path, 'Chart.yaml')) ? join(path, 'Chart.yaml') : path;
      return { ...rendering, problems: [...rendering.problems, { file, ...failure, exceeded: failure.limit }] };
    }
  }
  return { ...rendering, texts };
}

/** The patches of a post-renderer; it has no files that they could be in. */
function inlineOf({ patches, patchesStrategicMerge, patchesJson6902 }: Readonly<Record<string, unknown>>): object {
  return {
    patches: [...mapsIn(patches), ...mapsIn(patchesJson6902)].map(({ patch, target }) => ({
      patch: typeof patch === 'string' ? patch : JSON.stringify(patch),
      target,
    })),
    patchesStrategicMerge: mapsIn(patchesStrategicMerge).map((patch) => JSON.stringify(patch)),
  };
}
