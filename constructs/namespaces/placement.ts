import { type Construct, Dependable, type IConstruct } from 'constructs';
import { refuse } from '../checks/validate';
import { chartAround } from './chart-around';
import { NamespaceChart } from './namespace-chart';
import { refuseScope } from './scope';

/**
 * Where an object of a construct belongs: below the construct itself if that stands in a chart of
 * the object's namespace, else in the `NamespaceChart` of that namespace.
 *
 * @param id its id below the construct; one object of a construct is the primary one, `Resource`
 * @throws if the chart holds such an object already
 */
export function placeObject(
  construct: Construct,
  namespace: string,
  kind: string,
  name: string,
  id = 'Resource',
): { readonly scope: Construct; readonly id: string } {
  if (chartAround(construct)?.namespace === namespace) {
    return { scope: construct, id };
  }
  const chart = NamespaceChart.forObject(construct, namespace);
  const other = chart.node.tryFindChild(`${kind}-${name}`);
  if (other !== undefined) {
    throw new Error(
      `${kind} ${namespace}/${name} is made twice: ${construct.node.path} makes what ${other.node.path} is; give one of them another name`,
    );
  }
  return { scope: chart, id: `${kind}-${name}` };
}

/**
 * Makes the objects of a construct, which may stand in other charts, what others depend on when
 * they depend on the construct.
 *
 * @param objects tells the objects, or constructs that stand for some
 */
export function setDependencyRoots(construct: Construct, objects: () => readonly IConstruct[]): void {
  Dependable.implement(construct, {
    get dependencyRoots() {
      return objects().flatMap((object) => Dependable.of(object).dependencyRoots);
    },
  });
}

/**
 * An id for a construct: the one that is asked for, unless the chart of a namespace has it, which
 * may come before or after.
 *
 * @throws if the scope is not a construct, or the id is not a string
 */
export function freeId(scope: Construct, id: string): string {
  refuseScope(scope);
  if (typeof id !== 'string') {
    refuse('id', id, 'expected a string; give scope, id and props');
  }
  return scope.node.tryFindChild(id) instanceof NamespaceChart ? `${id}-crossing` : id;
}
