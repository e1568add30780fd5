import type { ApiObject } from 'cdk8s';
import { GROUP, VERSIONS } from '../../gateway-api';
import type { AppProjectSpec } from '../../imports/argoproj.io';
import { type DeliveredDirectory, namespaceOfObject } from './delivery';

type GroupKind = Pick<ApiObject, 'apiGroup' | 'kind'>;

/** The kinds that an `ArgoCdDelivery` writes. */
export const DELIVERY_KINDS: readonly GroupKind[] = ['Application', 'ApplicationSet', 'AppProject'].map((kind) => ({
  apiGroup: 'argoproj.io',
  kind,
}));

/** The kinds that crossings consist of. */
export const CROSSING_KINDS: readonly GroupKind[] = [
  { apiGroup: 'apps', kind: 'Deployment' },
  { apiGroup: 'core', kind: 'Service' },
  ...Object.keys(VERSIONS).map((kind) => ({ apiGroup: GROUP, kind })),
].filter(({ kind }) => kind !== 'GatewayClass');

/**
 * What an AppProject allows for a directory: the repository, the namespaces of its owner, and the
 * kinds that are there or may come.
 *
 * @param cluster where the namespaces are, in the words of a destination of Argo CD
 * @param kinds those that are always allowed in the namespaces
 */
export function appProjectSpec(
  { namespaces, objects, owner }: DeliveredDirectory,
  cluster: { readonly name?: string; readonly server?: string },
  repository: string,
  kinds: readonly GroupKind[],
): AppProjectSpec {
  // Argo CD prunes nothing that its project does not allow: what leaves together with the
  // permission would stay behind. So a project keeps allowing what its owner owns, and without
  // owners every namespace.
  const places = owner === undefined ? ['*'] : namespaces;
  const isNamespaced = (object: ApiObject) => namespaceOfObject(object) !== undefined;
  const named = owner === undefined ? [{}] : namespaces.map((name) => ({ name }));
  return {
    clusterResourceWhitelist: [
      ...named.map((name) => ({ group: '', kind: 'Namespace', ...name })),
      ...kindsOf(objects.filter((object) => !isNamespaced(object) && object.kind !== 'Namespace')),
    ],
    description: owner === undefined ? 'all that crossing writes' : `what ${owner} owns`,
    destinations: places.map((namespace) => ({ ...cluster, namespace })),
    namespaceResourceWhitelist: kindsOf([...objects.filter(isNamespaced), ...kinds]),
    sourceRepos: [repository],
  };
}

/** Groups and kinds in the words of an AppProject, each once, sorted. */
function kindsOf(objects: readonly GroupKind[]): { group: string; kind: string }[] {
  const kinds = objects.map(({ apiGroup, kind }) => ({ group: apiGroup === 'core' ? '' : apiGroup, kind }));
  const texts = new Map(kinds.map((it) => [`${it.group}/${it.kind}`, it]));
  return [...texts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, it]) => it);
}
