import type { ApiObject } from 'cdk8s';
import { Dependable, type IConstruct } from 'constructs';
import { invalidConstructs } from '../checks/invalid-constructs';

/**
 * Kinds in the order in which they stand in a file; what is not named comes between, by the
 * alphabet.
 */
const FIRST = ['Namespace', 'ReferenceGrant', 'GatewayClass', 'Gateway', 'ListenerSet'];
const LAST = ['Service', 'Deployment', 'GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];

/** An object to put in order. */
export class OrderedObject {
  /** What has to come before it. */
  after: Set<OrderedObject> | undefined;

  constructor(readonly object: ApiObject) {}
}

/** Sorts by kind, then name, whatever the order in which they were declared. */
export function byKindAndName({ object: one }: OrderedObject, { object: other }: OrderedObject): number {
  return (
    rank(one.kind) - rank(other.kind) ||
    compare(one.kind, other.kind) ||
    compare(one.name, other.name) ||
    compare(one.node.path, other.node.path)
  );
}

/** Notes what depends on what: behind a construct comes every object that depends on it. */
export function depend(constructs: readonly IConstruct[], all: ReadonlyMap<IConstruct, OrderedObject>): void {
  // What a construct stands for need not stand below it.
  const withDependencyRoots = (construct: IConstruct) => [construct, ...Dependable.of(construct).dependencyRoots];
  const known = new Map<IConstruct, OrderedObject[]>();
  const objectsOf = (construct: IConstruct) => {
    const objects = () => new Set(construct.node.findAll().flatMap(withDependencyRoots));
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
 * Puts everything behind what it has to come after, as far as that is among it, and changes the
 * order no further.
 *
 * @throws if two come after each other
 */
export function inOrder(items: readonly OrderedObject[]): OrderedObject[] {
  if (items.every(({ after }) => after === undefined)) {
    return [...items];
  }
  const here = new Set(items);
  const result = new Set<OrderedObject>();
  const under = new Set<OrderedObject>();
  const visit = (item: OrderedObject): void => {
    if (result.has(item) || !here.has(item)) {
      return;
    }
    if (under.has(item)) {
      const [, ...rest] = [...under].slice([...under].indexOf(item)).map(({ object }) => object.node.path);
      const why = `depends on itself${rest.length > 0 ? ` by way of ${rest.join(', ')}` : ''}: remove one of the dependencies`;
      throw invalidConstructs([[item.object, why]]);
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
