import type { DeliverySummary } from '../report/delivery-summary';
import type { PassedPath, Report, UnknownRelease } from '../report/report';
import { BEFORE } from '../report/unsubstituted-variables';
import { cut } from '../text/words';
import { oneLine } from './safe';

/** `1 route`, `3 routes`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** A report in one line of numbers. */
export function summaryLine({
  findings,
  summary,
  settings = [],
  passedOver = [],
  unapplied,
  unjudged = [],
  unknownRelease,
  deliveries,
}: Report): string {
  const { manifests, routes, crossings, errors, warnings, notes, ignored, templates, patches, unknown } = summary;
  const amounts = [
    [errors, 'error'],
    [warnings, 'warning'],
    [notes, 'note'],
  ] as const;
  const outcome =
    errors + warnings + notes === 0
      ? 'no findings'
      : amounts.flatMap(([amount, noun]) => (amount > 0 ? [count(amount, noun)] : [])).join(', ');
  const hidden = errors + warnings + notes - findings.length;
  const looked =
    manifests === 0
      ? 'no Gateway API objects'
      : [...delivered(deliveries), count(manifests, 'manifest'), count(routes, 'route'), count(crossings, 'crossing')].join(', ');
  const waiting = findings.filter(({ severity, message }) => severity === 'note' && message.startsWith(BEFORE)).length;
  const left = [
    hidden > 0 ? `${hidden} not shown` : undefined,
    ignored > 0 ? `${ignored} ignored` : undefined,
    templates > 0 ? `${count(templates, 'Go template')} skipped` : undefined,
    patches > 0 ? `${patches} kustomize ${patches === 1 ? 'patch' : 'patches'} not applied` : undefined,
    waiting > 0 ? `${count(waiting, 'finding')} before variables` : undefined,
    unknown > 0 ? `${count(unknown, 'object')} of unknown content or namespace` : undefined,
    ...rendered(deliveries),
    ...notRead(passedOver),
    ...notApplied(unapplied),
    ...(unjudged.length > 0 ? [`${count(unjudged.length, 'parent')} in a mesh not judged`] : []),
    ...(unknownRelease ? [unknownReleaseText(unknownRelease)] : []),
    ...settings.filter(({ atRoot }) => !atRoot).map(({ file }) => `settings of ${oneLine(cut(file))}`),
  ].filter((text) => text !== undefined);
  return `${looked}: ${[outcome, ...left].join(', ')}`;
}

/** `Gateway API 1.8 is not known: 1.7 counts`. */
export function unknownReleaseText({ named, counts }: UnknownRelease): string {
  return `Gateway API ${named} is not known: ${counts} counts`;
}

function notRead(passedOver: readonly PassedPath[]): string[] {
  const times = (why: PassedPath['why']) => passedOver.filter((passed) => passed.why === why).length;
  const [context, ignored, links, packages] = [times('context'), times('ignored'), times('link'), times('packages')];
  return [
    ...(context > 0 ? [`${count(context, 'file')} of context not judged`] : []),
    ...(ignored > 0 ? [`${count(ignored, 'path')} ignored by git`] : []),
    ...(links > 0 ? [`${count(links, 'link')} not followed`] : []),
    ...(packages > 0 ? [`${packages} node_modules not read`] : []),
    ...languages(passedOver),
  ];
}

/** `not read: 2 Terraform files, 1 helmfile`. */
function languages(passedOver: readonly PassedPath[]): string[] {
  const amounts = new Map<string, number>();
  for (const { language } of passedOver) {
    if (language !== undefined) {
      amounts.set(language, (amounts.get(language) ?? 0) + 1);
    }
  }
  const named = [...amounts].sort().map(([language, amount]) => count(amount, FILES.has(language) ? language : `${language} file`));
  return named.length === 0 ? [] : [`not read: ${named.join(', ')}`];
}

/** What is the name of a file already. */
const FILES: ReadonlySet<string> = new Set([
  'helmfile',
  'Helm template',
  'Jinja template',
  'Kptfile',
  'Tiltfile',
  'program',
  'script',
  'template',
]);

/** A guess about which directories are which cluster, with what would settle it. */
export function guessedClusters(deliveries: DeliverySummary | undefined): string | undefined {
  const { differing = [], clusters = [] } = deliveries ?? {};
  if (differing.length === 0) {
    return undefined;
  }
  const objects = shortened(differing.map((subject) => oneLine(subject)));
  const paths = clusters.reduce((sum, { roots }) => sum + roots.length, 0);
  const settled =
    paths > MOST_PATHS
      ? 'clusters with the paths of each one'
      : `clusters: { ${oneLine(clusters.map(({ name, roots }) => `${JSON.stringify(name)}: { paths: ${JSON.stringify(roots)} }`).join(', '))} }`;
  return `taken for ${clusters.length} clusters, as they differ in ${objects}; if that is wrong, set ${settled} in crossing.yaml`;
}

function notApplied(unapplied: Report['unapplied']): string[] {
  const [tests, placeholders] = [unapplied?.tests.length ?? 0, unapplied?.placeholders.length ?? 0];
  return [
    ...(tests > 0 ? [`${count(tests, 'file')} of tests not judged`] : []),
    ...(placeholders > 0 ? [`${count(placeholders, 'file')} with placeholders not judged`] : []),
  ];
}

/** How many paths of clusters somebody may copy; more are examples rather than clusters. */
const MOST_PATHS = 12;

/** How many of a list the line names. */
const NAMED = 5;

/** The first of a list, and how many more there are. */
function shortened(texts: readonly string[]): string {
  const more = texts.length > NAMED ? [`${texts.length - NAMED} more`] : [];
  return [...texts.slice(0, NAMED), ...more].join(', ');
}

function delivered(deliveries: DeliverySummary | undefined): string[] {
  if (deliveries === undefined) {
    return [];
  }
  const { clusters } = deliveries;
  const amount = clusters.reduce((sum, { deliveries }) => sum + deliveries, 0);
  return [
    ...(clusters.length > 1 ? [count(clusters.length, 'cluster')] : []),
    ...(amount > 0 ? [amount === 1 ? '1 delivery' : `${amount} deliveries`] : []),
  ];
}

function rendered(deliveries: DeliverySummary | undefined): string[] {
  if (deliveries === undefined) {
    return [];
  }
  const { rendered, unknownPatches, notDelivered, revisions } = deliveries;
  const named = notDelivered.map(({ directory, objects }) => `${oneLine(directory === '' ? '.' : directory)}/ (${objects})`);
  return [
    ...(rendered.length > 0 ? [`rendered by ${rendered.join(' and ')}`] : []),
    ...(unknownPatches > 0 ? [`built in: ${unknownPatches} ${unknownPatches === 1 ? 'patch' : 'patches'} unknown`] : []),
    ...(revisions.length > 0 ? [`judged as checked out: ${shortened(revisions.map((revision) => oneLine(cut(revision))))}`] : []),
    ...(named.length > 0 ? [`not delivered: ${shortened(named)}`] : []),
  ];
}
