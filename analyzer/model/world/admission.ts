import {
  type Bundle,
  type BundleSet,
  bundlesIn,
  bundlesWhere,
  compareReleases,
  crossFieldFaults,
  only,
  servedIn,
  servedSince,
} from '../../../gateway-api';
import { presentGroup } from '../kinds';
import type { Manifest } from '../manifest';
import type { Path } from '../path';
import type { Admission, Problem } from '../problem';
import type { Fault } from '../schema/fault';
import { validate } from '../schema/validate';
import type { OlderCrds } from '../sources/crd-changes';
import { isPartial, type SingleManifest } from './single-manifest';

/** Of what is refused whatever CRDs there are. */
export const CERTAIN: Admission = { refusedBy: 'all', known: true, bundles: ~0 };

/** What most clusters have: Gateway API 1.5 and newer. */
const CURRENT: BundleSet = bundlesWhere(({ gatewayApi }) => Number(gatewayApi.split('.')[1]) >= 5);

/**
 * Asks the API server's rules about every object of the input.
 *
 * @param singles as they are written
 * @param manifests the objects that they make up
 * @param bundle the CRDs that the cluster has, if they are known
 * @param older the CRDs that it has, if they are older than all that are known
 * @returns the identities of the objects that are refused for certain, so that they are never
 * stored, and what is refused in all of them
 */
export function admit(
  singles: readonly SingleManifest[],
  manifests: readonly Manifest[],
  bundle: Bundle | undefined,
  older?: OlderCrds,
): { readonly refused: readonly string[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const refused: string[] = [];
  const report = (manifest: Manifest, faults: readonly Fault[], counting: BundleSet): boolean => {
    let certain = false;
    for (const fault of united(faults, counting)) {
      const open = !manifest.literal && hasVariable(fault);
      if (open && fault.what !== 'malformed') {
        continue;
      }
      const refusedBy = certainty(fault.bundles, counting);
      const admission = { refusedBy, known: bundle !== undefined, bundles: fault.bundles };
      problems.push({ ...fault, manifest, admission });
      certain ||= refusedBy === 'all' && !open && fault.by === undefined && (fault.what !== 'unknown-field' || bundle !== undefined);
    }
    return certain;
  };

  const certain = new Set<Manifest>();
  /** Where the problems of a manifest stand among all. */
  const places = new Map<Manifest, readonly [from: number, to: number]>();
  for (const single of singles) {
    if (single.context) {
      continue;
    }
    const served = counting(single, bundle);
    const unserved = served === 0 || (older !== undefined && isYounger(single, older));
    if (unserved) {
      problems.push({ what: 'version-not-served', manifest: single, ...(served !== 0 && older && { older }) });
    }
    const from = problems.length;
    const broken = single.faults.length > 0 && report(single, single.faults, served);
    if (problems.length > from) {
      places.set(single, [from, problems.length]);
    }
    if (unserved || broken) {
      certain.add(single);
    }
  }
  for (const manifest of manifests) {
    if (manifest.context || presentGroup(manifest.model) === '') {
      continue;
    }
    const whole = manifest.parts.find((part) => !isPartial(part)) as SingleManifest | undefined;
    if (whole === undefined) {
      if (manifest.parts.every((part) => certain.has(part))) {
        refused.push(identityOf(manifest));
      }
      continue;
    }
    const asked = counting(whole, bundle);
    const version = whole.apiVersion.slice(whole.group.length + 1);
    const faults = crossFieldFaults(whole.kind, version, (manifest.object as { readonly spec?: unknown }).spec, asked);
    const reported = problems.length;
    const found = [...faults.map((fault): Fault => ({ what: 'cross-field', ...fault })), ...grown(manifest, asked)];
    const broken = found.length > 0 && report(manifest, found, asked);
    if (broken && whole.faults.some(({ by }) => by !== undefined)) {
      refuseEmpty(whole, problems.slice(reported));
    }
    if (broken || certain.has(whole)) {
      refused.push(identityOf(manifest));
    }
  }
  return { refused, problems };

  /**
   * A field without a value, which a creation drops, is refused there as well if a rule misses it.
   */
  function refuseEmpty(whole: SingleManifest, broken: readonly Problem[]): void {
    const holders = broken.flatMap((problem) => {
      const { manifest, path } = problem as Refused;
      const origin = manifest.origin(path);
      return origin.manifest === whole && (problem as Refused).admission.refusedBy === 'all' ? [origin.path] : [];
    });
    const [from, to] = places.get(whole) ?? [0, 0];
    for (let index = from; index < to; index++) {
      const { by, ...problem } = problems[index] as Refused;
      if (by !== undefined && holders.some((holder) => holds(holder, problem.path))) {
        problems[index] = problem;
      }
    }
  }
}

/** What is too long only because several manifests say a part of it. */
function grown({ object, parts }: Manifest, asked: BundleSet): Fault[] {
  if (parts.length === 1) {
    return [];
  }
  const known = new Set(parts.flatMap((part) => (part as SingleManifest).faults.map(({ path }) => path.join())));
  const limits = ['maxItems', 'maxProperties'];
  return validate(structuredClone(object) as never, asked).filter(
    (fault) => fault.what === 'invalid-value' && limits.includes(fault.keyword) && !known.has(fault.path.join()),
  );
}

type Refused = Extract<Problem, { readonly admission: Admission }>;

function holds(holder: Path, path: Path): boolean {
  return holder.every((step, depth) => step === path[depth]);
}

/** What tells an object from all others, whichever of its manifests stands for it. */
export function identityOf({ group, kind, namespace, name }: Manifest): string {
  return JSON.stringify([group, kind, namespace, name]);
}

/** Whether the version of an object came after the CRDs of a release that is not known. */
function isYounger({ model, group, kind, apiVersion }: SingleManifest, { release }: OlderCrds): boolean {
  const since = presentGroup(model) === '' ? undefined : servedSince(group, kind, apiVersion.slice(group.length + 1));
  return since !== undefined && compareReleases(release, since) < 0;
}

/**
 * The bundles that may be the cluster's: the known one, else of those that serve the version those
 * that know most of the fields.
 */
function counting({ model, group, kind, apiVersion, faults }: SingleManifest, bundle: Bundle | undefined): BundleSet {
  if (presentGroup(model) === '') {
    return ~0;
  }
  const serving = servedIn(group, kind, apiVersion.slice(group.length + 1));
  if (bundle !== undefined) {
    return serving & only(bundle);
  }
  if (serving === 0) {
    return ~0;
  }
  const unknown = faults.filter(({ what }) => what === 'unknown-field');
  if (unknown.length === 0) {
    return serving;
  }
  const counts = bundlesIn(serving).map((candidate) => unknown.filter(({ bundles }) => bundles & only(candidate)).length);
  const fewest = Math.min(...counts);
  return bundlesIn(serving).reduce((set, candidate, index) => (counts[index] === fewest ? set | only(candidate) : set), 0);
}

/**
 * One fault for each mistake: what several bundles refuse in one place for reasons of their own is
 * said as the newest of them says it.
 */
function united(faults: readonly Fault[], counting: BundleSet): Fault[] {
  const byMistake = new Map<string, Fault>();
  for (const fault of faults) {
    const refusing = fault.bundles & counting;
    if (refusing === 0) {
      continue;
    }
    const kind = fault.what === 'cross-field' ? fault.rule : 'keyword' in fault && fault.keyword === 'repeated' ? 'repeated' : '';
    const key = JSON.stringify([fault.what, kind, fault.path]);
    const before = byMistake.get(key);
    const newest = before === undefined || refusing > before.bundles ? fault : before;
    byMistake.set(key, { ...newest, bundles: refusing | (before?.bundles ?? 0) });
  }
  return [...byMistake.values()];
}

/** As Flux and envsubst write what they fill in. */
const VARIABLE = /\$\{[A-Za-z_][^{}\n]*\}/;

function hasVariable(fault: Fault): boolean {
  const text = fault.what === 'malformed' ? fault.seen : fault.what === 'cross-field' ? fault.message : 'value' in fault ? fault.value : '';
  return typeof text === 'string' && VARIABLE.test(text);
}

function certainty(refusing: BundleSet, counting: BundleSet): Admission['refusedBy'] {
  if (refusing === counting) {
    return 'all';
  }
  const current = counting & CURRENT;
  return current !== 0 && (refusing & current) === current ? 'current' : 'some';
}
