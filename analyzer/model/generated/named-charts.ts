import { parse } from '../../../yaml/parse';
import { valueAt } from '../path';
import { isMap } from '../schema/check-shape';
import { isFilledIn, type Making, making, text } from './making';

const MAY_NAME = /\b(?:[Cc]hart|remoteChart|helmChart|addonChart)(?:s|[Nn]ame|Path|Ref|_ref|Version)?["']?\s*:|\brepoURL["']?\s*:/;
const DEEPEST = 16;

/** What charts are called in values, lists of releases and objects. */
const CHARTS = ['chart', 'chartName', 'chartname', 'chartRef', 'chart_ref', 'chartPath', 'remoteChart'];
/** One of these beside a text says that it is a chart, and not the label of one. */
const EVIDENCE = [
  'repoURL',
  'repository',
  'repositoryURL',
  'repo',
  'url',
  'version',
  'chartVersion',
  'targetRevision',
  'releaseName',
  'releaseNamespace',
  'release_namespace',
  'namespace',
];
const ADDRESS = /^(?:oci|https?|git|ssh):|^\.{0,2}\//;
const NAMESPACES = ['releaseNamespace', 'release_namespace', 'targetNamespace', 'defaultNamespace', 'namespace'];
/** Lists whose items are charts, however these are called. */
const LISTS: ReadonlySet<string> = new Set(['charts', 'helmCharts']);
/** What only describes an object. */
const DESCRIPTIONS: ReadonlySet<string> = new Set(['metadata', 'labels', 'annotations', 'matchLabels', 'commonLabels', 'selector']);

/**
 * Whether the text of a document may name charts without being one of the objects that deliver
 * them.
 */
export function mayNameCharts(source: string): boolean {
  return MAY_NAME.test(source);
}

/** The charts that a source of Argo CD names in the values that it gives to its own chart. */
export function chartsInValues(source: unknown): readonly Making[] {
  return ['valuesObject', 'values'].flatMap((field) => chartsNamedIn(valueAt(source, ['helm', field])));
}

/** The charts that a file of values names. */
export function chartsNamedInText(source: string): readonly Making[] {
  const parsed = mayNameCharts(source) ? parse(source) : undefined;
  return parsed !== undefined && 'value' in parsed ? chartsNamedIn(parsed.value) : [];
}

/** A namespace that is written, or one that only a cluster knows. */
type Target = { readonly namespace: string | undefined } | undefined;

/**
 * What values name charts: a list of releases of helmfile, the applications of an App of Apps, the
 * charts of a profile. What they deliver into a namespace is not in the input; if the namespace is
 * not written beside or around the chart, it may be any.
 *
 * @param around the namespace that counts if none is written
 */
export function chartsNamedIn(values: unknown, around?: string): readonly Making[] {
  return charts(values, around === undefined ? undefined : { namespace: around }, 0);
}

function charts(value: unknown, around: Target, depth: number): readonly Making[] {
  if (depth > DEEPEST) {
    return [];
  }
  if (typeof value === 'string') {
    return written(value, around, depth);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => charts(item, around, depth + 1));
  }
  if (!isMap(value)) {
    return [];
  }
  const target = targetOf(value) ?? around;
  const sources = [value, value.source, ...(Array.isArray(value.sources) ? value.sources : [])];
  if (sources.some(namesChart)) {
    return [making('Anything', target?.namespace, undefined), ...below(value.helm, target, depth), ...below(value.values, target, depth)];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (DESCRIPTIONS.has(key)) {
      return [];
    }
    if (LISTS.has(key) && Array.isArray(inner)) {
      return inner.flatMap((item) => {
        const own = isMap(item) ? targetOf(item) : undefined;
        return own === undefined ? charts(item, target, depth + 1) : [making('Anything', own.namespace, undefined)];
      });
    }
    return charts(inner, target, depth + 1);
  });
}

/** Values may name the charts of applications below the one that takes them. */
function below(values: unknown, around: Target, depth: number): readonly Making[] {
  return values === undefined ? [] : charts(values, around, depth + 1);
}

/** Values that are written as a text, as an Application of Argo CD may hold them. */
function written(source: string, around: Target, depth: number): readonly Making[] {
  const parsed = mayNameCharts(source) && /[\n{]/.test(source) ? parse(source) : undefined;
  return parsed !== undefined && 'value' in parsed && typeof parsed.value !== 'string' ? charts(parsed.value, around, depth + 1) : [];
}

function targetOf(value: Readonly<Record<string, unknown>>): Target {
  const { destination } = value;
  const found = [isMap(destination) ? destination.namespace : undefined, ...NAMESPACES.map((field) => value[field])]
    .map((target) => (isMap(target) ? target.name : target))
    .find((target) => typeof target === 'string' && target !== '');
  return typeof found === 'string' ? { namespace: isFilledIn(found) ? undefined : found } : undefined;
}

function namesChart(source: unknown): boolean {
  if (!isMap(source)) {
    return false;
  }
  return CHARTS.some((field) => {
    const chart = source[field];
    if (isMap(chart)) {
      return text(chart, 'name') !== undefined && EVIDENCE.some((evidence) => typeof chart[evidence] === 'string');
    }
    return typeof chart === 'string' && (ADDRESS.test(chart) || EVIDENCE.some((evidence) => typeof source[evidence] === 'string'));
  });
}
