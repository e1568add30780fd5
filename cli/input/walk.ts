import { join, relative, sep } from 'node:path';
import { isProgram, languageOf, startsProject } from '../../analyzer/model/sources/languages';
import { contains, realPath } from '../../files/file-reader';
import { cdk8sConfig, DEFAULT_OUTPUT } from '../../settings/cdk8s-config';
import { entriesOf, visibleKindOf } from '../io';
import { IgnoreFiles, type Notice } from './ignore-files';
import { type Repository, repositoryAt, repositoryOf, type TrackedFiles, trackedFiles } from './repository';

/** A file that may hold manifests. */
export interface WalkedFile {
  readonly path: string;
  /**
   * It is a symbolic link to a regular file. Argo CD reads it, and the source-controller of Flux
   * leaves it out.
   */
  readonly link: boolean;
}

/**
 * What may hold manifests below a directory and is not read. Of a directory that is left out,
 * nothing below it stands here.
 */
export interface PassedOver {
  readonly path: string;
  /**
   * `ignored`: git ignores it; `link`: a symbolic link to a directory, to nothing, or to what git
   * does not see; `packages`: a directory called node_modules of which git tracks nothing.
   */
  readonly why: 'ignored' | 'link' | 'packages';
}

/** What is below a directory. */
export interface Walked {
  readonly files: readonly WalkedFile[];
  readonly passedOver: readonly PassedOver[];
  /** Files in languages that are not read, such as Terraform. */
  readonly foreign: readonly string[];
}

/** The rules of one repository, or of a directory that is in none. */
interface Tree {
  /** No link leads out of it. */
  readonly root: string;
  readonly repository: Repository | undefined;
  readonly tracked: TrackedFiles;
  readonly ignores: IgnoreFiles;
}

const MANIFEST = /\.(?:ya?ml|json)$/;
const CDK8S = 'cdk8s.yaml';
const NOTHING_TRACKED: TrackedFiles = { has: () => false, hasBelow: () => false };

/**
 * Every file below a directory that may hold manifests, in one order, as far as git sees it: what
 * it tracks, and what it does not ignore. Outside of a repository nothing is ignored. No link to a
 * directory is followed.
 *
 * @param notice called with what is wrong with an index or a file of patterns, and is not used
 * @param wanted what the files are called. @default - as manifests are
 */
export function walk(directory: string, notice: Notice = () => {}, wanted: RegExp = MANIFEST): Walked {
  const start = realPath(directory) ?? directory;
  const files: WalkedFile[] = [];
  const passedOver: PassedOver[] = [];
  const foreign: string[] = [];
  const named = (path: string) => join(directory, relative(start, path));
  const pass = (path: string, why: PassedOver['why']) => passedOver.push({ path: named(path), why });

  function below(at: string, tree: Tree, excluded: boolean, above = false): void {
    const entries = entriesOf(at);
    const project = above || entries.some(({ name }) => startsProject(name) && !isWritten(at, name, tree));
    for (const { name, what } of entries) {
      if (name === '.git') {
        continue;
      }
      const path = join(at, name);
      const inTree = relative(tree.root, path).split(sep).join('/');
      if (what === 'directory') {
        visitDirectory(path, name, inTree, tree, excluded, project);
      } else if (what === 'link') {
        visitLink(path, inTree, tree, excluded);
      } else if (what !== 'file' || !(wanted.test(name) || (isProgram(name) ? project : languageOf(name) !== undefined))) {
      } else if (!wanted.test(name)) {
        visitForeign(path, inTree, tree, excluded);
      } else if (tree.tracked.has(inTree) || !(excluded || tree.ignores.ignores(path, false))) {
        files.push({ path: named(path), link: false });
      } else {
        pass(path, 'ignored');
      }
    }
  }

  /** Whether git sees what the programs of a project write, which then counts instead of them. */
  function isWritten(at: string, name: string, tree: Tree): boolean {
    const output = name === CDK8S ? join(at, outputOf(at)) : undefined;
    if (output === undefined || visibleKindOf(output) !== 'directory') {
      return false;
    }
    return !tree.ignores.ignores(output, true) || tree.tracked.hasBelow(relative(tree.root, output).split(sep).join('/'));
  }

  function visitForeign(path: string, inTree: string, tree: Tree, excluded: boolean): void {
    if (tree.tracked.has(inTree) || !(excluded || tree.ignores.ignores(path, false))) {
      foreign.push(named(path));
    }
  }

  function visitDirectory(path: string, name: string, inTree: string, tree: Tree, excluded: boolean, project: boolean): void {
    const submodule = tree.tracked.has(inTree);
    const ignored = !submodule && (excluded || tree.ignores.ignores(path, true));
    const left = ignored || name === 'node_modules';
    if (left && !tree.tracked.hasBelow(inTree)) {
      pass(path, ignored ? 'ignored' : 'packages');
    } else if (left) {
      below(path, tree, true, project);
    } else {
      const own = repositoryAt(path);
      const inherited = tree.repository === undefined ? tree : { ...tree, ignores: tree.ignores.within(path) };
      below(path, own === undefined ? inherited : treeOf(own, path, notice), false, project);
    }
  }

  function visitLink(path: string, inTree: string, tree: Tree, excluded: boolean): void {
    const kind = visibleKindOf(path);
    const manifest = wanted.test(path);
    if (!manifest && kind !== 'directory') {
      return;
    }
    if (!tree.tracked.has(inTree) && (excluded || tree.ignores.ignores(path, false))) {
      pass(path, 'ignored');
    } else if (manifest && kind === 'file' && isVisible(realPath(path), tree)) {
      files.push({ path: named(path), link: true });
    } else {
      pass(path, 'link');
    }
  }

  const repository = repositoryOf(start);
  const tree = repository === undefined ? { root: start, ...OUTSIDE } : treeOf(repository, start, notice);
  below(start, tree, false);
  return { files, passedOver, foreign };
}

const OUTSIDE = { repository: undefined, tracked: NOTHING_TRACKED, ignores: IgnoreFiles.none() };

function treeOf(repository: Repository, directory: string, notice: Notice): Tree {
  const { root } = repository;
  try {
    const tracked = trackedFiles(repository);
    return { root, repository, tracked, ignores: IgnoreFiles.above(repository, directory, notice).within(directory) };
  } catch (error) {
    notice(`${join(repository.gitDirectory, 'index')}: ${(error as Error).message}; nothing is taken for ignored`);
    return { root, ...OUTSIDE };
  }
}

/** Where an app of cdk8s writes; the default if its cdk8s.yaml cannot be read. */
function outputOf(directory: string): string {
  try {
    return cdk8sConfig(directory).output ?? DEFAULT_OUTPUT;
  } catch {
    return DEFAULT_OUTPUT;
  }
}

/** Whether git sees a file that a link leads to. */
function isVisible(target: string | undefined, { root, repository, tracked }: Tree): boolean {
  if (target === undefined || !contains(root, target)) {
    return false;
  }
  const inTree = relative(root, target).split(sep).join('/');
  return repository === undefined || tracked.has(inTree) || !IgnoreFiles.ignoresBelowRoot(repository, target);
}
