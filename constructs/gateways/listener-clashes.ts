import type { Listener, Protocol } from './listener';

type Distinct = Required<Pick<Listener, 'name' | 'port' | 'protocol'>> & Pick<Listener, 'hostname'>;

/**
 * Refuses listeners on one port that are not distinct, of which a controller would take none
 * ("Distinct Listeners" of the Gateway type).
 *
 * @throws naming the two
 */
export function refuseClashes(listeners: readonly Distinct[]): void {
  for (const [index, one] of listeners.entries()) {
    for (const other of listeners.slice(index + 1)) {
      const why = one.port === other.port ? clash(one, other) : undefined;
      if (why !== undefined) {
        throw new Error(`listeners ${JSON.stringify(one.name)} and ${JSON.stringify(other.name)} conflict on port ${one.port}: ${why}`);
      }
    }
  }
}

function clash(one: Distinct, other: Distinct): string | undefined {
  if ((one.protocol === 'UDP') !== (other.protocol === 'UDP')) {
    return undefined;
  }
  if (one.protocol !== other.protocol && !(isTls(one.protocol) && isTls(other.protocol))) {
    return `one speaks ${one.protocol}, the other ${other.protocol}; give one of them another port`;
  }
  if (one.hostname !== other.hostname) {
    return undefined;
  }
  if (one.protocol === 'TCP' || one.protocol === 'UDP') {
    return `both speak ${one.protocol}; give one of them another port`;
  }
  const host = one.hostname === undefined ? 'every hostname' : `hostname ${JSON.stringify(one.hostname)}`;
  return `both answer for ${host}; give one of them another hostname or port`;
}

function isTls(protocol: Protocol): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS';
}
