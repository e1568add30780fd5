import { list, quoted, quotedList } from '../text/words';
import type { Catalog } from './entry';

interface Clash {
  readonly listener: string;
  readonly port: number;
  /** The listeners that it clashes with, as `listener "a" of Gateway kong/kong`. */
  readonly others: readonly string[];
  /** True where the name alone decides who comes first. */
  readonly byName: boolean;
}

export interface ListenerParams {
  'hostname-conflict': Clash;
  'invalid-route-kinds': { readonly listener: string; readonly entry: string; readonly allowed: readonly string[] };
  'invalid-tls-config': { readonly listener: string };
  'listener-name-repeated': { readonly listener: string };
  'listeners-not-valid': { readonly listeners: readonly string[] };
  'protocol-conflict': Clash;
  'unsupported-protocol': { readonly listener: string; readonly protocol: string; readonly known: readonly string[] };
  'unsupported-value': { readonly listener: string; readonly mode: string };
}

function clashSeen({ byName }: Clash): string[] {
  return byName ? ['which of them comes first goes by name, unless one is created before the other'] : [];
}

const REFUSED = 'connections are refused';

export const listeners: Catalog<ListenerParams> = {
  'hostname-conflict': {
    title: 'two listeners claim one port and one hostname',
    why: 'Listeners on one port are told apart by their hostnames. Of two with the same one, none is accepted; between a Gateway and its ListenerSets, the older claim wins.',
    message: (subject, { listener, port, others }) =>
      `${subject} has a listener ${quoted(listener)} on port ${port} with the hostname that ${list(others)} has there too`,
    question: (subject, { listener, others }) => `${subject} may have listener ${quoted(listener)} beside ${list(others)}`,
    seen: clashSeen,
    fix: ({ listener }) => `give listener ${quoted(listener)} a hostname or a port of its own`,
    traffic: () => REFUSED,
  },
  'invalid-route-kinds': {
    title: 'a listener names a kind of route that it cannot take',
    why: 'What a listener can take depends on its protocol. A kind beyond that makes ResolvedRefs of the listener False; the other kinds keep attaching.',
    message: (subject, { listener, entry }) =>
      `${subject} has a listener ${quoted(listener)} that takes ${entry}, which its protocol does not carry`,
    question: (subject, { listener, entry }) => `listener ${quoted(listener)} of ${subject} can take ${entry}`,
    seen: ({ allowed }) => [`its protocol carries ${allowed.length === 0 ? 'no kind of route' : list(allowed)}`],
    fix: ({ entry }) => `take ${entry} out of allowedRoutes.kinds`,
  },
  'invalid-tls-config': {
    title: 'an HTTPS listener has no certificate',
    why: 'The API server lets an HTTPS listener through that says nothing about TLS, but there is no certificate that it could show.',
    message: (subject, { listener }) => `${subject} has an HTTPS listener ${quoted(listener)} without tls`,
    question: (subject, { listener }) => `listener ${quoted(listener)} of ${subject} has a certificate`,
    fix: ({ listener }) => `add tls.certificateRefs with a Secret of type kubernetes.io/tls to listener ${quoted(listener)}`,
    traffic: () => REFUSED,
  },
  'listener-name-repeated': {
    title: 'two listeners have one name',
    why: 'Routes, policies and the status tell listeners apart by their names. The API server refuses a Gateway or ListenerSet in which a name stands twice.',
    message: (subject, { listener }) => `${subject} has two listeners named ${quoted(listener)}, which the API server refuses`,
    fix: () => 'give each listener a name of its own, and let routes that want it name it in sectionName',
  },
  'listeners-not-valid': {
    title: 'no listener is left that works',
    why: 'A Gateway or ListenerSet all of whose listeners are refused is not accepted as a whole.',
    message: (subject, params) =>
      `${subject} has no listener that works: ${quotedList(params.listeners)} ${params.listeners.length === 1 ? 'is' : 'are'} refused`,
    question: (subject) => `${subject} has a listener that works`,
    fix: () => 'mend the listeners where they are written',
    traffic: () => REFUSED,
  },
  'protocol-conflict': {
    title: 'two listeners speak different protocols on one port',
    why: 'A port speaks one protocol; HTTPS and TLS get on, as do TCP and UDP. Of listeners that clash, none is accepted; between a Gateway and its ListenerSets, the older claim wins.',
    message: (subject, { listener, port, others }) =>
      `${subject} has a listener ${quoted(listener)} on port ${port} whose protocol clashes with ${list(others)} there`,
    question: (subject, { listener, others }) => `${subject} may have listener ${quoted(listener)} beside ${list(others)}`,
    seen: clashSeen,
    fix: ({ listener }) => `give listener ${quoted(listener)} a port of its own`,
    traffic: () => REFUSED,
  },
  'unsupported-protocol': {
    title: 'a listener speaks a protocol that nobody knows',
    why: 'A controller accepts the listeners whose protocol it knows; a protocol of its own has a name with a domain before it, such as example.com/bar.',
    message: (subject, { listener, protocol }) =>
      `${subject} has a listener ${quoted(listener)} of protocol ${quoted(protocol)}, which is not known`,
    question: (subject, { listener, protocol }) =>
      `a controller knows protocol ${quoted(protocol)} of listener ${quoted(listener)} of ${subject}`,
    seen: ({ known }) => [`protocols are ${list(known)}`],
    fix: ({ known }) => `use ${list(known, 'or')}`,
    traffic: () => REFUSED,
  },
  'unsupported-value': {
    title: 'a listener asks for what the controller does not offer',
    why: 'Some ways to handle TLS are optional for controllers. One that lacks them refuses the listener.',
    message: (subject, { listener, mode }) =>
      `${subject} has a listener ${quoted(listener)} with tls.mode ${quoted(mode)}, which the controller does not offer for its protocol`,
    question: (subject, { listener, mode }) =>
      `a controller offers tls.mode ${quoted(mode)} for listener ${quoted(listener)} of ${subject}`,
    fix: () => 'take another mode, or a controller that offers this one',
    traffic: () => REFUSED,
  },
};
