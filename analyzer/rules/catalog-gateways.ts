import { formatRef } from '../model/object-ref';
import type { LabelSelector } from '../model/objects';
import type { Target } from '../status/conditions/cause';
import { quoted } from '../text/words';
import type { Catalog } from './entry';
import { doorText } from './facts/grant-text';
import { unattached } from './facts/traffic';

/** A Gateway that nobody looks after. */
interface OfClass {
  readonly className: string;
  readonly gateway: string;
}

export interface GatewayParams {
  'address-not-usable': { readonly value: string };
  'class-not-accepted': OfClass;
  'class-not-found': OfClass & { readonly known: readonly string[] };
  'invalid-parameters': { readonly target: Target };
  'not-allowed': {
    readonly gateway: string;
    readonly namespace: string;
    readonly own: string;
    readonly from: string;
    readonly selector?: LabelSelector;
  };
  'parent-not-accepted': { readonly parent: string; readonly silent: boolean };
  'unsupported-address': { readonly type: string; readonly value: string | undefined };
}

function ofClass(subject: string, { className, gateway }: OfClass, fault: string): string {
  return subject === gateway
    ? `${subject} is of GatewayClass ${className}, ${fault}: no controller will look after it`
    : `${subject} attaches to ${gateway} of GatewayClass ${className}, ${fault}: the cluster will stay silent`;
}

export const gateways: Catalog<GatewayParams> = {
  'address-not-usable': {
    title: 'a Gateway asks for an address that no machine can have',
    why: 'A controller that can give none of the addresses asked for does not program the Gateway: no port is opened.',
    message: (subject, { value }) => `${subject} asks for address ${quoted(value)}, which is set aside for documentation`,
    question: (subject, { value }) => `a controller can give ${subject} address ${quoted(value)}`,
    fix: () => 'ask for an address that is yours, or leave spec.addresses out',
    traffic: unattached,
  },
  'class-not-accepted': {
    title: 'a Gateway is of a GatewayClass that is not accepted',
    why: 'A controller does nothing for a Gateway whose GatewayClass it does not accept: the Gateway waits for ever, and its routes never get a status.',
    message: (subject, params) => ofClass(subject, params, 'which is not accepted'),
    fix: ({ className }) => `have GatewayClass ${className} mended, or name another one`,
    traffic: unattached,
  },
  'class-not-found': {
    title: 'a Gateway is of a GatewayClass that does not exist',
    why: 'The GatewayClass says which controller looks after a Gateway. Without one nobody does: the Gateway waits for ever, and its routes never get a status.',
    message: (subject, params) => ofClass(subject, params, 'which is not among the GatewayClasses given'),
    seen: ({ known }) => known.map((name) => `there is GatewayClass ${name}`),
    fix: ({ className }) => `name a GatewayClass that exists, or pass the file that defines GatewayClass ${className}`,
    traffic: unattached,
  },
  'invalid-parameters': {
    title: 'the parameters of a Gateway or GatewayClass do not exist',
    why: 'A controller that cannot read the parameters that it is given refuses the whole object.',
    message: (subject, { target }) => `${subject} takes its parameters from ${formatRef(target)}, which does not exist`,
    question: (subject, { target }) => `${subject} finds its parameters in ${formatRef(target)}`,
    fix: ({ target }) => `add ${formatRef(target)}, or take parametersRef away`,
    traffic: unattached,
  },
  'not-allowed': {
    title: 'a Gateway does not let a ListenerSet in',
    why: 'Who may add listeners to a Gateway is for its owner to say, in allowedListeners; where nothing is said, nobody may.',
    message: (subject, { gateway, namespace }) =>
      `${subject} is not let in by ${gateway}: its allowedListeners does not admit ${quoted(namespace)}`,
    question: (subject, { gateway }) => `${gateway} lets ${subject} in`,
    seen: ({ gateway, own, from, selector }) => [`${gateway} takes ListenerSets from ${doorText(from, selector, own)}`],
    fix: ({ namespace }) => `have the owner of the Gateway admit ${quoted(namespace)} in allowedListeners`,
    traffic: unattached,
  },
  'parent-not-accepted': {
    title: 'a parent is itself refused',
    why: 'What is attached to a Gateway or ListenerSet that is refused gets no traffic, however right it is.',
    message: (subject, { parent, silent }) =>
      silent
        ? `${subject} is attached to ${parent}, which nobody looks after: the cluster will stay silent`
        : `${subject} is attached to ${parent}, which is itself refused`,
    question: (_, { parent }) => `${parent} is accepted`,
    fix: ({ parent }) => `mend ${parent}`,
    traffic: unattached,
  },
  'unsupported-address': {
    title: 'a Gateway asks for an address of a kind that controllers do not give',
    why: 'A controller refuses a Gateway that asks for an address of a type that it does not know.',
    message: (subject, { type, value }) =>
      `${subject} asks for ${value === undefined ? 'an address' : `address ${quoted(value)}`} of type ${quoted(type)}`,
    question: (subject, { type }) => `a controller gives ${subject} an address of type ${quoted(type)}`,
    seen: () => ['address types are IPAddress and Hostname'],
    fix: () => 'use an address of type IPAddress or Hostname, or leave spec.addresses out',
    traffic: unattached,
  },
};
