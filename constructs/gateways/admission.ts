import type { IConstruct } from 'constructs';
import type { LabelSelector } from '../checks/metadata';
import { dnsLabel, refuse } from '../checks/validate';
import { NamespaceFacts } from '../namespaces/namespace-facts';
import { noteChange, type Report } from '../namespaces/settlement';
import { ADMISSION_OPTIONS, type AdmissionOptions } from './admission-options';
import { type AllowedRoutes, allowedKinds, allows, byName, type From, namesOf, selects, sortedSelector } from './allowed-routes';
import type { AdmittedRoute } from './listener';

/**
 * What is done for a route that is attached to a listener and for which nobody called `admit`:
 * nothing; or the listener is opened unless it is known to allow the route; or it is opened only if
 * it is known not to allow the route, and the route is refused if nothing is known.
 */
export type DefaultAdmission = 'none' | 'open' | 'open if known';

/** What one route asks of a listener. */
export interface Ask {
  readonly route: AdmittedRoute;
  readonly from: From;
  readonly selector?: LabelSelector | undefined;
  readonly restrictKinds?: boolean | undefined;
}

/**
 * All that is asked of one listener in an App. It has one `allowedRoutes`, which is the same
 * whatever the order of the requests.
 */
export abstract class Admission {
  protected readonly asks = new Map<AdmittedRoute, Ask>();
  private readonly attached = new Map<AdmittedRoute, DefaultAdmission>();
  private labelled: Ask | undefined;

  /**
   * @param root the App
   * @param subject the listener, in error texts
   * @param namespace namespace of the Gateway
   * @param today what is allowed already and has to stay so; undefined if that is not known
   * @param kept namespaces that are always allowed by name
   */
  protected constructor(
    protected readonly root: IConstruct,
    protected readonly subject: string,
    protected readonly namespace: string,
    protected readonly today: AllowedRoutes | undefined,
    private readonly kept: readonly string[],
  ) {}

  /** Notes that a route is attached to the listener. */
  attach(route: AdmittedRoute, how: DefaultAdmission): void {
    this.attached.set(route, how);
    noteChange(this.root);
  }

  /**
   * Opens the listener for a route, as somebody asked.
   *
   * @throws if the request does not allow the route, contradicts another one, or locks out what is
   * allowed today
   */
  admit(route: AdmittedRoute, options: AdmissionOptions = {}): void {
    ADMISSION_OPTIONS('', options);
    if (typeof route?.kind !== 'string' || route.node === undefined) {
      refuse('route', route, 'give the construct of a route');
    }
    dnsLabel('namespace', route.namespace);
    const { from = 'Selector', selector, restrictKinds } = options;
    const ask = { route, from, selector: selector && sortedSelector(selector), restrictKinds };
    this.refuseAlone(ask);
    // All before agree with each other: one of them, and one that selects by label, speak for the
    // others.
    const [first] = this.asks.values();
    for (const other of [first, this.labelled]) {
      if (other !== undefined) {
        this.refuseTogether(ask, other);
      }
    }
    if (ask.selector !== undefined) {
      this.labelled ??= ask;
    }
    this.asks.set(route, ask);
    noteChange(this.root);
  }

  /**
   * `allowedRoutes` as it is written.
   *
   * @param report hears of routes that cannot be allowed
   * @returns undefined if there is nothing to write
   */
  abstract resolve(report: Report): AllowedRoutes | undefined;

  /** Whether kinds are written if a request does not say it. */
  protected abstract readonly restrictsKinds: boolean;

  /** Routes for which nobody called `admit`, and which do not refuse to be admitted. */
  protected byDefault(): [AdmittedRoute, DefaultAdmission][] {
    return [...this.attached].filter(([route, how]) => how !== 'none' && !this.asks.has(route));
  }

  /** What is asked for a route by default. */
  protected askFor(route: AdmittedRoute): Ask {
    return { route, from: route.namespace === this.namespace ? 'Same' : 'Selector' };
  }

  /** Whether `allowedRoutes` would allow a route; undefined if that is not known. */
  protected allows(allowed: AllowedRoutes, route: AdmittedRoute): boolean | undefined {
    return allows(allowed, this.namespace, route, NamespaceFacts.of(this.root, route.namespace));
  }

  /** Whether a request, or the default, writes kinds. */
  protected get restricted(): boolean {
    const [first] = this.asks.values();
    return first === undefined ? this.restrictsKinds : (first.restrictKinds ?? this.restrictsKinds);
  }

  /** One `allowedRoutes` for all. */
  protected merge(asks: readonly Ask[], report: Report): AllowedRoutes {
    const kinds = this.restricted && {
      kinds: allowedKinds([...asks.map(({ route }) => route.kind), ...(this.today?.kinds ?? []).map(({ kind }) => kind)]),
    };
    return { namespaces: this.mergeNamespaces(asks, report), ...kinds } as AllowedRoutes;
  }

  private mergeNamespaces(asks: readonly Ask[], report: Report): AllowedRoutes['namespaces'] {
    const { namespaces } = this.today ?? {};
    if (namespaces?.from === 'All' || asks.some(({ from }) => from === 'All')) {
      return { from: 'All' };
    }
    const names = namesOf(namespaces?.selector ?? {});
    const labelled = asks.find(({ selector }) => selector !== undefined);
    const selector = labelled?.selector ?? (names === undefined ? namespaces?.selector : undefined);
    if (selector !== undefined) {
      this.reportNotSelected(asks, selector, labelled, report);
      return { from: 'Selector', selector };
    }
    if (!asks.some(({ from }) => from === 'Selector') && (names ?? []).every((name) => name === this.namespace)) {
      return { from: 'Same' };
    }
    return { from: 'Selector', selector: byName([...asks.map(({ route }) => route.namespace), ...this.kept, ...(names ?? [])]) };
  }

  /**
   * A listener has one selector: a namespace that is asked for by name has to have the labels that
   * it selects.
   */
  private reportNotSelected(asks: readonly Ask[], selector: LabelSelector, labelled: Ask | undefined, report: Report): void {
    for (const { route, selector: own } of asks) {
      if (own === undefined && selects(selector, route.namespace, NamespaceFacts.of(this.root, route.namespace)) !== true) {
        const name = JSON.stringify(route.namespace);
        const why = labelled === undefined ? 'today' : `for ${labelled.route}`;
        report(
          route,
          `${this.subject} selects namespaces by ${JSON.stringify(selector)} ${why}, and ${route} is admitted by name: namespace ${name} is not known to have these labels; ` +
            `give it the labels with NamespaceChart.ensure, name all namespaces, or use from: 'All'`,
        );
      }
    }
  }

  /** Refuses a request that cannot be, whatever others ask. */
  protected refuseAlone({ route, from, selector }: Ask): void {
    if (from === 'Same' && route.namespace !== this.namespace) {
      throw new Error(
        `from is "Same": ${this.subject} then allows ${JSON.stringify(this.namespace)} only and not ${JSON.stringify(route.namespace)}; use "Selector"`,
      );
    }
    if (selector !== undefined && from !== 'Selector') {
      throw new Error(`from is ${JSON.stringify(from)} and selector is given: ${this.subject} reads a selector with from "Selector" only`);
    }
  }

  private refuseTogether(one: Ask, other: Ask): void {
    const [kinds, otherKinds] = [one, other].map(({ restrictKinds = this.restrictsKinds }) => restrictKinds);
    if (kinds !== otherKinds) {
      throw new Error(
        `restrictKinds is ${kinds} for ${one.route} and ${otherKinds} for ${other.route}: ${this.subject} has one list of kinds; state the same`,
      );
    }
    const [selector, otherSelector] = [one, other].map((ask) => ask.selector && JSON.stringify(ask.selector));
    if (selector !== undefined && otherSelector !== undefined && selector !== otherSelector) {
      throw new Error(
        `selector is ${selector} for ${one.route} and ${otherSelector} for ${other.route}: ${this.subject} has one selector; name the namespaces, or give all the same labels`,
      );
    }
  }
}
