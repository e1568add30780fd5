/** Kinds in the order in which they stand in a file; what is not named comes between, by the alphabet. */
const FIRST = ['Namespace', 'ReferenceGrant', 'GatewayClass', 'Gateway', 'ListenerSet'];
const LAST = ['Service', 'Deployment', 'GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];

/** Something to put in order, with what has to come before it. */
export interface Ordered {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly after: ReadonlySet<Ordered>;
}

/** Sorts by kind, then name, whatever the order in which they were declared. */
export function byKindAndName(one: Ordered, other: Ordered): number {
  return (
    rank(one.kind) - rank(other.kind) || compare(one.kind, other.kind) || compare(one.name, other.name) || compare(one.path, other.path)
  );
}

/**
 * Puts everything behind what it has to come after, and changes the order no further.
 *
 * @throws where two come after each other
 */
export function inOrder<Item extends Ordered>(items: readonly Item[]): Item[] {
  const result = new Set<Item>();
  const under = new Set<Item>();
  const here = new Set<Ordered>(items);
  const visit = (item: Item): void => {
    if (result.has(item)) {
      return;
    }
    if (under.has(item)) {
      const [first, ...rest] = [...under].slice([...under].indexOf(item)).map(({ path }) => path);
      throw new Error(
        `${first} depends on itself${rest.length > 0 ? ` by way of ${rest.join(', ')}` : ''}: take one of the dependencies away`,
      );
    }
    under.add(item);
    for (const before of item.after) {
      if (here.has(before)) {
        visit(before as Item);
      }
    }
    under.delete(item);
    result.add(item);
  };
  items.forEach(visit);
  return [...result];
}

function rank(kind: string): number {
  const first = FIRST.indexOf(kind);
  return first >= 0 ? first : FIRST.length + 1 + LAST.indexOf(kind);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
