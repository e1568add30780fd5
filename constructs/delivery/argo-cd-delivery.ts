import type { Construct } from 'constructs';
import type { ApplicationSpec, ApplicationSpecSource } from '../../imports/argoproj.io';
import { any, boolean, type Check, objectOf } from '../checks/shape';
import { count, list, text } from '../checks/validate';
import { appProjectSpec, CROSSING_KINDS, DELIVERY_KINDS } from './app-project';
import { DELIVERY_PROPS, type DeliveredDirectory, Delivery, type DeliveryObject, type DeliveryProps, repositoryOf } from './delivery';

/** A cluster as Argo CD knows it: by its name or by the URL of its API server. */
export type ArgoCdDestination = { readonly name: string; readonly server?: never } | { readonly server: string; readonly name?: never };

/** Properties of an `ArgoCdDelivery`. */
export interface ArgoCdDeliveryProps extends DeliveryProps {
  /**
   * What to deliver: a branch, tag or commit of a Git repository, or a tag or digest of an OCI
   * repository, whose URL starts with `oci://`.
   *
   * @default - branch `main`, or tag `latest`
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
   * Write one ApplicationSet that makes the Application of each owner, in place of the
   * Applications. It needs the ApplicationSet controller of Argo CD. An owner that goes takes its
   * Application along, and the ApplicationSet all of them; what they delivered follows
   * `preserveResourcesOnDeletion`.
   *
   * @default false
   */
  readonly applicationSet?: boolean;

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
    applicationSet: boolean,
    preserveResourcesOnDeletion: boolean,
    syncOptions: any,
  },
  "props such as { repository: 'https://git.example.com/shop.git' }",
  { repoURL: 'write repository', project: 'each owner has an AppProject of its own' },
);

const HERE: ArgoCdDestination = { server: 'https://kubernetes.default.svc' };
const DEFAULT_NAMESPACE = 'default';
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
  private readonly targetRevision: string;

  /**
   * @throws if the app is not a `CrossingApp`, the repository is not known, or a value is invalid
   */
  constructor(scope: Construct, id: string, props: ArgoCdDeliveryProps = {}) {
    super(scope, id, checked(props), props.namespace ?? 'argocd', props.owner ?? 'argocd');
    this.props = props;
    this.repository = repositoryOf(props.repository);
    this.targetRevision = text('targetRevision', props.targetRevision ?? (this.repository.startsWith('oci://') ? 'latest' : 'main'));
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
    const { applicationSet = false, destination = HERE } = this.props;
    for (const directory of directories) {
      yield this.appProject(directory, destination);
      if (!applicationSet) {
        yield this.application(directory.owner, destination, directory.namespaces[0]);
      }
    }
    if (applicationSet && directories.length > 0) {
      yield this.applicationSet(directories, destination);
    }
    const namespaces = [...new Set([this.chart.namespace, ...(own?.namespaces ?? [])])].sort();
    yield this.appProject({ owner: this.owner, namespaces, objects: own?.objects ?? [] }, HERE);
    yield this.application(this.owner, HERE, this.chart.namespace);
  }

  private application(owner: string | undefined, destination: ArgoCdDestination, namespace?: string): DeliveryObject {
    // Deleting the Application of the Applications must not delete what all of them delivered.
    const keep = (this.props.preserveResourcesOnDeletion ?? false) || owner === this.owner;
    const name = this.nameFor(owner);
    return {
      id: `Application-${owner ?? 'top'}`,
      apiVersion: API_VERSION,
      kind: 'Application',
      metadata: { name, namespace: this.chart.namespace, ...(!keep && { finalizers: [FINALIZER] }) },
      spec: this.spec(name, this.pathFor(owner), destination, namespace, owner !== undefined),
    };
  }

  /** The Applications as one object: a template, and a list of what differs. */
  private applicationSet(directories: readonly DeliveredDirectory[], destination: ArgoCdDestination): DeliveryObject {
    const elements = directories
      .map(({ namespaces, owner }) => ({
        name: this.nameFor(owner),
        namespace: namespaces[0] ?? DEFAULT_NAMESPACE,
        path: this.pathFor(owner),
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const hasOwners = directories.every(({ owner }) => owner !== undefined);
    const spec = {
      generators: [{ list: { elements } }],
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      // Without it, the controller gives the Applications the finalizer.
      syncPolicy: { preserveResourcesOnDeletion: this.props.preserveResourcesOnDeletion ?? false },
      template: { metadata: { name: '{{.name}}' }, spec: this.spec('{{.name}}', '{{.path}}', destination, '{{.namespace}}', hasOwners) },
    };
    return {
      id: 'ApplicationSet',
      apiVersion: API_VERSION,
      kind: 'ApplicationSet',
      metadata: { name: this.name, namespace: this.chart.namespace },
      spec,
    };
  }

  private spec(project: string, path: string, destination: ArgoCdDestination, namespace = DEFAULT_NAMESPACE, recurse = true): Spec {
    const { syncOptions = [] } = this.props;
    return {
      // A namespace that the project allows: every namespaced object names its own.
      destination: { ...destination, namespace },
      project,
      source: {
        // A file beside them that is not YAML, such as construct-metadata.json, would fail the
        // whole directory.
        directory: { include: '*.yaml', ...(recurse && { recurse }) },
        path,
        repoURL: this.repository,
        targetRevision: this.targetRevision,
      },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { backoff: { duration: '5s', factor: 2, maxDuration: '3m' }, limit: 5, refresh: true },
        syncOptions: ['FailOnSharedResource=true', 'SkipDryRunOnMissingResource=true', ...syncOptions],
      },
    };
  }

  private appProject(directory: DeliveredDirectory, cluster: ArgoCdDestination): DeliveryObject {
    return {
      id: `AppProject-${directory.owner ?? 'top'}`,
      apiVersion: API_VERSION,
      kind: 'AppProject',
      // With this finalizer, a project outlives the Applications that refer to it.
      metadata: { name: this.nameFor(directory.owner), namespace: this.chart.namespace, finalizers: [FINALIZER] },
      spec: appProjectSpec(directory, cluster, this.repository, directory.owner === this.owner ? DELIVERY_KINDS : CROSSING_KINDS),
    };
  }
}
