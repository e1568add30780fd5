import { ApiObject, Lazy } from 'cdk8s';
import { withDefaults } from '../checks/defaults';
import { apiVersionFor, refuseUnserved, targetOf } from '../checks/target';
import { grantReference } from '../grants/shared-grants';
import { placeObject, setDependencyRoots } from '../namespaces/placement';
import type { ListenerParent } from './gateway-listener';
import { type GatewayProps, references } from './gateway-props';

/**
 * Writes the object of a Gateway or ListenerSet, and the ReferenceGrants for what it refers to in
 * other namespaces.
 *
 * @param specOf its `spec` as the API takes it, without defaults: asked for now, to refuse what
 * cannot be, and again when all routes are known
 */
export function writeListenerParent(
  parent: ListenerParent,
  props: Pick<GatewayProps, 'annotations' | 'grantName' | 'labels' | 'listeners' | 'tls'>,
  specOf: () => object,
): void {
  const { kind, name, namespace } = parent;
  const render = () => {
    const spec = withDefaults(targetOf(parent), kind, specOf());
    refuseUnserved(parent, kind, spec, (path) => `${parent}: ${path}`);
    return spec;
  };
  const place = placeObject(parent, namespace, kind, name);
  const object = new ApiObject(place.scope, place.id, {
    apiVersion: apiVersionFor(parent, kind, `${parent}`),
    kind,
    metadata: { name, namespace, labels: { ...props.labels }, annotations: { ...props.annotations } },
    spec: Lazy.any({ produce: render }),
  });
  parent.node.defaultChild = object;
  setDependencyRoots(parent, () => [object]);
  for (const referent of references(props, namespace)) {
    grantReference(parent, referent, props.grantName);
  }
  render();
}
