import { ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { type DeliveredDirectory, Delivery, namespaceOfObject } from './delivery';

/**
 * Lets the deliveries of an app write what delivers all that its other constructs write.
 *
 * @param ownerOf the owner of a chart, into whose directory it is written; `undefined` is the top
 * of the output
 * @param owners namespaces to owners, of namespaces that may have no chart
 * @param hasOverlays whether patches for the sources of others lie beside the directories
 * @throws if two deliveries write one directory, or some namespaces have an owner and others do not
 */
export function deliver(
  root: IConstruct,
  ownerOf: (chart: Chart) => string | undefined,
  owners: Readonly<Record<string, string>>,
  hasOverlays: boolean,
): void {
  const deliveries = Delivery.allOf(root);
  for (const delivery of deliveries) {
    delivery.clear();
  }
  const directories = deliveries.length === 0 ? [] : directoriesOf(root, ownerOf, owners);
  for (const delivery of deliveries) {
    const others = deliveries.filter((other) => other !== delivery).map(({ owner }) => owner);
    if (others.includes(delivery.owner)) {
      throw new Error(`owner is ${JSON.stringify(delivery.owner)}: another delivery writes that directory; give one of them another owner`);
    }
    if (hasOverlays && directories.some(({ objects, owner }) => owner === undefined && objects.length > 0)) {
      throw new Error(
        `${delivery.node.path}: an overlay for the Gateway of others is written, and without owners the whole output is delivered; give each namespace an owner`,
      );
    }
    delivery.deliver(directories.filter(({ owner }) => owner === undefined || !others.includes(owner)));
  }
}

function directoriesOf(
  root: IConstruct,
  ownerOf: (chart: Chart) => string | undefined,
  owners: Readonly<Record<string, string>>,
): DeliveredDirectory[] {
  const directories = new Map<string | undefined, { objects: ApiObject[]; namespaces: Set<string> }>();
  const of = (owner: string | undefined) => {
    const directory = directories.get(owner) ?? { objects: [], namespaces: new Set() };
    directories.set(owner, directory);
    return directory;
  };
  for (const [namespace, owner] of Object.entries(owners)) {
    of(owner).namespaces.add(namespace);
  }
  for (const construct of root.node.findAll()) {
    if (construct instanceof NamespaceChart && ownerOf(construct) !== undefined) {
      of(ownerOf(construct)).namespaces.add(construct.namespace);
    }
    if (ApiObject.isApiObject(construct)) {
      const directory = of(ownerOf(construct.chart));
      directory.objects.push(construct);
      const namespace = construct.kind === 'Namespace' ? construct.name : namespaceOfObject(construct);
      if (namespace !== undefined) {
        directory.namespaces.add(namespace);
      }
    }
  }
  return [...directories].map(([owner, { objects, namespaces }]) => ({ owner, objects, namespaces: [...namespaces].sort() }));
}
