import { formatRef } from '../../model/object-ref';
import { quoted } from '../../text/words';
import { compareOwnHostnames, type Order, type Overlap, orderOf } from '../facts/route-precedence';

/** A route that claims the same requests on a listener. */
export interface RivalRoute {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly listener: string;
  /** Empty for every host. */
  readonly host: string;
  /** Why one of the two comes first, or on what that hangs. */
  readonly order: Order;
  /** The one whose own hostname is narrower, if that decides or may decide. */
  readonly narrower?: string;
  /** The older one, if the input says it and that is not all that may decide. */
  readonly older?: string;
}

/** What is known of the order of two claims, as parameters of a finding. */
export function orderOfRivals(overlap: Overlap): Pick<RivalRoute, 'order' | 'narrower' | 'older'> {
  const order = orderOf(overlap);
  if (order !== 'hostname or age') {
    return { order };
  }
  const { winner, loser, listenerHost } = overlap;
  const narrower = compareOwnHostnames(listenerHost, winner.route, loser.route) < 0 ? winner : loser;
  const isAgeKnown = Number.isFinite(winner.age) && Number.isFinite(loser.age);
  return { order, narrower: formatRef(narrower.route), ...(isAgeKnown && { older: formatRef(winner.route) }) };
}

/** Who gets requests of a controller that compares the own hostnames of routes. */
export function byHostnameText(narrower: string): string {
  return `a controller with feature GatewayRouteHostnameIntersectionPrecedence sends them to ${narrower}, whose own hostname is narrower`;
}

export function hostText(host: string): string {
  return host === '' ? 'every host' : quoted(host);
}

/** `requests for /cart of "a.example.com" on listener "http"`. */
export function requestsText({ host, path, listener }: Pick<RivalRoute, 'host' | 'listener'> & { readonly path?: string }): string {
  return `requests for ${path === undefined ? '' : `${path} of `}${hostText(host)} on listener ${quoted(listener)}`;
}

/** Why one of two claims comes first, or on what that hangs. */
export function orderText({ order, narrower = '', older }: Pick<RivalRoute, 'order' | 'narrower' | 'older'>): string {
  switch (order) {
    case 'age':
      return 'it is older';
    case 'hostname':
      return 'its own hostname is narrower';
    case 'unknown':
      return 'the older one gets them all; of the same age, the first by namespace and name';
    default:
      return `${byHostnameText(narrower)}; another one sends them to ${older === undefined ? 'the older one' : `${older}, which is older`}`;
  }
}
