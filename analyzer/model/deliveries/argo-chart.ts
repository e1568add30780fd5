import { parse } from '../../../yaml/parse';
import { fromRoot, joined } from '../kustomize/kustomization';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import type { HelmBuild } from './delivery';
import { globOf } from './glob';
import { textOf } from './source-reference';
import type { Tree } from './tree';

/** What an Application says of the chart of one of its sources. */
export interface ArgoChart {
  readonly helm: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** The name of the Application. */
  readonly name: string;
  readonly namespace: string;
  /** Fills in what Argo CD knows of the Application: `$ARGOCD_APP_NAME`. */
  readonly expand: (text: string) => string;
  /** Whether a source of the Application that is called so is this repository. */
  readonly refs: ReadonlyMap<string, boolean>;
}

const URL = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * A chart as Argo CD renders it.
 *
 * @see argoproj.io/v1alpha1 Application, spec.source.helm
 */
export function argoChart(chart: ArgoChart, tree: Tree): HelmBuild {
  const { helm, path, name, namespace, expand } = chart;
  const parameters = mapsIn(helm.parameters).map(({ name, value, forceString }) => ({
    name: String(name ?? ''),
    value: escaped(expand(String(value ?? ''))),
    forceString: forceString === true,
  }));
  const named = mapsIn(helm.fileParameters).map(({ name, path }) => ({
    name: String(name ?? ''),
    file: resolved(String(path ?? ''), chart),
  }));
  const files = valueFilesOf(chart, tree);
  const elsewhere = [...files, ...named.map(({ file }) => file)].flatMap((file) => ('elsewhere' in file ? file.elsewhere : []));
  const kubeVersion = textOf(helm.kubeVersion);
  return {
    kind: 'helm',
    path,
    release: textOf(helm.releaseName) ?? name,
    namespace: textOf(helm.namespace) ?? namespace,
    valueFiles: files.flatMap((file) => ('path' in file ? file.path : [])),
    values: valuesOf(helm),
    parameters,
    fileParameters: named.flatMap(({ name, file }) => ('path' in file ? { name, file: file.path } : [])),
    includeCrds: helm.skipCrds !== true,
    ...(helm.skipTests === true && { skipTests: true }),
    ...(helm.skipSchemaValidation === true && { skipSchemaValidation: true }),
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(kubeVersion !== undefined && { kubeVersion }),
    ...(textsIn(helm.apiVersions).length > 0 && { apiVersions: textsIn(helm.apiVersions) }),
  };
}

/** A file of this repository, or one that is not in it. */
type ValueFile = { readonly path: string } | { readonly elsewhere: string };

function valueFilesOf(chart: ArgoChart, tree: Tree): ValueFile[] {
  const all = textsIn(chart.helm.valueFiles).map((file) => resolved(file, chart));
  const ignoresMissing = chart.helm.ignoreMissingValueFiles === true;
  const plain = new Set(all.flatMap((file) => ('path' in file && !isGlob(file.path) ? file.path : [])));
  const found = all.flatMap((file): ValueFile[] => {
    if ('elsewhere' in file) {
      return [file];
    }
    if (!isGlob(file.path)) {
      return ignoresMissing && !tree.has(file.path) ? [] : [file];
    }
    const fits = globOf(file.path, { separated: true }) ?? (() => false);
    const matching = [...tree.files].filter((path) => fits(path)).sort();
    // What is named by itself has its place there.
    return matching.length > 0 || ignoresMissing ? matching.flatMap((path) => (plain.has(path) ? [] : { path })) : [file];
  });
  // A file of the repository is taken once.
  return [...new Map(found.map((file) => ['path' in file ? file.path : file, file])).values()];
}

function resolved(written: string, { path, refs, expand }: ArgoChart): ValueFile {
  const [first = '', ...rest] = written.split('/');
  const isOwn = first.startsWith('$') ? refs.get(first.slice(1)) : undefined;
  if (isOwn !== undefined) {
    return isOwn ? { path: joined('', expand(rest.join('/'))) } : { elsewhere: written };
  }
  const file = expand(written);
  if (URL.test(file)) {
    return { elsewhere: file };
  }
  return { path: file.startsWith('/') ? fromRoot(file) : joined(path, file) };
}

function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

function valuesOf({ values, valuesObject }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (isMap(valuesObject) && Object.keys(valuesObject).length > 0) {
    return valuesObject;
  }
  const parsed = typeof values === 'string' ? parse(values) : undefined;
  return parsed !== undefined && 'value' in parsed && isMap(parsed.value) ? parsed.value : {};
}

/** A value in which commas separate nothing, unless it is a list. */
function escaped(value: string): string {
  return /^\{.*\}$/s.test(value) ? value : value.replace(/(?<!\\),/g, '\\,');
}
