import { wider } from '../matching/hostnames';
import { type ListenerDraft, says } from './listener';

/**
 * Marks HTTPS listeners of one port of which one's hostname covers the other's: a client may send
 * requests for one over a connection to the other.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerConditionOverlappingTLSConfig;
 * GEP-3567
 */
export function markOverlaps(listeners: readonly ListenerDraft[]): void {
  const byHost = new Map<string, ListenerDraft>();
  const secure = listeners.filter((one) => one.listener.protocol === 'HTTPS' && one.accepted.length === 0 && says(one, 'hostname'));
  for (const one of secure) {
    byHost.set(`${one.listener.port} ${one.listener.hostname ?? ''}`, one);
  }
  for (const one of secure) {
    for (const hostname of wider(one.listener.hostname ?? '')) {
      const covering = byHost.get(`${one.listener.port} ${hostname}`);
      if (covering === undefined) {
        continue;
      }
      one.overlaps = true;
      covering.overlaps = true;
    }
  }
}
