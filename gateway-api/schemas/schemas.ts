import { type Bundle, type MinorRelease, RELEASES } from '../releases';
import { type BundleSet, bundlesIn, bundlesWhere } from './bundles';
import { TEXT } from './data';
import type { Data, Schema } from './schema';

let parsed: Data | undefined;

/** The CRDs of all bundles, read once when first needed. */
function data(): Data {
  parsed ??= JSON.parse(TEXT) as Data;
  return parsed;
}

export function node(index: number): Schema {
  const schema = data().nodes[index];
  if (schema === undefined) {
    throw new RangeError(`no schema has the number ${index}`);
  }
  return schema;
}

/**
 * The versions of a kind that at least one bundle serves, oldest first; none for a kind that is not
 * of the Gateway API.
 */
export function versionsOf(group: string, kind: string): string[] {
  return Object.keys(data().kinds[`${group}/${kind}`]?.versions ?? {});
}

/** Whether the objects of a kind of the Gateway API live outside of namespaces. */
export function isClusterScoped(group: string, kind: string): boolean {
  return data().kinds[`${group}/${kind}`]?.namespaced === false;
}

const variants = new Map<string, ReadonlyMap<number, BundleSet>>();

/** The schemas of a version of a kind, each with the bundles that have it. */
export function variantsOf(group: string, kind: string, version: string): ReadonlyMap<number, BundleSet> {
  const key = `${group}/${kind}/${version}`;
  const known = variants.get(key) ?? findVariants(group, kind, version);
  variants.set(key, known);
  return known;
}

function findVariants(group: string, kind: string, version: string): ReadonlyMap<number, BundleSet> {
  const served = data().kinds[`${group}/${kind}`]?.versions[version] ?? {};
  const found = new Map<number, BundleSet>();
  for (const [name, index] of Object.entries(served)) {
    found.set(index, (found.get(index) ?? 0) | bundlesWhere((bundle) => nameOf(bundle) === name));
  }
  return found;
}

const serving = new Map<string, BundleSet>();

/** The bundles that serve a version of a kind. */
export function servedIn(group: string, kind: string, version: string): BundleSet {
  const key = `${group}/${kind}/${version}`;
  const known = serving.get(key) ?? [...variantsOf(group, kind, version).values()].reduce((all, set) => all | set, 0);
  serving.set(key, known);
  return known;
}

/**
 * The releases that first served versions, if they are older than all whose CRDs are known.
 *
 * @see Gateway API v1.0.0 and v1.1.0, release notes
 */
const SERVED_SINCE: Readonly<Record<string, MinorRelease>> = {
  'GRPCRoute v1': '1.1',
  'Gateway v1': '1.0',
  'GatewayClass v1': '1.0',
  'HTTPRoute v1': '1.0',
};

/**
 * The first minor release that serves a version of a kind; undefined if it is older than all that
 * are known, or if none serves it.
 */
export function servedSince(group: string, kind: string, version: string): MinorRelease | undefined {
  const [first] = bundlesIn(servedIn(group, kind, version));
  return first === undefined || first.gatewayApi === RELEASES[0] ? SERVED_SINCE[`${kind} ${version}`] : first.gatewayApi;
}

/**
 * The bundles that store the objects of a kind in a version; they convert what is in another one.
 */
export function storedIn(group: string, kind: string, version: string): BundleSet {
  const stored = data().kinds[`${group}/${kind}`]?.stored ?? {};
  return bundlesWhere((bundle) => stored[nameOf(bundle)] === version);
}

function nameOf({ gatewayApi, channel }: Bundle): string {
  return `${gatewayApi} ${channel}`;
}
