import type { RouteKind } from '../../gateway-api';
import { type LabelSelector, labelSelector, SELECTOR } from '../checks/metadata';
import { any, boolean, type Check, listOf, objectOf } from '../checks/shape';
import { dnsLabel, oneOf, refuse } from '../checks/validate';
import { type AllowedRoutes, allowedKinds, byName, FROM, type From, namesOf, sortedSelector } from './allowed-routes';
import { refuseKinds } from './listener';

/** How a listener is opened for a route. */
export interface AdmissionOptions {
  /**
   * From where the listener allows routes: `Selector` from the namespaces that are named (or that
   * have the labels of `selector`), `Same` from the namespace of the Gateway, `All` from every
   * namespace.
   *
   * @default 'Selector'
   */
  readonly from?: From;

  /**
   * Labels of the namespaces to allow, in place of their names. Whoever may label a namespace may
   * then attach routes.
   *
   * @default - the namespaces are named
   */
  readonly selector?: LabelSelector;

  /**
   * Allow the kinds of the admitted routes only.
   *
   * @default - true on a Gateway of this App, which is written completely; false on an external
   * one, where every kind that is allowed today stays so
   */
  readonly restrictKinds?: boolean;
}

/** What a listener allows today, in the words of `allowedRoutes`. */
export interface Admits {
  /**
   * Namespaces from which routes are allowed: their names, a selector of their labels, or `All`.
   *
   * @default - that of the Gateway
   */
  readonly namespaces?: 'All' | readonly string[] | LabelSelector;

  /**
   * Kinds of routes that are allowed.
   *
   * @default - every kind that the protocol carries
   */
  readonly kinds?: readonly RouteKind[];
}

const OPTIONS = objectOf<AdmissionOptions>({ from: any, selector: SELECTOR, restrictKinds: boolean }, "options such as { from: 'All' }", {
  namespaces: "write from and selector: { from: 'Selector', selector: { matchLabels: { … } } }",
  kinds: 'write restrictKinds: true',
});

/** Refuses options that are not of their types. */
export const ADMISSION_OPTIONS: Check = (at, value) => {
  OPTIONS(at, value);
  const { from = 'Selector', selector } = value as AdmissionOptions;
  const prefix = at === '' ? '' : `${at}.`;
  oneOf(`${prefix}from`, from, FROM);
  if (selector !== undefined) {
    labelSelector(`${prefix}selector`, selector);
  }
};

const NAMESPACES: Check = (at, value) => {
  if (typeof value === 'string' && value !== 'All') {
    refuse(at, value, 'expected "All", a list of names, or a selector such as { matchLabels: { … } }');
  } else if (Array.isArray(value)) {
    listOf((item, name) => dnsLabel(item, name as string))(at, value);
  } else if (value !== 'All') {
    SELECTOR(at, value);
    labelSelector(at, value as LabelSelector);
  }
};

const PROPS = objectOf<Admits>({ namespaces: NAMESPACES, kinds: listOf() }, "an object such as { namespaces: ['shop'] }", {
  from: "write namespaces: 'All', a list of names, or a selector",
  selector: 'write namespaces: { matchLabels: { … } }',
});

/** Refuses what a listener cannot allow today. */
export const ADMITS: Check = (at, value) => {
  PROPS(at, value);
  refuseKinds(`${at}.kinds`, (value as Admits).kinds ?? []);
};

/** What is allowed today, in the words of the API. */
export function allowedToday(
  { namespaces = [], kinds }: Admits,
  gatewayNamespace: string,
  includeGatewayNamespace: boolean,
): AllowedRoutes {
  const own = includeGatewayNamespace ? [gatewayNamespace] : [];
  const whom = (): AllowedRoutes['namespaces'] => {
    if (namespaces === 'All') {
      return { from: 'All' };
    }
    const names = isNames(namespaces) ? namespaces : namesOf(namespaces as LabelSelector);
    return { from: 'Selector', selector: names ? byName([...names, ...own]) : sortedSelector(namespaces as LabelSelector) };
  };
  return { namespaces: whom(), ...(kinds && { kinds: allowedKinds(kinds) ?? [] }) };
}

/** Whether namespaces are given by name. */
export function isNames(namespaces: Admits['namespaces']): namespaces is readonly string[] {
  return Array.isArray(namespaces);
}
