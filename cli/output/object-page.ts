import { createColors } from 'picocolors';
import { formatRef } from '../../analyzer/model/object-ref';
import { explainAccess, type Subject } from '../../analyzer/render/explain-access';
import { explainObject, explanationOf } from '../../analyzer/render/explain-object';
import { oneLine } from '../../analyzer/render/safe';
import type { Finding } from '../../analyzer/report/finding';
import { subjectOf } from '../../analyzer/report/ignore';
import type { Verdict } from '../../analyzer/report/judge';
import { mergeVerdicts } from '../../analyzer/report/merge-verdicts';
import { nearest } from '../../analyzer/text/did-you-mean';
import { deliveredInputs } from '../engines/delivered-inputs';
import { CommandError } from '../exit-code';
import type { ManifestOptions } from '../input/manifest-options';
import type { Io } from '../io';
import { judgeInputs } from '../judge/judge';
import { withProgress } from '../progress';
import { type ObjectName, objectName } from './object-name';

/** Why an object gets the status that it gets, or who may reach a Service or namespace. */
export async function objectPage(what: string, paths: readonly string[], options: ManifestOptions, io: Io): Promise<string> {
  const wanted = objectName(what);
  if (wanted === undefined) {
    throw new CommandError(`${what}: expected KIND/NAMESPACE/NAME, such as HTTPRoute/shop/cart, or Namespace/NAME`);
  }
  const verdicts = await withProgress(io, async (progress) =>
    judgeInputs((await deliveredInputs(paths, options, io, progress)).inputs, options, progress),
  );
  const refs = verdicts.map((verdict) => refsIn(verdict).filter((ref) => fits(ref, wanted)));
  const [found, ...others] = [...new Set(refs.flat().map(formatRef))];
  if (found === undefined) {
    throw new CommandError(notFound(what, verdicts));
  }
  if (others.length > 0) {
    throw new CommandError(`${what} is ${[found, ...others].join(' and ')}; name one of ${[found, ...others].map(written).join(', ')}`);
  }
  const { findings } = mergeVerdicts(verdicts).report;
  const own = findings.filter((finding) => subjectOf(finding) === found);
  const having = verdicts.filter((_, index) => (refs[index]?.length ?? 0) > 0);
  const several = new Set(verdicts.map(({ cluster }) => cluster)).size > 1;
  return byCluster(
    having.map((verdict) => ({ cluster: several ? verdict.cluster : undefined, page: pageOf(found, wanted, verdict, own, io) })),
  );
}

function pageOf(ref: string, { namespace, name }: ObjectName, verdict: Verdict, findings: readonly Finding[], io: Io): string {
  const { cluster = '', world, prediction } = verdict;
  const colours = createColors(io.colour);
  const explanation = explanationOf(prediction, ref);
  if (explanation === undefined) {
    const subject: Subject = ref.startsWith('Service ') ? { namespace, service: name } : { namespace: name };
    return explainAccess(world, prediction, subject, colours);
  }
  const own = findings.flatMap(({ clusters, ...finding }) =>
    clusters === undefined || clusters.includes(cluster) ? [finding as Finding] : [],
  );
  return explainObject(explanation, own, colours);
}

/** Each page once, under the names of its clusters. */
function byCluster(pages: readonly { readonly cluster: string | undefined; readonly page: string }[]): string {
  const clusters = new Map<string, string[]>();
  for (const { cluster, page } of pages) {
    clusters.set(page, [...(clusters.get(page) ?? []), ...(cluster === undefined ? [] : [oneLine(cluster)])]);
  }
  return [...clusters]
    .map(([page, names]) => (names.length === 0 ? page : `cluster ${[...new Set(names)].join(', ')}\n\n${page}`))
    .join('\n');
}

interface Ref {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * What can be explained: what gets a status, and what is reached by others. A namespace is there if
 * anything is in it.
 */
function refsIn({ world, prediction: { classes, gateways, listenerSets, routes, policies } }: Verdict): Ref[] {
  const judged = [...classes, ...gateways, ...listenerSets, ...routes, ...policies].map(({ manifest }) => manifest);
  const referenced = [...gateways, ...listenerSets, ...routes, ...policies]
    .flatMap(({ references }) => references.map(({ target }) => target))
    .filter(({ kind }) => kind === 'Service');
  const services = [...world.all('Service'), ...referenced];
  const grants = world.all('ReferenceGrant');
  const names = new Set([...judged, ...services, ...grants].map(({ namespace }) => namespace).filter((namespace) => namespace !== ''));
  for (const { name } of world.all('Namespace')) {
    names.add(name);
  }
  return [...judged, ...services, ...Array.from(names, (name) => ({ kind: 'Namespace', namespace: '', name }))];
}

function fits(ref: Ref, { kind, namespace, name }: ObjectName): boolean {
  return (kind === undefined || ref.kind === kind || ref.kind === `X${kind}`) && ref.namespace === namespace && ref.name === name;
}

/** A reference as an argument of the command. */
function written(ref: string): string {
  return ref.replace(' ', '/');
}

function withoutKind(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

function notFound(what: string, verdicts: readonly Verdict[]): string {
  const names = [...new Set(verdicts.flatMap(refsIn).map((ref) => written(formatRef(ref))))].sort();
  const near =
    nearest(what, names) ??
    nearest(
      what.toLowerCase(),
      names.map((name) => name.toLowerCase()),
    );
  // A name without its kind, such as `shop/cart`.
  const nearWithoutKind = near === undefined ? nearest(what, [...new Set(names.map(withoutKind))]) : undefined;
  const hint =
    near === undefined
      ? names.find((name) => withoutKind(name) === nearWithoutKind)
      : names.find((name) => name.toLowerCase() === near.toLowerCase());
  return `${what} is not among the routes, Gateways, ListenerSets, classes, policies, Services and namespaces of the manifests${hint === undefined ? '' : `; did you mean ${hint}?`}`;
}
