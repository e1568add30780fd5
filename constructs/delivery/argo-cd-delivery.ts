import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { GROUP, VERSIONS } from '../../gateway-api';
import type { ApplicationSpec, ApplicationSpecSource, AppProjectSpec } from '../../imports/argoproj.io';
import { any, boolean, type Check, objectOf } from '../checks/shape';
import { count, list, text } from '../checks/validate';
import {
  DELIVERY_PROPS,
  type DeliveredDirectory,
  Delivery,
  type DeliveryObject,
  type DeliveryProps,
  namespaceOfObject,
  repositoryOf,
} from './delivery';

/** A cluster as Argo CD knows it: by its name or by the URL of its API server. */
export type ArgoCdDestination = { readonly name: string; readonly server?: never } | { readonly server: string; readonly name?: never };

/** Properties of an `ArgoCdDelivery`. */
export interface ArgoCdDeliveryProps extends DeliveryProps {
  /**
   * Branch, tag or commit to deliver.
   *
   * @default 'main'
   */
  readonly targetRevision?: string;

  /**
   * The cluster to deliver to.
   *
   * @default - the cluster that Argo CD runs in
   */
  readonly destination?: ArgoCdDestination;

  /**
   * Namespace of Argo CD: a DNS label.
   *
   * @default 'argocd'
   */
  readonly namespace?: string;

  /**
   * The directory that holds the Applications themselves: a DNS label.
   *
   * @default 'argocd'
   */
  readonly owner?: string;

  /**
   * Keep what an Application delivered when the Application is deleted. Without it, the Application
   * has Argo CD's finalizer: what it delivered is deleted first, but for protected namespaces and
   * the Gateways of others.
   *
   * @default false
   */
  readonly preserveResourcesOnDeletion?: boolean;

  /**
   * Sync options of the Applications, besides `FailOnSharedResource=true` and
   * `SkipDryRunOnMissingResource=true`, such as `ServerSideApply=true`.
   *
   * @default - none
   */
  readonly syncOptions?: readonly string[];
}

/** @throws if a prop is not known, or not of its type */
function checked(props: ArgoCdDeliveryProps): ArgoCdDeliveryProps {
  PROPS('', props);
  return props;
}

/** `spec` of an Application; the bindings rename `repoURL`. */
type Spec = Omit<ApplicationSpec, 'source'> & { readonly source: Omit<ApplicationSpecSource, 'repoUrl'> & { readonly repoURL: string } };

const PROPS: Check = objectOf<ArgoCdDeliveryProps>(
  {
    ...DELIVERY_PROPS,
    targetRevision: any,
    destination: objectOf<ArgoCdDestination>({ name: any, server: any }, "props such as { name: 'prod' }"),
    namespace: any,
    owner: any,
    preserveResourcesOnDeletion: boolean,
    syncOptions: any,
  },
  "props such as { repository: 'https://git.example.com/shop.git' }",
  { repoURL: 'write repository', project: 'each owner has an AppProject of its own' },
);

const HERE: ArgoCdDestination = { server: 'https://kubernetes.default.svc' };
const API_VERSION = 'argoproj.io/v1alpha1';
const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/**
 * Delivers the output with Argo CD: an Application and an AppProject for the directory of each
 * owner, or for the top of the output if no namespace has an owner. One more Application delivers
 * the Applications themselves, so that the file is applied by hand once. An AppProject allows the
 * repository, the namespaces and the kinds that its directory holds, nothing else. Written for Argo
 * CD 3.5 or newer.
 */
export class ArgoCdDelivery extends Delivery {
  private readonly props: ArgoCdDeliveryProps;
  private readonly repository: string;

  /**
   * @throws if the app is not a `CrossingApp`, the repository is not known, or a value is invalid
   */
  constructor(scope: Construct, id: string, props: ArgoCdDeliveryProps = {}) {
    super(scope, id, checked(props), props.namespace ?? 'argocd', props.owner ?? 'argocd');
    this.props = props;
    this.repository = repositoryOf(props.repository);
    text('targetRevision', props.targetRevision ?? 'main');
    for (const [index, option] of list('syncOptions', props.syncOptions ?? []).entries()) {
      if (!/^\w+=\w+$/.test(text(`syncOptions[${index}]`, option))) {
        throw new Error(`syncOptions[${index}] is ${JSON.stringify(option)}: expected NAME=VALUE, such as "ServerSideApply=true"`);
      }
    }
    const { name, server } = props.destination ?? HERE;
    count(
      'destination',
      [name, server].filter((it) => it !== undefined),
      1,
      1,
    );
  }

  protected *objects(directories: readonly DeliveredDirectory[], own: DeliveredDirectory | undefined): Iterable<DeliveryObject> {
    const { destination = HERE } = this.props;
    for (const directory of directories) {
      yield this.appProject(directory, destination);
      yield this.application(directory.owner, destination, directory.namespaces[0]);
    }
    const namespaces = [...new Set([this.chart.namespace, ...(own?.namespaces ?? [])])].sort();
    yield this.appProject({ owner: this.owner, namespaces, objects: own?.objects ?? [] }, HERE);
    yield this.application(this.owner, HERE, this.chart.namespace);
  }

  private application(owner: string | undefined, destination: ArgoCdDestination, namespace = 'default'): DeliveryObject {
    const { targetRevision = 'main', preserveResourcesOnDeletion = false, syncOptions = [] } = this.props;
    // Deleting the Application of the Applications must not delete what all of them delivered.
    const keep = preserveResourcesOnDeletion || owner === this.owner;
    const spec: Spec = {
      // A namespace that the project allows: every namespaced object names its own.
      destination: { ...destination, namespace },
      project: this.nameFor(owner),
      source: {
        // A file beside them that is not YAML, such as construct-metadata.json, would fail the whole directory.
        directory: { include: '*.yaml', ...(owner !== undefined && { recurse: true }) },
        path: this.pathFor(owner),
        repoURL: this.repository,
        targetRevision,
      },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { backoff: { duration: '5s', factor: 2, maxDuration: '3m' }, limit: 5, refresh: true },
        syncOptions: ['FailOnSharedResource=true', 'SkipDryRunOnMissingResource=true', ...syncOptions],
      },
    };
    return {
      id: `Application-${owner ?? 'top'}`,
      apiVersion: API_VERSION,
      kind: 'Application',
      metadata: { name: this.nameFor(owner), namespace: this.chart.namespace, ...(!keep && { finalizers: [FINALIZER] }) },
      spec,
    };
  }

  private appProject({ namespaces, objects, owner }: DeliveredDirectory, cluster: ArgoCdDestination): DeliveryObject {
    const kinds = owner === this.owner ? DELIVERY_KINDS : CROSSING_KINDS;
    // Argo CD prunes nothing that its project does not allow: what leaves together with the permission would stay behind. So a project keeps
    // allowing what its owner owns, and without owners every namespace.
    const places = owner === undefined ? ['*'] : namespaces;
    const isNamespaced = (object: ApiObject) => namespaceOfObject(object) !== undefined;
    const named = owner === undefined ? [{}] : namespaces.map((name) => ({ name }));
    const spec: AppProjectSpec = {
      clusterResourceWhitelist: [
        ...named.map((name) => ({ group: '', kind: 'Namespace', ...name })),
        ...kindsOf(objects.filter((object) => !isNamespaced(object) && object.kind !== 'Namespace')),
      ],
      description: owner === undefined ? 'all that crossing writes' : `what ${owner} owns`,
      destinations: places.map((namespace) => ({ ...cluster, namespace })),
      namespaceResourceWhitelist: kindsOf([...objects.filter(isNamespaced), ...kinds]),
      sourceRepos: [this.repository],
    };
    return {
      id: `AppProject-${owner ?? 'top'}`,
      apiVersion: API_VERSION,
      kind: 'AppProject',
      // With this finalizer, a project outlives the Applications that refer to it.
      metadata: { name: this.nameFor(owner), namespace: this.chart.namespace, finalizers: [FINALIZER] },
      spec,
    };
  }
}

type GroupKind = Pick<ApiObject, 'apiGroup' | 'kind'>;

/** What a delivery writes, and what crossings consist of. */
const DELIVERY_KINDS: readonly GroupKind[] = ['Application', 'AppProject'].map((kind) => ({ apiGroup: 'argoproj.io', kind }));
const CROSSING_KINDS: readonly GroupKind[] = [
  { apiGroup: 'apps', kind: 'Deployment' },
  { apiGroup: 'core', kind: 'Service' },
  ...Object.keys(VERSIONS).map((kind) => ({ apiGroup: GROUP, kind })),
].filter(({ kind }) => kind !== 'GatewayClass');

/** Groups and kinds in the words of an AppProject, each once, sorted. */
function kindsOf(objects: readonly GroupKind[]): { group: string; kind: string }[] {
  const kinds = objects.map(({ apiGroup, kind }) => ({ group: apiGroup === 'core' ? '' : apiGroup, kind }));
  const texts = new Map(kinds.map((it) => [`${it.group}/${it.kind}`, it]));
  return [...texts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, it]) => it);
}
