import type { Cause, Owner } from '../conditions/cause';
import { type Fault, fault, unknownFault } from '../conditions/condition-builder';
import { ageOf } from '../matching/age';
import { isForeignProtocol } from '../matching/kinds';
import type { PredictionContext } from '../references/prediction-context';
import { fieldUnknown, type ListenerDraft, says } from './listener';

/** How many of the listeners that one clashes with are reported. */
const TOLD = 8;
/** How many are looked at: as many as one Gateway has listeners. */
const MOST = 64;

interface Clash {
  readonly why: 'hostname-conflict' | 'protocol-conflict';
  readonly others: readonly ListenerDraft[];
  /** False where the input does not hold what would tell. */
  readonly sure: boolean;
}

/** The listeners of one port, so that clashes are found without comparing each with each. */
class Port {
  private readonly all = new Map<string, ListenerDraft[]>();
  private readonly byHostname = new Map<string, ListenerDraft[]>();
  private readonly hostless = new Map<string, ListenerDraft[]>();

  add(one: ListenerDraft): void {
    push(this.all, familyOf(one), one);
    if (says(one, 'hostname')) {
      push(this.byHostname, hostKey(one), one);
    } else {
      push(this.hostless, familyOf(one), one);
    }
  }

  /**
   * What a listener clashes with. UDP has ports of its own; HTTP, TLS in either form, and TCP
   * exclude each other; of TCP and UDP a port has one listener; elsewhere hostnames tell listeners
   * apart, compared literally, and the two modes of TLS stand side by side where the controller can
   * do that.
   *
   * @see Gateway API v1.6.1, apis/v1/gateway_types.go, Gateway.spec.listeners, "Distinct
   * Listeners"; conformance, listenerset-protocol-conflict
   */
  clash(one: ListenerDraft, { supports }: PredictionContext): Clash | undefined {
    const family = familyOf(one);
    const others = (families: readonly string[]): ListenerDraft[] => without(one, ...families.map((other) => this.all.get(other) ?? []));
    const rivals = others(RIVALS[family]);
    if (rivals.length > 0) {
      return { why: 'protocol-conflict', others: rivals, sure: true };
    }
    if (family === 'TCP' || family === 'UDP') {
      return undefined;
    }
    const named = says(one, 'hostname');
    const same = named ? without(one, this.byHostname.get(hostKey(one)) ?? []) : [];
    if (same.length > 0) {
      return { why: 'hostname-conflict', others: same, sure: true };
    }
    const mode = OTHER_MODE[family];
    const mixed = mode === undefined || supports('TLSRouteModeMixed') ? [] : others([mode]);
    if (mixed.length > 0) {
      return { why: 'protocol-conflict', others: mixed, sure: [one, ...mixed].every((each) => says(each, 'tls', 'mode')) };
    }
    const peers = isSecure(family) ? SECURE : [family];
    const unsaid = named ? without(one, ...peers.map((peer) => this.hostless.get(peer) ?? [])) : others(peers);
    return unsaid.length > 0 ? { why: 'hostname-conflict', others: unsaid, sure: false } : undefined;
  }
}

/** The first others of some lists: each listener of a port would keep all of them otherwise. */
function without(one: ListenerDraft, ...lists: readonly (readonly ListenerDraft[])[]): ListenerDraft[] {
  const found: ListenerDraft[] = [];
  for (const list of lists) {
    for (const other of list) {
      if (found.length === MOST) {
        return found;
      }
      if (other !== one) {
        found.push(other);
      }
    }
  }
  return found;
}

type Family = 'HTTP' | 'HTTPS' | 'passthrough' | 'terminate' | 'TCP' | 'UDP';

const SECURE: readonly Family[] = ['HTTPS', 'passthrough', 'terminate'];
const RIVALS: Readonly<Record<Family, readonly Family[]>> = {
  HTTP: [...SECURE, 'TCP'],
  HTTPS: ['HTTP', 'TCP'],
  passthrough: ['HTTP', 'TCP'],
  terminate: ['HTTP', 'TCP'],
  TCP: ['HTTP', ...SECURE, 'TCP'],
  UDP: ['UDP'],
};
const OTHER_MODE: Partial<Record<Family, Family>> = { passthrough: 'terminate', terminate: 'passthrough' };

function familyOf({ listener: { protocol, tls } }: ListenerDraft): Family {
  if (protocol === 'TLS') {
    return tls?.mode === 'Passthrough' ? 'passthrough' : 'terminate';
  }
  return protocol as Family;
}

/** HTTPS and TLS share their hostnames. */
function isSecure(family: Family): boolean {
  return SECURE.includes(family);
}

function hostKey(one: ListenerDraft): string {
  const family = familyOf(one);
  return `${isSecure(family) ? 'TLS' : family} ${one.listener.hostname ?? ''}`;
}

function push(map: Map<string, ListenerDraft[]>, key: string, one: ListenerDraft): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [one]);
  } else {
    list.push(one);
  }
}

/** Listeners by port. */
export class Ports {
  private readonly ports = new Map<number, Port>();

  constructor(private readonly setting: PredictionContext) {}

  add(one: ListenerDraft): void {
    const { port } = one.listener;
    if (port === undefined) {
      return;
    }
    const known = this.ports.get(port) ?? new Port();
    this.ports.set(port, known);
    known.add(one);
  }

  clash(one: ListenerDraft): Clash | undefined {
    const { port } = one.listener;
    return port === undefined || !stands(one) ? undefined : this.ports.get(port)?.clash(one, this.setting);
  }
}

/** Whether a listener is accepted, or may be. One that is not neither wins nor blocks. */
export function stands({ listener, accepted }: ListenerDraft): boolean {
  const { protocol } = listener;
  return protocol !== undefined && !isForeignProtocol(protocol) && accepted.every(({ status }) => status === 'Unknown');
}

/**
 * Clashes among listeners none of which comes first: all parties lose. Where only the mode of TLS
 * clashes, the port carries no kind of route at all.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerReasonHostnameConflict and
 * ListenerReasonProtocolConflict; conformance, tlsroute-listener-mixed-termination-not-supported
 */
export function settleAmongEquals(listeners: readonly ListenerDraft[], setting: PredictionContext): void {
  const ports = new Ports(setting);
  for (const listener of listeners) {
    if (stands(listener)) {
      ports.add(listener);
    }
  }
  const clashes = listeners.map((one) => ports.clash(one));
  for (const [index, one] of listeners.entries()) {
    lose(one, clashes[index]);
  }
}

/** Marks a listener that lost, or with `sure` false, may have lost. */
export function lose(one: ListenerDraft, clash: Clash | undefined, sure = clash?.sure): void {
  if (clash === undefined) {
    return;
  }
  const cause = causeOf(one, clash);
  const reason = clash.why === 'hostname-conflict' ? 'HostnameConflict' : 'ProtocolConflict';
  const found: Fault = sure ? fault(reason, cause) : unknownFault(cause);
  one.accepted.push(found);
  one.conflicted.push(found);
  const modes = clash.why === 'protocol-conflict' && clash.others.every(({ listener }) => listener.protocol === 'TLS');
  if (sure && modes && one.listener.protocol === 'TLS') {
    one.supportedKinds = [];
  }
}

function byName(one: Owner, other: Owner): boolean {
  return one !== other && one.model === 'ListenerSet' && other.model === 'ListenerSet' && ageOf(one) === ageOf(other);
}

function causeOf({ owner, listener, path }: ListenerDraft, { why, others, sure }: Clash): Cause {
  const owners = sure ? [] : new Set([owner, ...others.map((other) => other.owner)]);
  return {
    why,
    path: why === 'hostname-conflict' && listener.hostname !== undefined ? [...path, 'hostname'] : path,
    listener: listener.name,
    port: listener.port ?? 0,
    byName: others.some((other) => byName(owner, other.owner)),
    others: others.slice(0, TOLD).map((other) => ({ owner: other.owner, listener: other.listener.name, path: other.path })),
    missing: [...owners].flatMap((one) => fieldUnknown(one, path).missing),
  };
}
