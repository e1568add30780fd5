import { parse } from '../../../yaml/parse';
import { annotationEntries } from '../annotation-entries';
import type { Making } from '../generated/making';
import { chartsInValues, chartsNamedInText } from '../generated/named-charts';
import { fromRoot, joined } from '../kustomize/kustomization';
import type { Place } from '../kustomize/place';
import { formatRef } from '../object-ref';
import { valueAt } from '../path';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import type { ArgoCluster } from './application-set';
import { argoChart } from './argo-chart';
import type { Build, Delivery, Undelivered } from './delivery';
import type { EngineObject } from './engine-object';
import { globOf } from './glob';
import { UNKNOWN } from './go-template';
import { merged } from './merged';
import { textOf } from './source-reference';
import type { Sources } from './sources';
import type { Tree } from './tree';

const IN_CLUSTER: ReadonlySet<string> = new Set([
  '',
  'in-cluster',
  'https://kubernetes.default.svc',
  'https://kubernetes.default.svc.cluster.local',
]);

/**
 * What an Argo CD Application delivers, one delivery for each source with a path.
 *
 * @see argoproj.io/v1alpha1 Application
 */
export function applicationDeliveries(
  application: EngineObject,
  tree: Tree,
  sources: Sources,
  clusters: readonly ArgoCluster[] = [],
): (Delivery | Undelivered)[] {
  const by = formatRef(application);
  const { file, value } = application;
  const spec = isMap(value.spec) ? value.spec : {};
  const target = textOf(valueAt(spec, ['destination', 'namespace']));
  const namespace = target?.includes(UNKNOWN) ? undefined : target;
  const put: Place = target === undefined ? {} : namespace === undefined ? { unknown: 'unnamed' } : { fallback: namespace };
  const destination = destinationOf(spec, clusters);
  const common = { by, file, destination };
  const structuredDiff = comparesStructure(value);
  const finalizers = textsIn(valueAt(value, ['metadata', 'finalizers']));
  // What the hydrator renders is delivered from where it writes it.
  const dry = valueAt(spec, ['sourceHydrator', 'drySource']);
  const written = isMap(dry) ? [dry] : Array.isArray(spec.sources) && spec.sources.length > 0 ? spec.sources : [spec.source];
  const refs = new Map(
    written.filter(isMap).flatMap((source) => (typeof source.ref === 'string' ? [[source.ref, source.repoURL]] : [])) as [
      string,
      unknown,
    ][],
  );
  const undelivered = (why: Undelivered['why'], what: string): Undelivered => ({ ...common, namespace, why, what });
  /** What the values of a source name that are in this repository or in the source itself. */
  const chartsOf = (source: Readonly<Record<string, unknown>>): readonly Making[] => {
    const files = textsIn(valueAt(source, ['helm', 'valueFiles'])).map((file) => /^\$([\w-]+)\/(.*)$/.exec(file) ?? []);
    const own = files.filter(([, ref = '']) => sources.isOwn(String(refs.get(ref) ?? ''))).map(([, , rest = '']) => joined('', rest));
    return [...chartsInValues(source), ...own.flatMap((file) => chartsNamedInText(tree.text(file) ?? ''))];
  };
  if (spec.unknown === true) {
    return [undelivered('unknown', 'its source')];
  }
  if (written.every((source) => !isMap(source))) {
    // A part of an Application, which something else may complete.
    return [undelivered('foreign', 'its source')];
  }
  const labels = valueAt(spec, ['syncPolicy', 'managedNamespaceMetadata', 'labels']);
  const options = valueAt(spec, ['syncPolicy', 'syncOptions']);
  const creates = Array.isArray(options) && options.some((option) => /^CreateNamespace=true$/i.test(String(option)));
  const namespaceLabels = namespace !== undefined && creates ? (isMap(labels) ? strings(labels) : {}) : undefined;
  return written.filter(isMap).flatMap((source): (Delivery | Undelivered)[] => {
    const { path, repoURL, chart } = source;
    const foreign = (what: string) => [
      undelivered('foreign', what),
      ...chartsOf(source).map(
        (named): Undelivered => ({ ...common, namespace: named.namespace, why: 'foreign', what: `values of ${what}` }),
      ),
    ];
    if (typeof chart === 'string' && chart !== '') {
      return foreign(`chart ${chart}`);
    }
    if (typeof path !== 'string' || (path === '' && typeof source.ref === 'string')) {
      return typeof source.ref === 'string' ? [] : [undelivered('foreign', String(repoURL ?? 'its source'))];
    }
    const url = typeof repoURL === 'string' ? repoURL : '';
    if (!url.includes(UNKNOWN) && !sources.isOwn(url)) {
      return foreign(path);
    }
    const directories = pathsOf(path, tree);
    if (directories === undefined) {
      return [undelivered('unknown', 'its path')];
    }
    return directories.flatMap((directory): (Delivery | Undelivered)[] => {
      if (!tree.isDirectory(directory)) {
        return [undelivered('missing', path)];
      }
      const build = buildOf(withOverrides(source, directory, application.name, tree), directory, tree, (helm) =>
        argoChart(
          {
            helm,
            path: directory,
            name: textOf(valueAt(application.value, ['metadata', 'name'])) ?? application.name,
            namespace: namespace ?? 'default',
            expand: expansionOf(application, source, namespace ?? ''),
            refs: new Map([...refs].map(([ref, url]) => [ref, sources.isOwn(String(url ?? ''))])),
          },
          tree,
        ),
      );
      if (build === undefined) {
        return [undelivered('unknown', `plugin of ${path}`)];
      }
      const revision = textOf(source.targetRevision);
      const named = revision !== undefined && revision !== 'HEAD' && { revision };
      // What is on another branch may have been filled in on the way to it.
      const place = { ...put, ...(isDefaultBranch(revision) && { literal: true }) };
      return [{ ...common, build, place, spec, finalizers, structuredDiff, ...named, ...(namespaceLabels && { namespaceLabels }) }];
    });
  });
}

function isDefaultBranch(revision: unknown): boolean {
  return revision === undefined || ['', 'HEAD', 'main', 'master'].includes(String(revision));
}

/** With ServerSideApply, unless the API server makes the difference. */
function comparesStructure(application: Readonly<Record<string, unknown>>): boolean {
  const options = valueAt(application, ['spec', 'syncPolicy', 'syncOptions']);
  const onServer = annotationEntries(application, 'argocd.argoproj.io/compare-options').includes('ServerSideDiff=true');
  return Array.isArray(options) && options.includes('ServerSideApply=true') && !onServer;
}

/** Where an Application goes: empty for the cluster that Argo CD runs in. */
function destinationOf(spec: unknown, clusters: readonly ArgoCluster[]): string {
  const name = textOf(valueAt(spec, ['destination', 'name'])) ?? '';
  const server = textOf(valueAt(spec, ['destination', 'server'])) ?? '';
  const written = name === '' ? server.replace(/(?<!\/)\/+$/, '') : name;
  if (IN_CLUSTER.has(written) || written.includes(UNKNOWN)) {
    return '';
  }
  return clusters.find((cluster) => cluster.name === written || cluster.server?.replace(/(?<!\/)\/+$/, '') === written)?.name ?? written;
}

/**
 * The directories that a path means: every one that fits if a part of it is not known. `undefined`
 * if nothing of it is.
 */
function pathsOf(path: string, tree: Tree): string[] | undefined {
  const plain = fromRoot(path);
  if (!plain.includes(UNKNOWN)) {
    return [plain];
  }
  if (!/\w/.test(plain.replaceAll(UNKNOWN, ''))) {
    return undefined;
  }
  const pattern = plain.replaceAll(new RegExp(`${UNKNOWN}+`, 'g'), '*');
  const fits = globOf(pattern, { separated: true }) ?? (() => true);
  return [...tree.directories].filter(fits).sort();
}

/**
 * A source with what `.argocd-source.yaml` and `.argocd-source-NAME.yaml` of its directory change.
 */
function withOverrides(source: Record<string, unknown>, directory: string, name: string, tree: Tree): Record<string, unknown> {
  const { path, repoURL, chart, targetRevision } = source;
  const merges = ['.argocd-source.yaml', `.argocd-source-${name}.yaml`].reduce((sofar, file) => {
    const text = tree.text(joined(directory, file));
    const parsed = text === undefined ? undefined : parse(text);
    return parsed !== undefined && 'value' in parsed && isMap(parsed.value)
      ? (merged(sofar, parsed.value) as Record<string, unknown>)
      : sofar;
  }, source);
  return { ...merges, path, repoURL, chart, targetRevision };
}

/**
 * What Argo CD takes a source for: what its options are for, else what lies there; beside a
 * kustomization, a chart is only a file.
 */
function buildOf(
  source: Record<string, unknown>,
  path: string,
  tree: Tree,
  chartOf: (helm: Record<string, unknown>) => Build,
): Build | undefined {
  const [kustomize, helm, directory] = [source.kustomize, source.helm, source.directory].map((options) =>
    isMap(options) && saysSomething(options) ? options : undefined,
  );
  const isKustomization = tree.kustomizationFile(path) !== undefined;
  // What a plugin makes of a kustomization is at least what kustomize makes of it; charts in it are
  // struck out either way.
  if (isMap(source.plugin)) {
    return isKustomization ? { kind: 'kustomize', engine: 'argo', path, overlay: {} } : undefined;
  }
  const explicit = kustomize !== undefined || helm !== undefined || directory !== undefined;
  if (helm !== undefined || (!explicit && !isKustomization && tree.has(joined(path, 'Chart.yaml')))) {
    return chartOf(helm ?? {});
  }
  if (kustomize !== undefined || (!explicit && isKustomization)) {
    return { kind: 'kustomize', engine: 'argo', path, overlay: kustomizeOverlay(kustomize ?? {}, path, tree) };
  }
  const { recurse, include, exclude } = directory ?? {};
  return {
    kind: 'directory',
    path,
    recurse: recurse === true,
    ...(textOf(include) !== undefined && { include: include as string }),
    ...(textOf(exclude) !== undefined && { exclude: exclude as string }),
  };
}

/** What `kustomize edit` would write for the options of an Application. */
function kustomizeOverlay(options: Record<string, unknown>, path: string, tree: Tree): Record<string, unknown> {
  const overlay: Record<string, unknown> = {};
  for (const field of ['namePrefix', 'nameSuffix', 'namespace']) {
    if (textOf(options[field]) !== undefined) {
      overlay[field] = options[field];
    }
  }
  const isThere = (component: unknown) => options.ignoreMissingComponents !== true || tree.isDirectory(joined(path, String(component)));
  for (const field of ['components', 'patches']) {
    if (Array.isArray(options[field]) && options[field].length > 0) {
      overlay[field] = options[field].filter((entry) => field !== 'components' || isThere(entry));
    }
  }
  const replicas = mapsIn(options.replicas).map(({ name, count }) => ({ name, count: Number(count) }));
  if (replicas.length > 0) {
    overlay.replicas = replicas;
  }
  const labels = strings(isMap(options.commonLabels) ? options.commonLabels : {});
  if (Object.keys(labels).length > 0 && options.labelWithoutSelector === true) {
    overlay.labels = [{ pairs: labels, ...(options.labelIncludeTemplates === true && { includeTemplates: true }) }];
  } else if (Object.keys(labels).length > 0) {
    overlay.commonLabels = labels;
  }
  if (isMap(options.commonAnnotations)) {
    overlay.commonAnnotations = options.commonAnnotations;
  }
  return overlay;
}

/** Whether options are any: Argo CD passes over empty ones. */
function saysSomething(options: unknown): boolean {
  return typeof options === 'object' && options !== null ? Object.values(options).some(saysSomething) : Boolean(options);
}

/** Of what form a commit is; none of its letters is known. */
const REVISION = '0'.repeat(40);

/** Fills in the build environment of Argo CD, `$ARGOCD_APP_NAME` and the like. */
function expansionOf({ value }: EngineObject, source: Record<string, unknown>, namespace: string): (text: string) => string {
  const known = new Map<string, unknown>([
    ['ARGOCD_APP_NAME', valueAt(value, ['metadata', 'name'])],
    ['ARGOCD_APP_NAMESPACE', namespace],
    ['ARGOCD_APP_PROJECT_NAME', valueAt(value, ['spec', 'project'])],
    ['ARGOCD_APP_REVISION', REVISION],
    ['ARGOCD_APP_REVISION_SHORT', REVISION.slice(0, 7)],
    ['ARGOCD_APP_REVISION_SHORT_8', REVISION.slice(0, 8)],
    ['ARGOCD_APP_SOURCE_REPO_URL', source.repoURL],
    ['ARGOCD_APP_SOURCE_PATH', source.path],
    ['ARGOCD_APP_SOURCE_TARGET_REVISION', source.targetRevision],
  ]);
  return (text) =>
    text.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (written, braced, plain) =>
      written === '$$' ? '$' : String(known.get(braced ?? plain) ?? ''),
    );
}

function strings(map: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value ?? '')]));
}
