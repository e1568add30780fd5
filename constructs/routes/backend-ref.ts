import { alike, any, type Check, listOf, objectOf } from '../checks/shape';
import { isPlain, shown } from '../checks/shown';
import { dnsLabel, dnsSubdomain, integer, kindName, optional, port, refuse, text } from '../checks/validate';
import type { Backend } from './backend';

/** A backend with what a route says about it. */
export interface RouteBackend {
  /** Where requests go. */
  readonly backend: Backend;

  /**
   * Which port of the backend.
   *
   * @default - the backend's `port`; of a Service of cdk8s-plus that is the first one
   */
  readonly port?: number;

  /**
   * The share of requests in proportion to the sum of all weights, from 0 to 1000000.
   *
   * @default 1
   */
  readonly weight?: number;

  /** Of `backend`: it has the name. */
  readonly name?: never;

  /** Of `backend`: it has the namespace. */
  readonly metadata?: never;
}

/** A backend, and its weight beside what it is: `{ ...stable, weight: 95 }` of a plain object. */
export interface WeightedBackend extends Backend {
  /**
   * The share of requests in proportion to the sum of all weights, from 0 to 1000000.
   *
   * @default 1
   */
  readonly weight?: number;

  /** Only in `{ backend, weight }`. */
  readonly backend?: never;
}

const SUCH = 'give an object such as { name, port, metadata: { namespace } }';

/** Props that a backend does not have, and what to write. */
const INSTEAD: Readonly<Record<string, (value: unknown) => string>> = {
  backendRef: () => 'write { name, port, metadata: { namespace } } directly',
  backendRefs: () => 'write { name, port, metadata: { namespace } } directly, or a list of backends',
  group: () => "write apiVersion, such as 'multicluster.x-k8s.io/v1alpha1'",
  serviceName: (value) => `write name: ${shown(value)}`,
  servicePort: (value) => `write port: ${shown(value)}`,
  namespace: (value) => `write metadata: { namespace: ${shown(value)} }`,
  service: () => 'write { backend: service, weight: 95 }',
  filters: () => 'write { backend: { name, port, metadata }, filters }',
};

/** What a backend has: a plain object may have anything else, but not these mistyped. */
const OWN = ['name', 'port', 'metadata', 'weight'];

/** Groups of Kubernetes itself, in which a Service alone is a backend. */
const KUBERNETES = /^$|^(?:apps|batch|autoscaling|policy)$|^(?:networking|discovery|storage|rbac\.authorization)\.k8s\.io$/;
const WORKLOADS = ['DaemonSet', 'Deployment', 'Pod', 'ReplicaSet', 'StatefulSet'];

/** Refuses a backend that is not an object, or that has what a backend does not have. */
export function refuseBackend(at: string, backend: unknown): void {
  if (typeof backend !== 'object' || backend === null || Array.isArray(backend)) {
    refuse(at, backend, SUCH);
  }
  const { apiVersion, kind, metadata, name } = backend as Partial<Record<keyof Backend, unknown>>;
  for (const [prop, value] of Object.entries({ apiVersion, kind, name })) {
    if (value !== undefined) {
      text(`${at}.${prop}`, value as string);
    }
  }
  if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null)) {
    refuse(`${at}.metadata`, metadata, 'give an object such as { namespace }');
  }
  const { namespace } = (metadata ?? {}) as { readonly namespace?: unknown };
  if (namespace !== undefined) {
    text(`${at}.metadata.namespace`, namespace as string);
  }
  if (!isPlain(backend)) {
    if (name === undefined) {
      refuse(at, backend, SUCH);
    }
    return;
  }
  if (('apiObject' in backend || 'node' in backend) && backend.name === undefined) {
    throw new Error(`${at} is the spread of a construct, which loses its name: write { backend: service, weight: 95 }`);
  }
  for (const [prop, instead] of Object.entries(INSTEAD)) {
    if (prop in backend) {
      throw new Error(`${at}.${prop} is not known: ${instead(backend[prop])}`);
    }
  }
  const absent = OWN.filter((prop) => backend[prop] === undefined);
  for (const prop of Object.keys(backend)) {
    const meant = absent.includes(prop) ? undefined : alike(prop, absent);
    if (meant !== undefined) {
      throw new Error(`${at}.${prop} is not known: did you mean ${meant}?`);
    }
  }
  if ('backend' in backend && backend.name === undefined) {
    refuse(`${at}.backend`, backend.backend, SUCH);
  }
}

const ROUTE_BACKEND: Check = objectOf<Omit<RouteBackend, 'metadata' | 'name'>>({ backend: any, port: any, weight: any }, SUCH);
const FILTERED_BACKEND: Check = objectOf({ backend: any, port: any, weight: any, filters: listOf() }, SUCH);

/**
 * A backend with what the route says about it, if anything.
 *
 * @param filtered whether a backend of this route may have filters
 */
export function asRouteBackend<Given extends RouteBackend>(
  at: string,
  given: WeightedBackend | Given,
  filtered = false,
): Given | RouteBackend {
  if (typeof given === 'object' && given !== null && isRouteBackend(given)) {
    const both = (['name', 'metadata'] as const).find((prop) => given[prop] !== undefined);
    if (both !== undefined) {
      throw new Error(`${at} has backend and ${both}: write { backend, weight } or { name, port, metadata, weight }`);
    }
    (filtered ? FILTERED_BACKEND : ROUTE_BACKEND)(at, definedOnly(given));
    refuseBackend(`${at}.backend`, given.backend);
    return given;
  }
  refuseBackend(at, given);
  return { backend: given, ...(isPlain(given) && given.weight !== undefined && { weight: given.weight }) };
}

function isRouteBackend<Given extends RouteBackend>(given: WeightedBackend | Given): given is Given {
  return given.backend !== undefined;
}

/**
 * Without the props that only the other form of a backend has, and that a value may have as
 * undefined.
 */
function definedOnly({ name, metadata, ...rest }: RouteBackend): object {
  return rest;
}

/**
 * A reference to a backend as an object of a namespace writes it: without the namespace if that is
 * its own, because some controllers ask for a grant otherwise.
 *
 * @throws if the backend has no namespace, its name is invalid, a Service has no port, or the
 * backend does not have the one chosen
 */
export function backendRef(at: string, { backend, port: chosen }: Pick<RouteBackend, 'backend' | 'port'>, from: string) {
  const { kind = 'Service', apiVersion = 'v1', name, ports = [] } = backend;
  const namespace = namespaceOf(backend);
  kindName(`${at}.kind`, kind);
  (kind === 'Service' ? dnsLabel : dnsSubdomain)(`${at}.name`, name);
  if (namespace === undefined) {
    throw new Error(`${at}: ${kind} ${name} has no namespace: give its chart one, or set metadata.namespace`);
  }
  const subject = `${kind} ${dnsLabel(`${at}.metadata.namespace`, namespace)}/${name}`;
  const group = groupOf(text(`${at}.apiVersion`, apiVersion));
  if (kind !== 'Service' && KUBERNETES.test(group)) {
    const service = WORKLOADS.includes(kind) ? 'the Service that exposes it, such as deployment.exposeViaService()' : 'a Service';
    throw new Error(`${at} is ${subject}: a route sends to a Service; give ${service}`);
  }
  // A Service of cdk8s-plus without ports throws if it is asked for the first.
  const first = Array.isArray(backend.ports) && backend.ports.length === 0 ? undefined : backend.port;
  const number = optional(chosen ?? first, (it) => port(`${at}.port`, it));
  if (number === undefined && kind === 'Service' && group === '') {
    throw new Error(`${at}.port is missing: a route names the port of a Service; give it here or to the backend`);
  }
  const known: readonly unknown[] = Array.isArray(ports) ? ports.map((it) => it?.port) : [];
  if (known.length > 0 && !known.includes(number)) {
    refuse(`${at}.port`, number, `${subject} does not have it; expected ${known.map(shown).join(', ')}`);
  }
  return { group, kind, name, namespace: namespace === from ? undefined : namespace, port: number };
}

/** A reference to a backend with its weight. */
export function weightedRef(at: string, given: RouteBackend, from: string) {
  return { ...backendRef(at, given, from), weight: optional(given.weight, (it) => integer(`${at}.weight`, it, 0, 1_000_000)) };
}

/** What a grant has to permit for an object of a namespace to refer to a backend. */
export function referent(backend: Backend, from: string) {
  const { apiVersion = 'v1', kind = 'Service', name } = backend;
  return { group: groupOf(apiVersion), kind, name, namespace: namespaceOf(backend) ?? from };
}

/** Namespace of a backend, if it has one. */
export function namespaceOf({ metadata }: Backend): string | undefined {
  return metadata?.namespace;
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
