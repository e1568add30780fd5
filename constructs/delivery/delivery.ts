import { ApiObject, type ApiObjectProps } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { configFor } from '../../settings/config';
import { any, boolean, type Shape } from '../checks/shape';
import { dnsLabel, dnsSubdomain, nameOr, refuse, text } from '../checks/validate';
import { recordOf } from '../namespaces/app-record';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { freeId } from '../namespaces/placement';
import { protect } from '../namespaces/protection';

/** Properties of every delivery. */
export interface DeliveryProps {
  /**
   * Prefix of the names of the objects, a DNS label: what delivers the directory of an owner is
   * named `<name>-<owner>`.
   *
   * @default - the id of the construct, with the cluster of the app behind it
   */
  readonly name?: string;

  /**
   * URL of the repository, as the engine reads it.
   *
   * @default - `repository` of the nearest crossing.yaml
   */
  readonly repository?: string;

  /**
   * Path of the output in the repository: relative, `/` between its parts.
   *
   * @default - "dist"; of a cluster, its directory below that
   */
  readonly path?: string;

  /**
   * Annotate the Namespace objects that are delivered, so that neither removing a file nor deleting
   * its delivery deletes a namespace with all that is in it.
   *
   * @default true
   */
  readonly protectNamespaces?: boolean;
}

/** How the props of every delivery are checked. */
export const DELIVERY_PROPS: Shape<DeliveryProps> = { name: any, repository: any, path: any, protectNamespaces: boolean };

/** What an app writes into one directory of its output. */
export interface DeliveredDirectory {
  /** The owner, after whom the directory is named; `undefined` is the top of the output. */
  readonly owner: string | undefined;

  /** The objects in it. */
  readonly objects: readonly ApiObject[];

  /** The namespaces of the owner, and those that its objects are in or make; sorted. */
  readonly namespaces: readonly string[];
}

/** A root that writes directories, as `CrossingApp` does. */
interface DirectoryApp {
  readonly writesDirectories: true;
  readonly cluster: string | undefined;
  readonly clusterDirectory: string | undefined;
}

/**
 * What an engine needs to deliver the output of an app: one object for the directory of each owner.
 * They are written when the app is synthesized, so they cover what is declared after them, too.
 */
export abstract class Delivery extends Construct {
  /**
   * The deliveries of an App.
   *
   * @internal
   */
  static allOf(scope: IConstruct): Delivery[] {
    return recordOf(scope, 'deliveries', () => []);
  }

  /** Prefix of the names of the objects. */
  readonly name: string;

  /** The chart of the engine's namespace, in a directory of its own. */
  protected readonly chart: NamespaceChart;

  private readonly path: string;
  private readonly protectNamespaces: boolean;

  /**
   * @param namespace the engine's namespace
   * @param owner the directory that holds what is written here
   * @throws if the app is not a `CrossingApp`, the repository is not known, or a name or path is
   * invalid
   */
  protected constructor(
    scope: Construct,
    id: string,
    props: DeliveryProps,
    namespace: string,
    /** The directory that holds what is written here. */
    readonly owner: string,
  ) {
    super(scope, freeId(scope, id));
    const app = this.node.root as Partial<DirectoryApp>;
    if (!app.writesDirectories) {
      throw new Error(`${this.node.path} is not in a CrossingApp: only a CrossingApp writes directories to deliver; use new CrossingApp()`);
    }
    this.name = nameOr(app.cluster === undefined ? id : `${id}-${app.cluster}`, props.name, dnsLabel);
    this.path = relativePath(props.path ?? ['dist', app.clusterDirectory].filter((part) => part !== undefined).join('/'));
    this.protectNamespaces = props.protectNamespaces ?? true;
    dnsLabel('owner', owner);
    this.chart = NamespaceChart.external(this, namespace, { owner });
    Delivery.allOf(this).push(this);
  }

  /**
   * Writes what delivers the directories, instead of what an earlier synthesis wrote.
   *
   * @throws if some namespaces have an owner and others do not
   * @internal
   */
  deliver(directories: readonly DeliveredDirectory[]): void {
    const own = directories.find(({ owner }) => owner === this.owner);
    const others = directories.filter(({ objects, owner }) => owner !== this.owner && objects.length > 0);
    refuseMixed(others);
    if (this.protectNamespaces) {
      for (const object of directories.flatMap(({ objects }) => objects).filter(({ kind }) => kind === 'Namespace')) {
        protect(object);
      }
    }
    const objects = new Construct(this.chart, `Delivery-${this.node.id}`);
    for (const { id, ...object } of this.objects(others, own)) {
      new ApiObject(objects, id, object);
    }
  }

  /**
   * Removes what an earlier synthesis wrote.
   *
   * @internal
   */
  clear(): void {
    this.chart.node.tryRemoveChild(`Delivery-${this.node.id}`);
  }

  /**
   * The objects that deliver the directories; `own` is what others put into the directory of this
   * delivery.
   */
  protected abstract objects(directories: readonly DeliveredDirectory[], own: DeliveredDirectory | undefined): Iterable<DeliveryObject>;

  /** The name of what delivers a directory. */
  protected nameFor(owner: string | undefined): string {
    return owner === undefined ? this.name : dnsSubdomain('name', `${this.name}-${owner}`);
  }

  /** The path of a directory in the repository. */
  protected pathFor(owner: string | undefined): string {
    return owner === undefined ? this.path : `${this.path}/${owner}`;
  }
}

/** An object that a delivery writes, by its construct id. */
export type DeliveryObject = ApiObjectProps & { readonly id: string; readonly spec: object };

/** The namespace of an object; `undefined` if it is in none. */
export function namespaceOfObject({ kind, metadata }: ApiObject): string | undefined {
  return kind === 'Namespace' || kind === 'GatewayClass' ? undefined : metadata.namespace;
}

/**
 * The URL of the repository: the one that is given, else that of crossing.yaml.
 *
 * @throws if neither gives one
 */
export function repositoryOf(given: string | undefined): string {
  const repository = given ?? configFor(process.cwd())?.repository;
  if (repository === undefined) {
    throw new Error('repository is missing: give its URL, or set repository in crossing.yaml');
  }
  if (text('repository', repository).trim() === '') {
    refuse('repository', repository, 'expected the URL of a repository');
  }
  return repository;
}

/** Refuses a path that leaves the repository, or is its root, which holds more than the output. */
function relativePath(path: string): string {
  if (!/^(?!\.{1,2}(\/|$))[\w.-]+(\/(?!\.{1,2}(\/|$))[\w.-]+)*$/.test(text('path', path))) {
    refuse('path', path, 'expected the path of the output in the repository, such as "dist" or "clusters/prod", without "." and ".."');
  }
  return path;
}

/** Namespaces without owner beside owned ones lie in no directory that is delivered. */
function refuseMixed(directories: readonly DeliveredDirectory[]): void {
  const free = directories.filter(({ owner }) => owner === undefined).flatMap(({ namespaces }) => namespaces);
  const owners = directories.flatMap(({ owner }) => owner ?? []);
  if (free.length > 0 && owners.length > 0) {
    const unowned = free.map((namespace) => JSON.stringify(namespace));
    throw new Error(
      `namespaces without owner: ${unowned.join(', ')}; others are owned by ${owners.sort().join(', ')}, and only directories of owners are delivered; give each namespace an owner`,
    );
  }
}
