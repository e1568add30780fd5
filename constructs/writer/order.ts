import type { ApiObject } from 'cdk8s';
import { Dependable, type IConstruct } from 'constructs';

/** Kinds in the order in which they stand in a file; what is not named comes between, by the alphabet. */
const FIRST = ['Namespace', 'ReferenceGrant', 'GatewayClass', 'Gateway', 'ListenerSet'];
const LAST = ['Service', 'Deployment', 'GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];

/** An object to put in order. */
export class Written {
  /** What has to come before it. */
  public after: Set<Written> | undefined;

  public constructor(public readonly object: ApiObject) {}
}

/** Sorts by kind, then name, whatever the order in which they were declared. */
export function byKindAndName({ object: one }: Written, { object: other }: Written): number {
  return (
    rank(one.kind) - rank(other.kind) ||
    compare(one.kind, other.kind) ||
    compare(one.name, other.name) ||
    compare(one.node.path, other.node.path)
  );
}

/** Notes what depends on what: behind a construct comes every object that depends on it. */
export function depend(constructs: readonly IConstruct[], all: ReadonlyMap<IConstruct, Written>): void {
  // What a construct stands for need not stand below it.
  const standsFor = (construct: IConstruct) => [construct, ...Dependable.of(construct).dependencyRoots];
  const known = new Map<IConstruct, Written[]>();
  const objectsOf = (construct: IConstruct) => {
    const objects = () => new Set(construct.node.findAll().flatMap(standsFor));
    const found = known.get(construct) ?? [...objects()].flatMap((it) => all.get(it) ?? []);
    known.set(construct, found);
    return found;
  };
  for (const construct of constructs) {
    const before = construct.node.dependencies.flatMap(objectsOf);
    for (const written of before.length > 0 ? objectsOf(construct) : []) {
      for (const other of before) {
        if (other !== written) {
          written.after = (written.after ?? new Set()).add(other);
        }
      }
    }
  }
}

/**
 * Puts everything behind what it has to come after, as far as that is among it, and changes the order no further.
 *
 * @throws where two come after each other
 */
export function inOrder(items: readonly Written[]): Written[] {
  if (items.every(({ after }) => after === undefined)) {
    return [...items];
  }
  const here = new Set(items);
  const result = new Set<Written>();
  const under = new Set<Written>();
  const visit = (item: Written): void => {
    if (result.has(item) || !here.has(item)) {
      return;
    }
    if (under.has(item)) {
      const [first, ...rest] = [...under].slice([...under].indexOf(item)).map(({ object }) => object.node.path);
      throw new Error(
        `${first} depends on itself${rest.length > 0 ? ` by way of ${rest.join(', ')}` : ''}: take one of the dependencies away`,
      );
    }
    if (item.after !== undefined) {
      under.add(item);
      item.after.forEach(visit);
      under.delete(item);
    }
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
