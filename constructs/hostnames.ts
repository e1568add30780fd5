import { count, distinct } from './validate';
import { hostname } from './validate-http';

/**
 * The hostnames of a route, sorted, since their order has no meaning.
 *
 * @throws where one is none, stands twice, or there are more than the API takes
 */
export function hostnames(prop: string, names: readonly string[], most: number, least = 0): readonly string[] | undefined {
  count(prop, names, most, least);
  for (const [index, name] of names.entries()) {
    hostname(`${prop}[${index}]`, name);
  }
  distinct(prop, names, (name) => name, 'name it once');
  return names.length > 0 ? [...names].sort() : undefined;
}
