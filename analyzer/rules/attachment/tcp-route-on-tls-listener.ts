import { formatRef } from '../../model/object-ref';
import { isTakenBySome } from '../../status/matching/kinds';
import { quotedList } from '../../text/words';
import { parentFaults } from '../facts/condition-faults';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly parent: string;
  readonly listeners: readonly string[];
}

/**
 * A TCPRoute at a listener that terminates TLS, which is for each controller to take or to refuse.
 */
export const tcpRouteOnTlsListener = defineRule('tcp-route-on-tls-listener', {
  reads: [],
  title: 'a TCPRoute is attached to a listener that terminates TLS',
  why: 'Since 1.5 the Gateway API names TLSRoute alone for listeners of protocol TLS. Some controllers still take TCPRoutes where TLS is terminated, and others refuse them.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const { manifest, parent, cause, severity } of parentFaults(prediction.routes, 'not-allowed-by-listeners')) {
      if (severity !== 'note' || manifest.kind !== 'TCPRoute') {
        continue;
      }
      const listeners = cause.candidates
        .filter(
          ({ failed, owner, path }) => failed === 'kind' && isTakenBySome(owner.object.spec.listeners?.[Number(path[2])] ?? {}, 'TCPRoute'),
        )
        .map(({ listener }) => listener);
      if (listeners.length > 0) {
        yield { at: manifest, path: parent.path, severity: 'warning', params: { parent: formatRef(cause.parent), listeners } };
      }
    }
  },
  message: (subject, { parent, listeners }) =>
    `${subject} attaches to ${parent} where TLS is terminated, by listener ${quotedList([...listeners])}: whether it gets traffic depends on the controller`,
  seen: () => ['Envoy Gateway and Traefik take a TCPRoute there; the API has named TLSRoute alone since 1.5'],
  fix: () => 'write a TLSRoute, which every controller with TLS termination takes',
});
