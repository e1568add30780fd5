import { isMap } from '../schema/check-shape';
import { mayBring } from '../sources/languages';
import { type Making, making, text } from './making';

const END_OF_BLOCK = /\n\}/;
const TERRAFORM_RELEASE = '"helm_release"';
const LITERAL_NAMESPACE = /^[ \t]*namespace[ \t]*=[ \t]*"([a-z0-9-]+)"/m;
const HELM_COMMAND = /\bhelm\s+(?:upgrade|install)\b(?:[^\n\\]|\\\r?\n?)*/g;
const NAMESPACE_OPTION = /(?:^|\s)(?:-n|--namespace)[ =]["']?([a-z0-9-]+)["']?(?=\s|$)/;

/** Some GatewayClass, of which only what brings it knows the name. */
const SOME_CLASS: Making = { kind: 'GatewayClass' };

/**
 * What files of a language that is not read may bring: charts into the namespaces that they name,
 * and GatewayClasses.
 */
export function foreignDeliveries(source: string): readonly Making[] {
  if (!mayBring(source)) {
    return [];
  }
  const blocks = source.split(END_OF_BLOCK).filter((block) => block.includes(TERRAFORM_RELEASE));
  const releases = blocks.map((block) => LITERAL_NAMESPACE.exec(block.slice(block.lastIndexOf(TERRAFORM_RELEASE)))?.[1]);
  const commands = [...source.matchAll(HELM_COMMAND)].map(([command]) => NAMESPACE_OPTION.exec(command)?.[1]);
  return [
    SOME_CLASS,
    ...[...releases, ...commands].flatMap((namespace) => (namespace === undefined ? [] : making('Anything', namespace, undefined))),
  ];
}

const NAMES_CHART = /\bchart["']?\s*:|\brepoURL["']?\s*:/;
const DEEPEST = 12;

/**
 * Whether the text of a document may name charts without being one of the objects that deliver
 * them.
 */
export function mayNameCharts(text: string): boolean {
  return NAMES_CHART.test(text);
}

/**
 * What values name charts: a list of releases of helmfile, the applications of an App of Apps. What
 * they deliver into a namespace is not in the input; if the namespace is not written, it may be
 * any.
 */
export function chartsNamedIn(values: unknown, depth = 0): readonly Making[] {
  if (depth > DEEPEST) {
    return [];
  }
  if (Array.isArray(values)) {
    return values.flatMap((item) => chartsNamedIn(item, depth + 1));
  }
  if (!isMap(values)) {
    return [];
  }
  const source = isMap(values.source) ? values.source : values;
  const named = [source, ...(Array.isArray(values.sources) ? values.sources : [])].some(namesChart);
  if (!named) {
    return Object.values(values).flatMap((item) => chartsNamedIn(item, depth + 1));
  }
  const written = text(values, 'destination', 'namespace') ?? text(values, 'namespace') ?? text(values, 'targetNamespace');
  return [making('Anything', written, undefined)];
}

function namesChart(source: unknown): boolean {
  if (!isMap(source) || typeof source.chart !== 'string') {
    return false;
  }
  return ['repoURL', 'repository', 'repo', 'version', 'targetRevision', 'namespace'].some((field) => typeof source[field] === 'string');
}
