import { join } from 'node:path';
import type { KustomizeBuild } from '../../analyzer/model/deliveries/delivery';
import type { Reach } from '../../analyzer/model/deliveries/reach';
import type { Tree } from '../../analyzer/model/deliveries/tree';
import { parse } from '../../yaml/parse';
import { writeFiles } from '../io';

/**
 * Where a build stands in its copy: a repository may be entered from its root, which the copy puts
 * one directory down.
 */
const ROOT = 'tree';

/**
 * Copies what a kustomize build reads, and nothing else: plain files, with what is not rendered
 * struck out.
 *
 * @returns the directory to build
 * @throws if a file holds what our reader refuses, as `path: why`
 */
export function copyBuild(build: KustomizeBuild, tree: Tree, { files, kustomizations }: Reach, directory: string): string {
  const contents = new Map<string, string | Uint8Array>();
  for (const file of files) {
    const text = tree.text(file) ?? '';
    const refused = refusal(file, text);
    if (refused !== undefined) {
      throw new Error(`${file}: ${refused}`);
    }
    contents.set(join(ROOT, file), tree.content(file) ?? text);
  }
  for (const [path, value] of kustomizations) {
    const top = path === build.path;
    const file = tree.kustomizationFile(path) ?? join(path, 'kustomization.yaml');
    // Our reading, not the text: what kustomize reads in it otherwise may lead anywhere.
    contents.set(join(ROOT, file), JSON.stringify(top ? { ...value, buildMetadata: ['originAnnotations'] } : value));
  }
  writeFiles(directory, contents);
  return join(directory, ROOT, build.path);
}

/** Why a text is not handed over: what an alias may blow up is read here first. */
function refusal(file: string, text: string): string | undefined {
  if (!/\.(?:ya?ml|json)$/.test(file) || !text.includes('&') || !text.includes('*')) {
    return undefined;
  }
  const parts = text.split(/^---.*$/m);
  for (const part of parts) {
    const parsed = parse(part);
    if ('broken' in parsed) {
      return parsed.broken.message;
    }
  }
  return undefined;
}
