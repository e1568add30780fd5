import { dirname, join, relative } from 'node:path';
import { remotesOf } from '../../analyzer/model/deliveries/repository';
import { Tree } from '../../analyzer/model/deliveries/tree';
import type { FileReader } from '../../files/file-reader';
import { repositoryRoot } from '../../files/repository-root';
import { decode, isUndecodable } from '../input/decode';
import { slashed } from '../input/find-files';
import { IgnoreFiles } from '../input/ignore-files';
import { LONGEST_PATH, repositoryAt } from '../input/repository';
import { walk } from '../input/walk';
import { kindOf, readText } from '../io';

/** Files that hold no text which a delivery reads. */
const BINARY = /\.(?:png|jpe?g|gif|ico|webp|pdf|zip|t?gz|tar|bz2|xz|woff2?|ttf|mp[34]|wasm|so|exe|bin|jar)$/i;
/** What our reader refuses of these, no engine gets either. */
const MANIFEST = /\.(?:ya?ml|json)$/i;
/** What a single file of a tree may have, besides manifests. */
const LARGEST = 16 * 1024 * 1024;

/** A repository, or a directory that is in none, with the files that git sees. */
export interface RepositoryTree {
  readonly root: string;
  readonly tree: Tree;
  /** URLs of its remotes. */
  readonly remotes: readonly string[];
  /** The branch that is checked out, and those that a fresh clone checks out. */
  readonly branches: ReadonlySet<string>;
}

/**
 * What the first branch of a repository is mostly called: a checkout in CI often knows no branch.
 */
const FIRST_BRANCHES = ['main', 'master'];

/** Reads the repository that a path is in: without one, the directory itself. */
export function repositoryTree(path: string, reader: FileReader, known: ReadonlyMap<string, string>): RepositoryTree {
  const directory = kindOf(path) === 'directory' ? path : dirname(path);
  const root = repositoryRoot(directory) ?? directory;
  const { files } = walk(root, () => {}, /(?:)/);
  const paths = files.map(({ path }) => slashed(relative(root, path)));
  const links = new Set(files.filter(({ link }) => link).map(({ path }) => slashed(relative(root, path))));
  const texts = new Map<string, string | undefined>();
  const binaries = new Map<string, Uint8Array>();
  const read = (file: string): string | undefined => {
    const full = join(root, file);
    if (!texts.has(file)) {
      texts.set(file, known.get(full) ?? readOne(full, file));
    }
    return texts.get(file);
  };
  const readOne = (full: string, file: string): string | undefined => {
    if (BINARY.test(file)) {
      return '';
    }
    try {
      const bytes = reader.read(full, file, { inside: root, atMost: LARGEST });
      const text = bytes && decode(bytes);
      if (bytes !== undefined && text !== undefined && isUndecodable(text) && !MANIFEST.test(file)) {
        binaries.set(file, bytes);
      }
      return text;
    } catch {
      return undefined;
    }
  };
  const repository = repositoryAt(root);
  const heads =
    repository === undefined ? [] : [join(repository.gitDirectory, 'HEAD'), join(repository.commonDirectory, 'refs/remotes/origin/HEAD')];
  const branches = heads.flatMap((file) => /^ref: refs\/(?:heads|remotes\/origin)\/(\S+)/.exec(readText(file) ?? '')?.[1] ?? []);
  const config = repository === undefined ? undefined : readText(join(repository.commonDirectory, 'config'));
  const tree = new Tree(
    paths,
    read,
    links,
    (file) => binaries.get(file),
    (file) =>
      repository !== undefined &&
      file.length <= LONGEST_PATH &&
      (inEmptySubmodule(file) || IgnoreFiles.ignoresBelowRoot(repository, join(root, file))),
  );
  let emptySubmodules: readonly string[] | undefined;
  // A submodule that is not checked out has no file here.
  const inEmptySubmodule = (file: string): boolean => {
    emptySubmodules ??= submodulesOf(read('.gitmodules') ?? '').filter((directory) => !tree.isDirectory(directory));
    return emptySubmodules.some((directory) => `${file}/`.startsWith(`${directory}/`));
  };
  return {
    root,
    tree,
    remotes: remotesOf(config ?? ''),
    branches: new Set([...FIRST_BRANCHES, ...branches]),
  };
}

/** Where submodules go, by the text of .gitmodules. */
function submodulesOf(text: string): string[] {
  return Array.from(text.matchAll(/^[ \t]*path[ \t]*=(.*)$/gm), ([, path = '']) => path.trim().replace(/\/$/, ''));
}
