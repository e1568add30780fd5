import { join } from 'node:path';
import { entriesOf } from '../io';
import { IgnoreFiles } from './ignore-files';

const MANIFEST = /\.(?:ya?ml|json)$/;
const NEVER = new Set(['.git', 'node_modules']);

/** Every file below a directory that may hold manifests, in one order: what git ignores is left out, and no link is followed. */
export function* walk(directory: string): Generator<string> {
  yield* below(directory, IgnoreFiles.above(directory));
}

function* below(directory: string, above: IgnoreFiles): Generator<string> {
  const ignored = above.within(directory);
  for (const entry of entriesOf(directory)) {
    const path = join(directory, entry.name);
    if (entry.directory ? NEVER.has(entry.name) : !MANIFEST.test(entry.name)) continue;
    if (ignored.ignores(path, entry.directory)) continue;
    if (entry.directory) yield* below(path, ignored);
    else yield path;
  }
}
