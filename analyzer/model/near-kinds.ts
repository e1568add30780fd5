import { GROUP, servedIn, VERSIONS } from '../../gateway-api';
import { nearest } from '../text/did-you-mean';
import { KINDS, modelOf } from './kinds';
import { groupOf } from './object-ref';

const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io';
/** The only one that any kind of that group has had. */
const EXPERIMENTAL_VERSION = 'v1alpha1';
const GATEWAY_API: readonly string[] = Object.keys(VERSIONS);
const CORE = KINDS.filter((kind) => !GATEWAY_API.includes(kind));
/** Kinds of the two groups that some release has, and that are not read. */
const OTHERS: ReadonlySet<string> = new Set([
  'BackendLBPolicy',
  'BackendTrafficPolicy',
  'ReferencePolicy',
  'XBackend',
  'XBackendTrafficPolicy',
  'XMesh',
]);
/** Served for every kind by releases that are older than the schemas here. */
const FORMER = 'v1alpha2';
const VERSION = /^v[1-9][0-9]*(?:(?:alpha|beta)[1-9][0-9]*)?$/;

/**
 * What is wrong with the kind or the apiVersion of an object that is spelled nearly as one of the
 * kinds that are read, and what is meant.
 */
export interface Misspelt {
  readonly field: 'apiVersion' | 'kind';
  readonly written: string;
  readonly meant: string;
}

/**
 * Finds an object that would be read if its kind or its apiVersion were spelled right: no release
 * has what is written.
 */
export function misspelt(apiVersion: string, kind: string): Misspelt | undefined {
  const group = groupOf(apiVersion);
  const model = modelOf(group, kind);
  if (model === undefined) {
    return apiVersion === GROUP || nearGroup(group) ? ofGateway(apiVersion, kind) : ofCore(apiVersion, group, kind);
  }
  const version = apiVersion.slice(group.length + 1);
  if (group === EXPERIMENTAL_GROUP && servedIn(group, kind, version) === 0) {
    return { field: 'apiVersion', written: apiVersion, meant: `${group}/${EXPERIMENTAL_VERSION}` };
  }
  if (group !== GROUP || version === FORMER || servedIn(group, kind, version) !== 0) {
    return undefined;
  }
  return { field: 'apiVersion', written: apiVersion, meant: written(model) };
}

/** How an apiVersion is best written. */
function written(kind: string): string {
  return `${GROUP}/${VERSIONS[kind as keyof typeof VERSIONS][0]}`;
}

function nearGroup(group: string): boolean {
  return group === GROUP || group === EXPERIMENTAL_GROUP || nearest(group, [GROUP]) !== undefined;
}

function isGatewayKind(kind: string): boolean {
  return GATEWAY_API.includes(kind);
}

function nearKind(kind: string, known: readonly string[]): string | undefined {
  return known.find((one) => one.toLowerCase() === kind.toLowerCase()) ?? nearest(kind, known);
}

/** An object of our groups, or of one that is spelled nearly so. */
function ofGateway(apiVersion: string, kind: string): Misspelt | undefined {
  if (OTHERS.has(kind) || kind === 'XListenerSet') {
    return undefined;
  }
  if (isGatewayKind(kind)) {
    return { field: 'apiVersion', written: apiVersion, meant: written(kind) };
  }
  const nearest = nearKind(kind, GATEWAY_API);
  return nearest === undefined ? undefined : { field: 'kind', written: kind, meant: nearest };
}

/** An object without a group, or of a group of Kubernetes that has no such kind. */
function ofCore(apiVersion: string, group: string, kind: string): Misspelt | undefined {
  if (isGatewayKind(kind) && (group === '' || group === 'networking.k8s.io' || group === 'networking.x-k8s.io')) {
    return { field: 'apiVersion', written: apiVersion, meant: written(kind) };
  }
  if (group !== '' || !VERSION.test(apiVersion)) {
    return undefined;
  }
  const nearest = CORE.find((one) => one.toLowerCase() === kind.toLowerCase());
  return nearest === undefined ? undefined : { field: 'kind', written: kind, meant: nearest };
}
