import type { IConstruct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { distinct, dnsSubdomain, oneOf, optional, port, refuse } from '../checks/validate';
import { hostname } from '../checks/validate-http';

const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP'] as const;

/** What a listener speaks. */
export type Protocol = (typeof PROTOCOLS)[number];

/** The kinds of routes that a protocol carries. */
export const CARRIED: Readonly<Record<Protocol, readonly RouteKind[]>> = {
  HTTP: ['GRPCRoute', 'HTTPRoute'],
  HTTPS: ['GRPCRoute', 'HTTPRoute'],
  TCP: ['TCPRoute'],
  TLS: ['TLSRoute'],
  UDP: ['UDPRoute'],
};

/** A listener that routes can be attached to: `gateway.listener(name)`. */
export interface Listener {
  /** Namespace of the Gateway or ListenerSet. */
  readonly namespace: string;

  /** Name of the Gateway or ListenerSet. */
  readonly gateway: string;

  /** Kind of the parent: `Gateway` or `ListenerSet`. */
  readonly parentKind: 'Gateway' | 'ListenerSet';

  /**
   * Name of the listener, which routes write as `sectionName`; undefined for every listener of the
   * parent.
   */
  readonly name: string | undefined;

  /**
   * The port that it listens on.
   *
   * @default - not known
   */
  readonly port?: number;

  /**
   * What it speaks.
   *
   * @default - not known, every kind of route is taken
   */
  readonly protocol?: Protocol;

  /**
   * The hostname that it answers for.
   *
   * @default - every hostname
   */
  readonly hostname?: string;

  /**
   * The port that routes write into their `parentRefs`.
   *
   * @default - none
   */
  readonly parentPort?: number;
}

/** A listener in prose: `listener "proxy" of Gateway kong/kong`. */
export function formatListener({
  gateway,
  name,
  namespace,
  parentKind,
}: Pick<Listener, 'gateway' | 'name' | 'namespace' | 'parentKind'>): string {
  const parent = `${parentKind} ${namespace}/${gateway}`;
  return name === undefined ? parent : `listener ${JSON.stringify(name)} of ${parent}`;
}

/**
 * Refuses a listener that cannot be.
 *
 * @param at where its props are in what the user wrote
 * @throws if the name, port, protocol or hostname is invalid, or a hostname is given for a protocol
 * without hosts
 */
export function refuseListener(at: string, given: Partial<Pick<Listener, 'hostname' | 'name' | 'port' | 'protocol'>>): void {
  if (given.name !== undefined) {
    dnsSubdomain(`${at}name`, given.name);
  }
  if (given.port !== undefined) {
    port(`${at}port`, given.port);
  }
  optional(given.protocol, (it) => oneOf(`${at}protocol`, it, PROTOCOLS));
  if (given.hostname !== undefined) {
    hostname(`${at}hostname`, given.hostname);
    if (given.protocol === 'TCP' || given.protocol === 'UDP') {
      refuse(`${at}hostname`, given.hostname, `a listener that speaks ${given.protocol} has no hostname; leave it out`);
    }
  }
}

/**
 * Refuses a list of kinds of routes in which one is unknown, repeated, or not carried by the
 * protocol.
 *
 * @param protocol what the listener speaks, if that is known
 */
export function refuseKinds(prop: string, kinds: readonly RouteKind[], protocol?: Protocol): void {
  const allowed = protocol === undefined ? Object.values(CARRIED).flat() : CARRIED[protocol];
  for (const [index, kind] of kinds.entries()) {
    if (!allowed.includes(kind)) {
      const carried = [...new Set(allowed)].sort().join(', ');
      refuse(`${prop}[${index}]`, kind, protocol === undefined ? `expected ${carried}` : `protocol ${protocol} carries ${carried}`);
    }
  }
  distinct(prop, kinds, (kind) => kind, 'name it once');
}

/** A route to admit: any route construct fits. */
export interface AdmittedRoute extends IConstruct {
  /** Kind of the route. */
  readonly kind: RouteKind;

  /** Namespace of the route. */
  readonly namespace: string;
}
