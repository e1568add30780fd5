import { ApiObject, Chart, Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { annotations, labels } from '../checks/metadata';
import { dnsLabel, refuse } from '../checks/validate';
import { namespaceFor } from './chart-around';

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

// The API server puts this label on every Namespace, and keeps it.
const NAME_LABEL = 'kubernetes.io/metadata.name';

const NAMESPACE_CHART = Symbol.for('cdk8s-crossing.NamespaceChart');

/**
 * Who makes the Namespace object, the weakest claim first: what is assumed of a namespace that is only referred to, what follows from an object that
 * is in it, and what somebody said.
 */
const CLAIMS = ['assumed external', 'implied ours', 'implied external', 'external', 'ours'] as const;
type Claim = (typeof CLAIMS)[number];
const SAID: readonly Claim[] = ['external', 'ours'];

/** The charts of each App. */
const charts = new WeakMap<IConstruct, Map<string, NamespaceChart>>();

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
   * @param namespace name of the namespace; without it, that of the chart around the scope is meant
   * @throws where the namespace is no DNS label, or there is none
   */
  public static override of(scope: IConstruct, namespace?: string): NamespaceChart {
    return NamespaceChart.claim(scope, namespaceFor(scope, namespace), 'implied ours');
  }

  /**
   * The chart of a namespace that somebody else makes: it holds objects, but no Namespace.
   *
   * @throws where a `NamespaceChart` of this namespace was made for it to be ours
   */
  public static external(scope: IConstruct, namespace: string, props: Pick<NamespaceChartProps, 'owner'> = {}): NamespaceChart {
    return NamespaceChart.claim(scope, namespace, 'external', props);
  }

  /**
   * The chart of a namespace in which something lies that somebody else makes: so is the namespace, unless it is said to be ours.
   *
   * @internal
   */
  public static around(scope: IConstruct, namespace: string): NamespaceChart {
    return NamespaceChart.claim(scope, namespace, 'implied external');
  }

  /**
   * The chart of a namespace that is only referred to, to hold the consent: it is somebody else's, unless something makes it ours.
   *
   * @internal
   */
  public static referredTo(scope: IConstruct, namespace: string): NamespaceChart {
    return NamespaceChart.claim(scope, namespace, 'assumed external');
  }

  private static claim(scope: IConstruct, namespace: string, claim: Claim, props: NamespaceChartProps = {}): NamespaceChart {
    return new NamespaceChart(scope as Construct, namespace, props, claim);
  }

  /** The name of the namespace. */
  declare public readonly namespace: string;

  private claimed: Claim = 'assumed external';
  private readonly labelled: Record<string, string> = {};
  private readonly annotated: Record<string, string> = {};
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
    const siblings = charts.get(root) ?? new Map<string, NamespaceChart>();
    const found = siblings.get(namespace);
    if (found !== undefined) {
      // biome-ignore lint/correctness/noConstructorReturn: an implied chart and the explicit one that comes later are one chart.
      return found.take(claim, props);
    }
    // A construct of the App may be called as the namespace is: a crossing often is.
    super(root, root.node.tryFindChild(namespace) === undefined ? namespace : `namespace-${namespace}`, {
      namespace,
      disableResourceNameHashes: true,
    });
    Object.defineProperty(this, NAMESPACE_CHART, { value: true });
    charts.set(root, siblings.set(namespace, this));
    this.take(claim, props);
  }

  /** Who answers for the namespace, where that was said. */
  public get owner(): string | undefined {
    return this.ownedBy;
  }

  /** Whether somebody else makes the Namespace object. */
  public get isExternal(): boolean {
    return this.claimed.endsWith('external');
  }

  private take(claim: Claim, { owner, labels: more = {}, annotations: notes = {}, protect = false }: NamespaceChartProps): this {
    if (SAID.includes(claim) && SAID.includes(this.claimed) && claim !== this.claimed) {
      throw new Error(
        `namespace ${JSON.stringify(this.namespace)} is said to be ours and to be external: make it with new NamespaceChart or with NamespaceChart.external, not with both`,
      );
    }
    if (CLAIMS.indexOf(claim) > CLAIMS.indexOf(this.claimed)) {
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
    this.agree('labels', { [NAME_LABEL]: this.namespace, ...this.labelled }, more);
    this.agree('annotations', this.annotated, { ...(protect ? PROTECTION : {}), ...notes });
    Object.assign(this.labelled, more);
    Object.assign(this.annotated, protect ? PROTECTION : {}, notes);
    this.writeNamespace();
    return this;
  }

  /** What is said twice has to be the same, or the last to speak would win. */
  private agree(prop: string, said: Readonly<Record<string, string>>, more: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(more)) {
      const before = said[key] ?? value;
      if (before !== value) {
        refuse(
          `${prop}[${JSON.stringify(key)}]`,
          value,
          `namespace ${JSON.stringify(this.namespace)} has ${JSON.stringify(before)} already`,
        );
      }
    }
  }

  private writeNamespace(): void {
    if (this.isExternal) {
      this.node.tryRemoveChild('Resource');
      return;
    }
    const object =
      (this.node.tryFindChild('Resource') as ApiObject | undefined) ??
      new ApiObject(this, 'Resource', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.namespace, namespace: NOWHERE } });
    for (const [key, value] of Object.entries(this.labelled)) {
      object.metadata.addLabel(key, value);
    }
    for (const [key, value] of Object.entries(this.annotated)) {
      object.metadata.addAnnotation(key, value);
    }
  }
}
