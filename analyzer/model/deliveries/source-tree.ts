import ignore, { type Ignore } from 'ignore';
import { parentOf, type Tree } from './tree';

/** What Flux leaves out of a source whatever it says. */
const ALWAYS = ['.git/', '.gitignore', '.gitmodules', '.gitattributes'];
/**
 * What it leaves out of one that says nothing; images as well, but a source that is not in the tree
 * may say otherwise.
 */
const DEFAULTS = [
  ...['.github/', '.circleci/', '.travis.yml', '.gitlab-ci.yml', 'appveyor.yml', '.drone.yml', 'cloudbuild.yaml'],
  ...['codeship-services.yml', 'codeship-steps.yml', '.goreleaser.yml', '.sops.yaml', '.flux.yaml'],
];
const FILE = '.sourceignore';

const treesOf = new WeakMap<Tree, Map<string, Tree>>();

/**
 * A repository as the source-controller of Flux hands it on: without links, and without what
 * `.sourceignore` files and the `spec.ignore` of a source leave out. The last pattern that matches
 * counts.
 *
 * @see github.com/fluxcd/pkg/sourceignore
 */
export function sourceTree(tree: Tree, ignored = ''): Tree {
  const trees = treesOf.get(tree) ?? new Map<string, Tree>();
  treesOf.set(tree, trees);
  const result = trees.get(ignored) ?? filtered(tree, ignored);
  trees.set(ignored, result);
  return result;
}

function filtered(tree: Tree, ignored: string): Tree {
  const files = [...tree.files].filter((file) => file === FILE || file.endsWith(`/${FILE}`)).sort();
  const own = files.length > 0 || ignored !== '';
  const levels = [
    { directory: '', patterns: ignore({ ignorecase: false }).add(own ? ALWAYS : [...ALWAYS, ...DEFAULTS]) },
    ...files.map((file) => ({ directory: parentOf(file), patterns: patternsOf(tree.text(file) ?? '') })),
    { directory: '', patterns: patternsOf(ignored) },
  ].reverse();
  return tree.without((path) => {
    if (tree.isLink(path)) {
      return true;
    }
    for (const { directory, patterns } of levels) {
      const within = directory === '' ? path : path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : undefined;
      const match =
        within === undefined
          ? undefined
          : withDirectories(within)
              .map((one) => patterns.test(one))
              .find((one) => one.ignored || one.unignored);
      if (match !== undefined) {
        return match.ignored;
      }
    }
    return false;
  });
}

/** A path and the directories above it: a pattern for a directory counts for what is in it. */
function withDirectories(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, index) => (index === 0 ? path : `${steps.slice(0, -index).join('/')}/`));
}

/**
 * Patterns of which the last that matches counts: unlike git, Flux walks into a directory that is
 * left out, so that what is in it may be taken back.
 */
function patternsOf(text: string): Pick<Ignore, 'test'> {
  const patterns = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => ({ taken: line.startsWith('!'), pattern: ignore({ ignorecase: false }).add(line.replace(/^!/, '')) }))
    .reverse();
  return {
    test(path) {
      const last = patterns.find(({ pattern }) => pattern.test(path).ignored);
      return { ignored: last?.taken === false, unignored: last?.taken === true };
    },
  };
}
