import { EVER, eachRule, experimental, quote, releases, repeats, rule } from './rule';

interface Listener {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly hostname?: string;
  readonly tls?: Tls;
  readonly filters?: object;
}

interface Tls {
  readonly mode?: string;
  readonly certificateRefs?: readonly unknown[];
  readonly options?: object;
}

type Listeners = readonly Listener[];

function called({ name }: Listener): string {
  return name === undefined ? 'the listener' : `listener ${quote(name)}`;
}

/** Of `spec.listeners` of a Gateway and of a ListenerSet. RULES §19. */
export const LISTENERS = [
  eachRule('tls-on-plain-protocol', EVER, function* (listeners: Listeners) {
    for (const [index, { protocol = '', tls }] of listeners.entries()) {
      if (tls !== undefined && ['HTTP', 'TCP', 'UDP'].includes(protocol)) {
        yield {
          path: [index, 'tls'],
          message: `is set on a listener of protocol ${protocol}, which does not terminate TLS`,
          fix: protocol === 'HTTP' ? 'remove tls, or write protocol: HTTPS' : 'remove tls, or write protocol: TLS',
        };
      }
    }
  }),
  eachRule('https-not-terminated', EVER, function* (listeners: Listeners) {
    for (const [index, { protocol, tls }] of listeners.entries()) {
      if (protocol === 'HTTPS' && tls !== undefined && tls.mode !== '' && tls.mode !== 'Terminate') {
        yield {
          path: [index, 'tls', 'mode'],
          message: `is ${quote(tls.mode ?? '')} on a listener of protocol HTTPS, which has to terminate TLS`,
          fix: 'write mode: Terminate, or protocol: TLS to pass connections through',
        };
      }
    }
  }),
  eachRule('tls-mode-missing', releases('1.5'), function* (listeners: Listeners) {
    for (const [index, listener] of listeners.entries()) {
      if (listener.protocol === 'TLS' && (listener.tls?.mode ?? '') === '') {
        yield {
          path: [index],
          message: 'has protocol TLS without a tls.mode',
          fix: 'add tls with mode: Terminate and certificateRefs, or with mode: Passthrough',
        };
      }
    }
  }),
  eachRule('hostname-on-stream', EVER, function* (listeners: Listeners) {
    for (const [index, { protocol = '', hostname = '' }] of listeners.entries()) {
      if (hostname !== '' && ['TCP', 'UDP'].includes(protocol)) {
        yield {
          path: [index, 'hostname'],
          message: `is set on a listener of protocol ${protocol}, whose traffic names no host`,
          fix: 'remove hostname, or write protocol: TLS to route by server name',
        };
      }
    }
  }),
  eachRule('listener-repeated', EVER, function* (listeners: Listeners) {
    const address = ({ port, protocol, hostname }: Listener) => [port, protocol, hostname ?? null];
    for (const [index, { port, protocol, hostname }, first] of repeats(listeners, address)) {
      const host = hostname === undefined ? 'no hostname' : `hostname ${quote(hostname)}`;
      yield {
        path: [index],
        message: `is ${called(listeners[index] ?? {})} and has port ${port}, protocol ${protocol} and ${host}, as ${called(listeners[first] ?? {})} has`,
        fix: 'merge the two listeners, or give one of them another port or hostname',
      };
    }
  }),
];

/** Of `tls` of a listener. RULES §19. */
export const LISTENER_TLS = [
  rule('certificate-missing', EVER, ({ mode, certificateRefs = [], options = {} }: Tls) =>
    mode === 'Terminate' && certificateRefs.length === 0 && Object.keys(options).length === 0
      ? {
          message: 'terminates TLS without a certificate',
          fix: 'add certificateRefs, or options that tell the controller where the certificate is',
        }
      : undefined,
  ),
];

/** Of a listener of a Gateway. RULES-1.7 §19; a ListenerSet takes filters on any protocol. */
export const GATEWAY_LISTENER = [
  rule('filters-on-stream', experimental('1.7'), ({ filters, protocol = '' }: Listener) =>
    filters !== undefined && !['HTTP', 'HTTPS'].includes(protocol)
      ? {
          path: ['filters'],
          message: `stand on a listener of protocol ${quote(protocol)}, whose traffic has no requests`,
          fix: 'remove filters, or write protocol: HTTP or HTTPS',
        }
      : undefined,
  ),
];
