import { ApiObject, Chart, Lazy } from 'cdk8s';
import { type Construct, Dependable, type IConstruct } from 'constructs';
import { annotations, labels } from './metadata';
import { dnsLabel, refuse } from './validate';

/** Properties of a `NamespaceChart`. */
export interface NamespaceChartProps {
  /**
   * Who answers for the namespace: a DNS label. `CrossingApp` writes the file into a directory of this name, which CODEOWNERS, an Argo CD
   * Application or a Flux Kustomization can be given.
   *
   * @default - the file lies at the top of the output
   */
  readonly owner?: string;

  /**
   * Labels of the Namespace object.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the Namespace object.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;

  /**
   * Keep the namespace, and all that is in it, when its file is taken away: Argo CD and Flux are told neither to prune nor to delete it. It is
   * not the default, as a namespace that stays behind keeps running what nobody sees in Git any more.
   *
   * @default false
   */
  readonly protect?: boolean;
}

const PROTECTION = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'Disabled',
};

// A chart gives its namespace to every object that has none, but a Namespace is in no namespace.
const NOWHERE: string = Lazy.any({ produce: () => undefined });

const NAMESPACE_CHART = Symbol.for('cdk8s-crossing.NamespaceChart');

type Claim = 'external' | 'implied' | 'ours';

/**
 * The chart of one namespace: a child of the App, written to one file, whose id is the namespace's name. Objects land in the chart of their
 * namespace, wherever the construct that asked for them stands. There is one chart for a namespace: to make it again, before or after
 * a construct asked for it, gives the same one.
 */
export class NamespaceChart extends Chart {
  // Chart's own answers for every chart, also when a class that extends it is asked.
  public static override [Symbol.hasInstance](it: unknown): it is NamespaceChart {
    return typeof it === 'object' && it !== null && NAMESPACE_CHART in it;
  }

  /**
   * Finds the chart of a namespace, or makes it. The namespace is taken to be ours unless somebody says that it is external.
   *
   * @param scope anything in the App
   * @param namespace name of the namespace; without it, the `NamespaceChart` around the scope is meant
   */
  public static override of(scope: IConstruct, namespace: string = NamespaceChart.same(Chart.of(scope)).namespace): NamespaceChart {
    return NamespaceChart.claim(scope, namespace, 'implied');
  }

  /**
   * The chart of a namespace that somebody else makes: it holds objects, but no Namespace.
   *
   * @throws where a `NamespaceChart` of this namespace was made for it to be ours
   */
  public static external(scope: IConstruct, namespace: string, props: Pick<NamespaceChartProps, 'owner'> = {}): NamespaceChart {
    return NamespaceChart.claim(scope, namespace, 'external', props);
  }

  private static claim(scope: IConstruct, namespace: string, claim: Claim, props: NamespaceChartProps = {}): NamespaceChart {
    const found = scope.node.root.node.tryFindChild(namespace);
    if (found === undefined) {
      return new NamespaceChart(scope as Construct, namespace, props, claim);
    }
    return NamespaceChart.same(found).take(claim, props);
  }

  private static same(found: IConstruct): NamespaceChart {
    if (!(found instanceof NamespaceChart)) {
      const id = JSON.stringify(found.node.id);
      throw new Error(
        `${id} is the id of another construct of the app: the chart of namespace ${id} needs it; give that construct another id`,
      );
    }
    return found;
  }

  /** The name of the namespace. */
  declare public readonly namespace: string;

  private claimed: Claim = 'implied';
  private ownedBy: string | undefined;

  /**
   * @param scope anything in the App
   * @param namespace name of the namespace: a DNS label
   * @throws where the namespace is no DNS label, or somebody said that it is external
   */
  public constructor(scope: Construct, namespace: string, props?: NamespaceChartProps);
  /** @internal */
  public constructor(scope: Construct, namespace: string, props: NamespaceChartProps, claim: Claim);
  // biome-ignore lint/correctness/noUnreachableSuper: it returns the chart that is there.
  public constructor(scope: Construct, namespace: string, props: NamespaceChartProps = {}, claim: Claim = 'ours') {
    dnsLabel('namespace', namespace);
    const root = scope.node.root as Construct;
    const found = root.node.tryFindChild(namespace);
    if (found !== undefined) {
      // biome-ignore lint/correctness/noConstructorReturn: an implied chart and the explicit one that comes later are one chart.
      return NamespaceChart.same(found).take(claim, props);
    }
    super(root, namespace, { namespace, disableResourceNameHashes: true });
    Object.defineProperty(this, NAMESPACE_CHART, { value: true });
    if (claim !== 'external') {
      new ApiObject(this, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, namespace: NOWHERE } });
    }
    this.take(claim, props);
  }

  /** Who answers for the namespace, where that was said. */
  public get owner(): string | undefined {
    return this.ownedBy;
  }

  /** Whether somebody else makes the Namespace object. */
  public get isExternal(): boolean {
    return this.claimed === 'external';
  }

  private take(claim: Claim, { owner, labels: more = {}, annotations: notes = {}, protect = false }: NamespaceChartProps): this {
    if ((claim === 'external' && this.claimed === 'ours') || (claim === 'ours' && this.claimed === 'external')) {
      throw new Error(
        `namespace ${JSON.stringify(this.namespace)} is said to be ours and to be external: make it with new NamespaceChart or with NamespaceChart.external, not with both`,
      );
    }
    if (claim === 'external') {
      this.node.tryRemoveChild('Namespace');
    }
    if (claim !== 'implied') {
      this.claimed = claim;
    }
    if (owner !== undefined) {
      dnsLabel('owner', owner);
      if (this.ownedBy !== undefined && this.ownedBy !== owner) {
        refuse('owner', owner, `namespace ${JSON.stringify(this.namespace)} is owned by ${JSON.stringify(this.ownedBy)} already`);
      }
      this.ownedBy = owner;
    }
    labels('labels', more);
    annotations('annotations', notes);
    const object = this.node.tryFindChild('Namespace') as ApiObject | undefined;
    for (const [key, value] of Object.entries(more)) {
      object?.metadata.addLabel(key, value);
    }
    for (const [key, value] of Object.entries({ ...(protect ? PROTECTION : {}), ...notes })) {
      object?.metadata.addAnnotation(key, value);
    }
    return this;
  }
}

/**
 * Where an object of a construct belongs: below the construct itself if that stands in a chart of the object's namespace, else in the
 * `NamespaceChart` of that namespace.
 *
 * @internal
 */
export function home(
  construct: Construct,
  namespace: string,
  kind: string,
  name: string,
): { readonly scope: Construct; readonly id: string } {
  const around = construct.node.scopes.reverse().find((scope) => Chart.isChart(scope)) as Chart | undefined;
  if (around?.namespace === namespace) {
    return { scope: construct, id: 'Resource' };
  }
  const chart = NamespaceChart.of(construct, namespace);
  const id = `${kind}-${name}`;
  const other = chart.node.tryFindChild(id);
  if (other !== undefined) {
    throw new Error(
      `${kind} ${namespace}/${name} is made twice: ${construct.node.path} makes what ${other.node.path} is; give one of them another name`,
    );
  }
  return { scope: chart, id };
}

/**
 * Makes the objects of a construct, which may stand in other charts, what others depend on when they depend on the construct.
 *
 * @internal
 */
export function standsFor(construct: Construct, objects: () => readonly IConstruct[]): void {
  Dependable.implement(construct, {
    get dependencyRoots() {
      return [...objects()];
    },
  });
}
