import { VERSIONS } from '../../gateway-api';
import type { Manifest } from '../model/manifest';
import { type Kind, ROUTE_KINDS } from '../model/objects';
import type { World } from '../model/world/world';
import type { ReferenceTarget } from '../status/conditions/cause';
import type { Prediction } from '../status/conditions/prediction';

const KINDS: { readonly [K in Kind]: true } = {
  Namespace: true,
  GatewayClass: true,
  Gateway: true,
  ListenerSet: true,
  HTTPRoute: true,
  GRPCRoute: true,
  TLSRoute: true,
  TCPRoute: true,
  UDPRoute: true,
  ReferenceGrant: true,
  BackendTLSPolicy: true,
  Service: true,
  Secret: true,
  ConfigMap: true,
};

function judged(world: World, kinds: readonly Kind[]): number {
  const refused = world.refused.filter(({ model }) => kinds.includes(model)).length;
  return kinds.reduce((sum, kind) => sum + world.all(kind).filter(({ context }) => !context).length, refused);
}

/** Distinct references, attachments and certificates that lead from one namespace to another. */
function crossings({ routes, gateways, listenerSets }: Prediction): number {
  const edges = new Set<string>();
  const note = ({ context, kind, namespace, name }: Manifest, { group, kind: toKind, namespace: to, name: toName }: ReferenceTarget) => {
    if (!context && namespace !== to) {
      edges.add(JSON.stringify([kind, namespace, name, group, toKind, to, toName]));
    }
  };
  for (const { manifest, references } of [...routes, ...gateways, ...listenerSets]) {
    for (const { target } of references) {
      note(manifest, target);
    }
  }
  for (const { manifest, parents } of routes) {
    for (const { target } of parents) {
      note(manifest, target);
    }
  }
  for (const { manifest, gateway } of listenerSets) {
    if (gateway !== undefined) {
      note(manifest, gateway.manifest);
    }
  }
  return edges.size;
}

/** How much was judged, for the line that ends a report. */
export function census(world: World, prediction: Prediction) {
  return {
    manifests: judged(world, Object.keys(KINDS) as Kind[]),
    routes: judged(world, ROUTE_KINDS),
    crossings: crossings(prediction),
  };
}

/** Whether the input holds an object of the Gateway API, context not counted. */
export function holdsGatewayApi(world: World): boolean {
  return judged(world, Object.keys(VERSIONS) as Kind[]) > 0;
}

/** Files that are left out because they are Go templates. */
export function templates({ problems }: World): number {
  return new Set(problems.flatMap((it) => (it.what === 'unparsable' && it.template && !it.context ? [it.file] : []))).size;
}
