import { parse } from '../../../yaml/parse';
import { joined } from '../kustomize/kustomization';
import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import { mayHold } from '../sources/may-hold';
import { builtIn } from './built-in';
import type { Build, DirectoryBuild, HelmBuild, KustomizeBuild } from './delivery';
import { globOf } from './glob';
import { UNKNOWN } from './go-template';
import { type Reach, reach } from './reach';
import type { RenderedText, Rendering } from './rendering';
import { sourceTree } from './source-tree';
import { KUSTOMIZATION_NAMES, type Tree } from './tree';

/** Renders a build as far as that can be determined without an engine. */
export function renderBuiltIn(build: Build, tree: Tree): Rendering {
  switch (build.kind) {
    case 'directory':
      return renderDirectory(build, tree);
    case 'helm':
      return renderNoChart(build, tree);
    default:
      return renderKustomization(build, treeOf(build, tree));
  }
}

/** The files that an engine sees. */
export function treeOf(build: KustomizeBuild, tree: Tree): Tree {
  return build.engine === 'flux' ? sourceTree(tree, build.ignore) : tree;
}

/** What kustomize would make of a build, with what it reads. */
export function renderKustomization(build: KustomizeBuild, tree: Tree, reached: Reach = reach(build, tree)): Rendering {
  const { texts, makings } = builtIn(build, tree, reached);
  const unknown = new Set(
    texts.flatMap(({ text, place }) => (mayHold(text) ? (place.changed ?? []) : [])).map((change) => JSON.stringify(change)),
  );
  return { texts, ...readBy(tree, reached), makings: [...makings, ...makingsOf(reached)], unknown: unknown.size };
}

/** The files that a build reads, and what is wrong with them. */
export function readBy(tree: Tree, { files, kustomizations, struck, problems }: Reach): Pick<Rendering, 'files' | 'struck' | 'problems'> {
  const own = [...kustomizations.keys()].flatMap((directory) => tree.kustomizationFile(directory) ?? []);
  return { files: new Set([...files, ...own]), struck, problems };
}

/** What may be brought by what is struck out, and by what is not there. */
export function makingsOf({ struck, problems }: Reach): Rendering['makings'] {
  return [...struck, ...problems].flatMap(({ making }) => (making === 'crds' ? [] : (making ?? [])));
}

/** What a file holds that Argo CD is to pass over. */
const SKIPPED = '+argocd:skip-file-rendering';

/**
 * The manifests of a directory as Argo CD takes them.
 *
 * @see argoproj.io/v1alpha1 Application, spec.source.directory
 */
function renderDirectory({ path, recurse, include, exclude }: DirectoryBuild, tree: Tree): Rendering {
  const [included, excluded] = [include, exclude].map((pattern) =>
    pattern === undefined ? undefined : globOf(pattern, { separated: false }),
  );
  const names = tree.filesIn(path, recurse).filter((file) => {
    const within = path === '' ? file : file.slice(path.length + 1);
    return included?.(within) !== false && excluded?.(within) !== true && tree.text(file)?.includes(SKIPPED) !== true;
  });
  const tooLong = [
    include !== undefined && included === undefined && 'include',
    exclude !== undefined && excluded === undefined && 'exclude',
  ];
  const files = names.filter((file) => /\.(?:ya?ml|json)$/.test(file));
  const struck = names.filter((file) => file.endsWith('.jsonnet')).map((file) => ({ file, what: `jsonnet ${file}` }));
  return {
    texts: files.map((file): RenderedText => ({ file, text: tree.text(file) ?? '', place: {}, origin: false })),
    files: new Set(files),
    makings: struck.map(() => ({ kind: 'Anything' as const })),
    struck,
    problems: [
      ...tooLong.flatMap((field) =>
        field === false ? [] : { file: path, message: `directory.${field} is too long to be matched`, limit: true, exceeded: true },
      ),
      ...files.flatMap((file) => {
        const message = notAManifest(file, tree.text(file) ?? '');
        return message === undefined ? [] : [{ file, message }];
      }),
    ],
    unknown: 0,
  };
}

/**
 * Why Argo CD cannot take a file of a directory as a manifest; it passes over YAML that does not
 * look like one, and takes every JSON.
 */
function notAManifest(file: string, text: string): string | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const isKustomization = KUSTOMIZATION_NAMES.some((known) => known === name);
  if (!isKustomization && !name.endsWith('.json')) {
    return undefined;
  }
  const parsed = parse(text);
  if (!('value' in parsed)) {
    return undefined;
  }
  const kind = valueAt(parsed.value, ['kind']);
  if (name.endsWith('.json')) {
    return kind === undefined ? `${file} has no kind, and Argo CD reads every JSON file; set directory.include to '*.yaml'` : undefined;
  }
  return groupOf(String(valueAt(parsed.value, ['apiVersion']))) === 'kustomize.config.k8s.io'
    ? `${file} is read as an object of the kind ${String(kind)}, which no cluster has; name it in directory.exclude`
    : undefined;
}

/** A chart that is not rendered may bring anything into its namespace. */
export function renderNoChart({ path, namespace, elsewhere = [] }: HelmBuild, tree: Tree): Rendering {
  const files = tree.filesIn(path, true);
  return {
    texts: [],
    files: new Set(files),
    makings: [{ kind: 'Anything', ...(!namespace.includes(UNKNOWN) && { namespace }) }],
    struck: [{ file: joined(path, 'Chart.yaml'), what: [`chart ${path}`, ...elsewhere.map((file) => `values ${file}`)].join(', ') }],
    problems: [],
    unknown: 0,
  };
}
