import { GROUP, type RouteKind } from '../targets';
import { type LabelSelector, labelSelector } from './metadata';
import { dnsLabel } from './validate';

/** The label that the API server puts on every Namespace: the one label that a tenant cannot set on itself. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** How a listener is opened for a route. */
export interface AdmissionOptions {
  /**
   * Whom the listener lets in: `Selector` the namespaces that are named (or that have the labels of `selector`), `Same` the namespace of the
   * Gateway, `All` every namespace.
   *
   * @default 'Selector'
   */
  readonly from?: 'All' | 'Same' | 'Selector';

  /**
   * Labels of the namespaces to let in, in place of their names. Whoever may label a namespace may then let it in.
   *
   * @default - the namespaces are named
   */
  readonly selector?: LabelSelector;

  /**
   * Let in the kinds of the admitted routes only.
   *
   * @default false - every kind that the protocol carries
   */
  readonly restrictKinds?: boolean;
}

/** What a listener lets in today, in the words of `allowedRoutes`. */
export interface Admits {
  /**
   * Namespaces that are let in: their names, or `All`.
   *
   * @default - that of the Gateway
   */
  readonly namespaces?: 'All' | readonly string[];

  /**
   * Kinds of routes that are let in.
   *
   * @default - every kind that the protocol carries
   */
  readonly kinds?: readonly RouteKind[];
}

/** What is asked of a listener. */
export interface Admitted {
  readonly kind: RouteKind;
  readonly namespace: string;
}

/** `allowedRoutes` of a listener, as it is written. */
export interface AllowedRoutes {
  readonly namespaces: { readonly from: 'All' | 'Same' | 'Selector'; readonly selector?: LabelSelector };
  readonly kinds?: readonly { readonly group: string; readonly kind: RouteKind }[];
}

/** All that was asked of one listener, which has one `allowedRoutes`: who is let in by one request is let in by what is written. */
export class Admission {
  private readonly namespaces = new Set<string>();
  private readonly kinds = new Set<RouteKind>();
  private readonly asked = new Set<'All' | 'Same' | 'Selector'>();
  private selector: string | undefined;
  private restricted: boolean | undefined;

  /**
   * @param subject the listener in error texts
   * @param gatewayNamespace namespace of the Gateway
   * @param today what is let in already and has to stay so
   * @param includeGatewayNamespace whether the namespace of the Gateway is always let in
   */
  public constructor(
    private readonly subject: string,
    private readonly gatewayNamespace: string,
    private readonly today: Admits = {},
    private readonly includeGatewayNamespace = true,
  ) {}

  /** @throws where the request does not let in what it is made for, contradicts another one, or locks out what is let in today */
  public add({ kind, namespace }: Admitted, { from = 'Selector', selector, restrictKinds = false }: AdmissionOptions = {}): void {
    if (selector !== undefined) {
      labelSelector('selector', selector);
      if (from !== 'Selector') {
        throw new Error(
          `from is ${JSON.stringify(from)} and selector is given: ${this.subject} reads a selector with from "Selector" only`,
        );
      }
    }
    if (selector !== undefined && this.includeGatewayNamespace) {
      throw new Error(
        `selector is given: it may lock the namespace of the Gateway, ${JSON.stringify(this.gatewayNamespace)}, out of ${this.subject}; name the namespaces, or set includeGatewayNamespace to false`,
      );
    }
    if (from === 'Same' && namespace !== this.gatewayNamespace) {
      throw new Error(
        `from is "Same": ${this.subject} then lets in ${JSON.stringify(this.gatewayNamespace)} only and not ${JSON.stringify(namespace)}; use "Selector"`,
      );
    }
    const key = selector === undefined ? undefined : JSON.stringify(selector);
    if (from === 'Selector') {
      if (this.asked.has('Selector') && this.selector !== key) {
        throw new Error(
          `selector is ${key ?? 'not given'} and was ${this.selector ?? 'not given'} before: ${this.subject} has one selector; name the namespaces or give everybody the same labels`,
        );
      }
      this.selector = key;
    }
    if (this.restricted !== undefined && this.restricted !== restrictKinds) {
      throw new Error(`restrictKinds is ${restrictKinds} and was ${this.restricted} before: ${this.subject} has one list of kinds`);
    }
    this.restricted = restrictKinds;
    this.asked.add(from);
    this.namespaces.add(dnsLabel('namespace', namespace));
    this.kinds.add(kind);
    this.keepsToday();
  }

  /** `allowedRoutes` as it is written: the same whatever the order of the requests. */
  public get allowedRoutes(): AllowedRoutes {
    const kinds = [...new Set([...this.kinds, ...(this.today.kinds ?? [])])].sort().map((kind) => ({ group: GROUP, kind }));
    return { namespaces: this.whom(), ...(this.restricted ? { kinds } : {}) };
  }

  private whom(): AllowedRoutes['namespaces'] {
    if (this.asked.has('All')) {
      return { from: 'All' };
    }
    if (!this.asked.has('Selector')) {
      return { from: 'Same' };
    }
    if (this.selector !== undefined) {
      return { from: 'Selector', selector: JSON.parse(this.selector) };
    }
    const { namespaces: today = [] } = this.today;
    const own = this.includeGatewayNamespace || this.asked.has('Same') ? [this.gatewayNamespace] : [];
    const values = [...new Set([...this.namespaces, ...own, ...today])].sort();
    return { from: 'Selector', selector: { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values }] } };
  }

  private keepsToday(): void {
    const { namespaces, kinds } = this.today;
    const { from, selector } = this.whom();
    const lost = (what: string, instead: string) => {
      throw new Error(
        `${this.subject} lets in ${what} today and would lock out some of it: a patch replaces what was admitted before; ${instead}`,
      );
    };
    if (namespaces === 'All' && from !== 'All') {
      lost('every namespace', 'use from "All", or leave admits out if that is meant');
    }
    if (
      Array.isArray(namespaces) &&
      namespaces.length > 0 &&
      from !== 'All' &&
      (from === 'Same' || selector?.matchLabels || this.selector)
    ) {
      lost(namespaces.join(', '), 'name the namespaces rather than their labels, with from "Selector"');
    }
    if (this.restricted && kinds === undefined && this.today.namespaces !== undefined) {
      lost('every kind', 'say in admits which kinds are in use, or leave restrictKinds out');
    }
  }
}
