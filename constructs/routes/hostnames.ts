import { shown } from '../checks/shown';
import { count, distinct } from '../checks/validate';
import { hostname } from '../checks/validate-http';
import { formatListener, type Listener } from '../gateways/listener';

/**
 * The hostnames of a route, sorted, since their order has no meaning.
 *
 * @throws if one is invalid, is repeated, or there are more than the API takes
 */
export function hostnames(prop: string, names: readonly string[], most: number, least = 0): readonly string[] | undefined {
  count(prop, names, most, least);
  for (const [index, name] of names.entries()) {
    hostname(`${prop}[${index}]`, name);
  }
  distinct(prop, names, (name) => name, 'name it once');
  return names.length > 0 ? [...names].sort() : undefined;
}

/**
 * Why a listener would not accept a route for some hostnames: it answers for none of them.
 *
 * @param host the hostname of the listener
 */
export function unanswered(prop: string, names: readonly string[], listener: Listener, host: string | undefined): string | undefined {
  return host === undefined || names.length === 0 || names.some((name) => meet(name, host))
    ? undefined
    : `${prop} is ${shown(names)}: ${formatListener(listener)} answers for ${JSON.stringify(host)} only; give a hostname that it answers for`;
}

/**
 * Whether there is a host that both of two names stand for. A wildcard stands for one label or
 * more.
 */
function meet(one: string, other: string): boolean {
  return one === other || covers(one, other) || covers(other, one);
}

function covers(wildcard: string, name: string): boolean {
  return wildcard.startsWith('*.') && name.endsWith(wildcard.slice(1));
}
