import { dnsLabel, dnsSubdomain, integer, kindName, optional, port, refuse } from '../checks/validate';
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
}

/** A backend as it is given, with what the route says about it or without. */
export function asRouteBackend<Given extends RouteBackend>(given: Backend | Given): Given | RouteBackend {
  if (typeof given !== 'object' || given === null) {
    refuse('backend', given, 'give an object such as { name, port, metadata: { namespace } }');
  }
  return 'backend' in given ? given : { backend: given };
}

/**
 * A reference to a backend as an object of a namespace writes it: without the namespace where that is its own, since some controllers
 * ask for a grant otherwise.
 *
 * @throws where the backend has no namespace, its name is none, a Service has no port, or the backend does not have the one chosen
 */
export function backendRef(at: string, { backend, port: chosen }: Omit<RouteBackend, 'weight'>, from: string) {
  const { kind = 'Service', apiVersion = 'v1', name, ports = [] } = backend;
  const { namespace } = backend.metadata ?? {};
  const subject = `${kindName(`${at}.kind`, kind)} ${namespace ?? '?'}/${name}`;
  if (namespace === undefined) {
    throw new Error(`${at}: ${subject} has no namespace: give its chart one, or set metadata.namespace`);
  }
  (kind === 'Service' ? dnsLabel : dnsSubdomain)(`${at}.name`, name);
  dnsLabel(`${at}.metadata.namespace`, namespace);
  const group = groupOf(apiVersion);
  const number = optional(chosen ?? backend.port, (it) => port(`${at}.port`, it));
  if (number === undefined && kind === 'Service' && group === '') {
    throw new Error(`${at}.port is missing: a route names the port of a Service; give it here or to the backend`);
  }
  if (ports.length > 0 && !ports.some((it) => it.port === number)) {
    refuse(`${at}.port`, number, `${subject} does not have it; allowed are ${ports.map((it) => it.port).join(', ')}`);
  }
  return { group, kind, name, namespace: namespace === from ? undefined : namespace, port: number };
}

/** A reference to a backend with its weight. */
export function weightedRef(at: string, given: RouteBackend, from: string) {
  return { ...backendRef(at, given, from), weight: optional(given.weight, (it) => integer(`${at}.weight`, it, 0, 1_000_000)) };
}

/** What a grant has to permit for an object of a namespace to refer to a backend. */
export function referent({ apiVersion = 'v1', kind = 'Service', name, metadata }: Backend, from: string) {
  return { group: groupOf(apiVersion), kind, name, namespace: metadata.namespace ?? from };
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
