import { ApiObject, Chart, Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { recordOf } from './app-record';
import { type ExternalNamespaceProps, NamespaceFacts, type NamespaceProps, type Ownership } from './namespace-facts';
import { refuseScope } from './scope';
import { afterSettling } from './settlement';
import { trace } from './trace';

/** Properties of a `NamespaceChart`. */
export interface NamespaceChartProps extends NamespaceProps {}

// A chart gives its namespace to every object that has none, but a Namespace is in no namespace.
const NO_NAMESPACE: string = Lazy.any({ produce: () => undefined });

const NAMESPACE_CHART = Symbol.for('cdk8s-crossing.NamespaceChart');

/** Only this module makes charts: another `new` would be a second chart of one namespace. */
const KEY = Symbol('NamespaceChart');

/**
 * The chart of one namespace: a child of the App, written to one file, whose id is the namespace's
 * name. Objects land in the chart of their namespace, wherever the construct that asked for them
 * is. A namespace has one chart in an App: `ensure` finds it or makes it.
 */
export class NamespaceChart extends Chart {
  // Without it every Chart would be an instance, as Chart has it.
  static override [Symbol.hasInstance](value: unknown): value is NamespaceChart {
    return NamespaceChart.isNamespaceChart(value);
  }

  /** Whether a value is a `NamespaceChart`, also of another copy of this package. */
  static isNamespaceChart(value: unknown): value is NamespaceChart {
    return typeof value === 'object' && value !== null && NAMESPACE_CHART in value;
  }

  /**
   * Finds the chart of a namespace that this App makes, or makes it, and adds what the props state:
   * before or after others ask for the chart, and as often as needed.
   *
   * @param scope anything in the App
   * @param namespace name of the namespace: a DNS label
   * @throws if a value is invalid, contradicts what was stated before, or the namespace was stated
   * to be external
   */
  static ensure(scope: IConstruct, namespace: string, props: NamespaceChartProps = {}): NamespaceChart {
    return NamespaceChart.findOrMake(scope, namespace, 'ours', props);
  }

  /**
   * The chart of a namespace that exists already, or that something else makes: it holds objects,
   * but no Namespace.
   *
   * @throws if a value is invalid, or `NamespaceChart.ensure` was called for this namespace
   */
  static external(scope: IConstruct, namespace: string, props: ExternalNamespaceProps = {}): NamespaceChart {
    return NamespaceChart.findOrMake(scope, namespace, 'external', props);
  }

  /**
   * The chart of a namespace into which an object of this App goes: so it is ours, unless it is
   * stated to be external.
   *
   * @internal
   */
  static forObject(scope: IConstruct, namespace: string): NamespaceChart {
    return NamespaceChart.findOrMake(scope, namespace, 'implied ours');
  }

  /**
   * The chart of a namespace in which an external object is patched: so it is external, unless it
   * is stated to be ours.
   *
   * @internal
   */
  static forPatch(scope: IConstruct, namespace: string): NamespaceChart {
    return NamespaceChart.findOrMake(scope, namespace, 'implied external');
  }

  /**
   * The chart of a namespace that is only referenced, for the consent: it is external, unless
   * something makes it ours.
   *
   * @internal
   */
  static forGrant(scope: IConstruct, namespace: string): NamespaceChart {
    return NamespaceChart.findOrMake(scope, namespace, 'assumed external');
  }

  /**
   * The chart of a namespace, if there is one.
   *
   * @internal
   */
  static tryFind(scope: IConstruct, namespace: string): NamespaceChart | undefined {
    return recordOf<NamespaceChart[]>(scope, `chart ${namespace}`, () => [])[0];
  }

  private static findOrMake(
    scope: IConstruct,
    namespace: string,
    ownership: Ownership,
    props: NamespaceProps & ExternalNamespaceProps = {},
  ): NamespaceChart {
    refuseScope(scope);
    const facts = NamespaceFacts.of(scope, namespace);
    facts.add(ownership, props);
    const charts = recordOf<NamespaceChart[]>(scope, `chart ${namespace}`, () => []);
    const chart = charts[0] ?? new NamespaceChart(KEY, scope.node.root as Construct, namespace, facts);
    charts[0] = chart;
    trace(chart, `Namespace ${namespace}`);
    return chart;
  }

  /** The name of the namespace. */
  declare readonly namespace: string;

  private readonly facts: NamespaceFacts;

  private constructor(key: symbol, root: Construct, namespace: string, facts: NamespaceFacts) {
    if (key !== KEY) {
      throw new Error('new NamespaceChart: a namespace has one chart in an App; use NamespaceChart.ensure(scope, namespace, props)');
    }
    // A construct of the App may have the name of the namespace as its id: a crossing often has.
    super(root, root.node.tryFindChild(namespace) === undefined ? namespace : `namespace-${namespace}`, {
      namespace,
      disableResourceNameHashes: true,
    });
    this.facts = facts;
    Object.defineProperty(this, NAMESPACE_CHART, { value: true });
    facts.follow(() => this.writeNamespace());
    // A CrossingApp writes no empty file, and delivers for the owner of whatever chart there is.
    if (!(root as { readonly writesDirectories?: true }).writesDirectories) {
      afterSettling(this, () => this.attachIfUsed(root));
    }
  }

  /** Who owns the namespace, if that was stated. */
  get owner(): string | undefined {
    return this.facts.owner;
  }

  /** Whether the Namespace object is made outside of the App. */
  get isExternal(): boolean {
    return this.facts.isExternal;
  }

  /**
   * Takes the chart out of the App while nothing is in it: a plain App would write an empty file.
   */
  private attachIfUsed(root: Construct): void {
    const { children, id } = this.node;
    const attached = root.node.tryFindChild(id) === this;
    if (attached && children.length === 0) {
      root.node.tryRemoveChild(id);
    } else if (!attached && children.length > 0) {
      // Something was put into it after it was taken out, which no public method undoes.
      (root.node as unknown as { addChild(child: Construct, name: string): void }).addChild(this, id);
    }
  }

  private writeNamespace(): void {
    if (this.isExternal) {
      this.node.tryRemoveChild('Resource');
      return;
    }
    const object =
      (this.node.tryFindChild('Resource') as ApiObject | undefined) ??
      new ApiObject(this, 'Resource', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.namespace, namespace: NO_NAMESPACE } });
    for (const [key, value] of Object.entries(this.facts.labels)) {
      object.metadata.addLabel(key, value);
    }
    for (const [key, value] of Object.entries(this.facts.annotations)) {
      object.metadata.addAnnotation(key, value);
    }
  }
}
