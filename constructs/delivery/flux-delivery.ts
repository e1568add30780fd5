import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { GROUP } from '../../gateway-api';
import type { KustomizationSpec } from '../../imports/kustomize.toolkit.fluxcd.io';
import type { GitRepositorySpec, OciRepositorySpec } from '../../imports/source.toolkit.fluxcd.io';
import { any, boolean, type Check, objectOf } from '../checks/shape';
import { dnsSubdomain, list, oneOf, optional, refuse, text } from '../checks/validate';
import { DELIVERY_PROPS, type DeliveredDirectory, Delivery, type DeliveryObject, type DeliveryProps, repositoryOf } from './delivery';
import { groupHealthCheckExpr, type HealthCheckExpr, healthCheckExprs } from './health-exprs';

const FLUX_VERSIONS = ['2.5', '2.6', '2.7', '2.8', '2.9'] as const;
const DELETION_POLICIES = ['MirrorPrune', 'Delete', 'WaitForTermination', 'Orphan'] as const;

/** A source that stands in the cluster already. */
export interface FluxSourceRef {
  readonly kind: 'Bucket' | 'ExternalArtifact' | 'GitRepository' | 'OCIRepository';

  /** Name of the source: a DNS subdomain. */
  readonly name: string;

  /**
   * Namespace of the source: a DNS label.
   *
   * @default - the namespace of the Kustomizations
   */
  readonly namespace?: string;
}

/** Properties of a `FluxDelivery`. */
export interface FluxDeliveryProps extends DeliveryProps {
  /**
   * What to deliver: a branch of a Git repository, or a tag of an OCI repository, whose URL starts
   * with `oci://`.
   *
   * @default - branch `main`, or tag `latest`
   */
  readonly ref?: { readonly branch?: string; readonly tag?: string };

  /**
   * Name of the Secret with the credentials of the repository: a DNS subdomain.
   *
   * @default - none
   */
  readonly secretName?: string;

  /**
   * A source that stands already, such as the one of `flux bootstrap`; no source is written then.
   *
   * @default - one is written for `repository`
   */
  readonly sourceRef?: FluxSourceRef;

  /**
   * Namespace of the Kustomizations: a DNS label.
   *
   * @default 'flux-system'
   */
  readonly namespace?: string;

  /**
   * The directory that holds the Kustomizations themselves: a DNS label.
   *
   * @default 'flux'
   */
  readonly owner?: string;

  /**
   * How often everything is applied and judged again, such as `1m` or `90s`. A Kustomization that
   * is Ready does not watch what it delivered, so a route that is refused later turns it red after
   * this time at most.
   *
   * @default '1m'
   */
  readonly interval?: string;

  /**
   * How long to wait until what was applied is healthy, such as `2m`.
   *
   * @default '2m'
   */
  readonly timeout?: string;

  /**
   * What happens to what was delivered when a Kustomization is deleted, in the words of Flux.
   * Protected namespaces and the Gateways of others always stay.
   *
   * @default 'MirrorPrune'
   */
  readonly deletionPolicy?: (typeof DELETION_POLICIES)[number];

  /**
   * Kustomizations of the same namespace that have to be Ready first, such as the one of the CRDs
   * and of the controller.
   *
   * @default - none
   */
  readonly dependsOn?: readonly string[];

  /**
   * Wait for the owners that the objects of an owner refer to: their grants, Gateways and backends
   * have to be Ready first. Flux looks again after 30 seconds, and holds back the later commits of
   * an owner while another one is not Ready. Owners that refer to each other never wait.
   *
   * @default true
   */
  readonly waitForOwners?: boolean;

  /**
   * Let each Kustomization of an owner apply as a ServiceAccount of its own name and namespace,
   * such as `crossing-shop-team`. Whoever runs the cluster makes it and allows it what the owner
   * has, so that an object for the namespace of another owner is refused. Without it, an owner may
   * deliver whatever kustomize-controller may.
   *
   * @default false
   */
  readonly serviceAccounts?: boolean;

  /**
   * The minor version of Flux: from 2.9 on, one health expression covers all kinds of the Gateway
   * API.
   *
   * @default '2.9'
   */
  readonly fluxVersion?: (typeof FLUX_VERSIONS)[number];
}

const PROPS: Check = objectOf<FluxDeliveryProps>(
  {
    ...DELIVERY_PROPS,
    ref: objectOf<NonNullable<FluxDeliveryProps['ref']>>({ branch: any, tag: any }, "props such as { branch: 'main' }"),
    secretName: any,
    sourceRef: objectOf<FluxSourceRef>(
      { kind: any, name: any, namespace: any },
      "props such as { kind: 'GitRepository', name: 'flux-system' }",
    ),
    namespace: any,
    owner: any,
    interval: any,
    timeout: any,
    deletionPolicy: any,
    dependsOn: any,
    waitForOwners: boolean,
    serviceAccounts: boolean,
    fluxVersion: any,
  },
  "props such as { repository: 'https://git.example.com/shop.git' }",
  {
    url: 'write repository',
    serviceAccountName: 'write serviceAccounts: true',
    branch: "write ref: { branch: 'main' }",
    secretRef: 'write secretName',
  },
);

/**
 * Delivers the output with Flux: a Kustomization for the directory of each owner, or for the whole
 * output if no namespace has an owner. One more Kustomization delivers the Kustomizations
 * themselves, so that the file is applied by hand once. A Kustomization waits for what its objects
 * refer to, unless two owners refer to each other, and fails as soon as a controller refuses a
 * route, a Gateway or a ListenerSet, which Flux by itself calls healthy.
 */
export class FluxDelivery extends Delivery {
  private readonly props: FluxDeliveryProps;
  private readonly source: DeliveryObject | undefined;

  /**
   * @throws if the app is not a `CrossingApp`, the repository is not known, or a value is invalid
   */
  constructor(scope: Construct, id: string, props: FluxDeliveryProps = {}) {
    super(scope, id, checked(props), props.namespace ?? 'flux-system', props.owner ?? 'flux');
    this.props = props;
    fluxDuration('interval', props.interval ?? '1m');
    fluxDuration('timeout', props.timeout ?? '2m');
    optional(props.secretName, (name) => dnsSubdomain('secretName', name));
    optional(props.deletionPolicy, (policy) => oneOf('deletionPolicy', policy, DELETION_POLICIES));
    optional(props.fluxVersion, (version) => oneOf('fluxVersion', version, FLUX_VERSIONS));
    optional(props.sourceRef, ({ name }) => dnsSubdomain('sourceRef.name', name));
    for (const [index, name] of list('dependsOn', props.dependsOn ?? []).entries()) {
      dnsSubdomain(`dependsOn[${index}]`, name);
    }
    checkRef(props);
    this.source =
      props.sourceRef === undefined
        ? source(repositoryOf(props.repository), { name: this.name, namespace: this.chart.namespace }, props)
        : undefined;
  }

  protected *objects(directories: readonly DeliveredDirectory[], own: DeliveredDirectory | undefined): Iterable<DeliveryObject> {
    if (this.source !== undefined) {
      yield this.source;
    }
    const before = dependencies(this.props.waitForOwners === false ? [] : directories);
    for (const { owner, objects } of directories) {
      yield this.kustomization(owner, objects, before.get(owner) ?? []);
    }
    // The top of the output holds this directory, too: Flux reads a path with all that is below it.
    if (directories.every(({ owner }) => owner !== undefined)) {
      yield this.kustomization(this.owner, own?.objects ?? []);
    }
  }

  private kustomization(owner: string | undefined, objects: readonly ApiObject[], before: readonly string[] = []): DeliveryObject {
    const { deletionPolicy = 'MirrorPrune', dependsOn = [], interval = '1m', serviceAccounts, sourceRef, timeout = '2m' } = this.props;
    const isRoot = owner === this.owner;
    const exprs = this.health(objects);
    const names = isRoot ? [] : [...dependsOn, ...before.map((other) => this.nameFor(other))].sort();
    const spec: Omit<KustomizationSpec, 'deletionPolicy' | 'healthCheckExprs' | 'sourceRef'> = {
      ...(names.length > 0 && { dependsOn: names.map((name) => ({ name })) }),
      interval,
      path: `./${this.pathFor(owner)}`,
      prune: true,
      ...(serviceAccounts && !isRoot && { serviceAccountName: this.nameFor(owner) }),
      timeout,
      wait: !isRoot,
    };
    const more = {
      deletionPolicy: isRoot ? 'Orphan' : deletionPolicy,
      ...(exprs.length > 0 && { healthCheckExprs: exprs }),
      sourceRef: sourceRef ?? { kind: `${this.source?.kind}`, name: this.name },
    };
    return {
      id: `Kustomization-${owner ?? 'top'}`,
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: this.nameFor(owner), namespace: this.chart.namespace },
      spec: { ...spec, ...more },
    };
  }

  private health(objects: readonly ApiObject[]): HealthCheckExpr[] {
    const kinds = objects.filter(({ apiGroup }) => apiGroup === GROUP).map(({ kind }) => kind);
    const long = healthCheckExprs(kinds);
    return long.length > 0 && (this.props.fluxVersion ?? '2.9') === '2.9' ? [groupHealthCheckExpr()] : long;
  }
}

/** @throws if a prop is not known, or not of its type */
function checked(props: FluxDeliveryProps): FluxDeliveryProps {
  PROPS('', props);
  return props;
}

/** Refuses a `ref` that Flux would ignore in part, or that an OCI repository does not have. */
function checkRef({ ref: { branch, tag } = {}, repository, sourceRef }: FluxDeliveryProps): void {
  optional(branch, (name) => text('ref.branch', name));
  optional(tag, (name) => text('ref.tag', name));
  if (branch !== undefined && tag !== undefined) {
    throw new Error(`ref has branch ${JSON.stringify(branch)} and tag ${JSON.stringify(tag)}: Flux takes the tag; give one of them`);
  }
  if (branch !== undefined && sourceRef === undefined && repositoryOf(repository).startsWith('oci://')) {
    refuse('ref.branch', branch, 'an OCI repository has no branches; give ref.tag');
  }
}

/**
 * The source for a repository: a GitRepository, or an OCIRepository for a URL that starts with
 * `oci://`.
 */
function source(
  url: string,
  metadata: { readonly name: string; readonly namespace: string },
  { interval = '1m', ref = {}, secretName }: FluxDeliveryProps,
): DeliveryObject {
  const common = { interval, url, ...(secretName !== undefined && { secretRef: { name: secretName } }) };
  const apiVersion = 'source.toolkit.fluxcd.io/v1';
  if (url.startsWith('oci://')) {
    const spec: OciRepositorySpec = { ...common, ref: { tag: 'latest', ...ref } };
    return { id: 'Source', apiVersion, kind: 'OCIRepository', metadata, spec };
  }
  const spec: GitRepositorySpec = { ...common, ref: ref.tag === undefined ? { branch: 'main', ...ref } : ref };
  return { id: 'Source', apiVersion, kind: 'GitRepository', metadata, spec };
}

/**
 * The owners whose directories have to be healthy first: those that objects refer to, and that do
 * not refer back, by any way.
 */
function dependencies(directories: readonly DeliveredDirectory[]): Map<string | undefined, string[]> {
  const owners = new Map(directories.flatMap(({ owner, namespaces }) => namespaces.map((namespace) => [namespace, owner])));
  const edges = new Map(
    directories.map(({ owner, objects }) => {
      const others = objects.flatMap(referredNamespaces).map((namespace) => owners.get(namespace));
      return [owner, new Set(others.filter((other) => other !== undefined && other !== owner))];
    }),
  );
  const reachable = (from: string | undefined, seen = new Set<string | undefined>()): Set<string | undefined> => {
    for (const next of edges.get(from) ?? []) {
      if (!seen.has(next)) {
        reachable(next, seen.add(next));
      }
    }
    return seen;
  };
  return new Map(
    [...edges].map(([owner, others]) => {
      const needed = [...others].filter((other): other is string => other !== undefined && !reachable(other).has(owner));
      return [owner, needed.sort()];
    }),
  );
}

/** The namespaces that a route, a Gateway or a ListenerSet refers to. */
function referredNamespaces(object: ApiObject): string[] {
  if (object.apiGroup !== GROUP || object.kind === 'ReferenceGrant') {
    return [];
  }
  const found: string[] = [];
  JSON.stringify(object.toJson().spec, (key, value) => {
    if (key === 'namespace' && typeof value === 'string') {
      found.push(value);
    }
    return key === 'selector' ? undefined : value;
  });
  return found;
}

/** A duration as Flux takes it: hours, minutes, seconds and milliseconds. */
function fluxDuration(prop: string, value: string): string {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text(prop, value))) {
    refuse(prop, value, 'expected a duration such as "1m", "90s" or "1h30m"');
  }
  return value;
}
