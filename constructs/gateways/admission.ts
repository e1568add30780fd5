import { GROUP, NAME_LABEL, type RouteKind } from '../../gateway-api';
import { type LabelSelector, labelSelector } from '../checks/metadata';
import { dnsLabel, oneOf } from '../checks/validate';

/** From where a listener lets in routes. */
export const FROM = ['All', 'Same', 'Selector'] as const;
type From = (typeof FROM)[number];

/** How a listener is opened for a route. */
export interface AdmissionOptions {
  /**
   * Whom the listener lets in: `Selector` the namespaces that are named (or that have the labels of `selector`), `Same` the namespace of the
   * Gateway, `All` every namespace.
   *
   * @default 'Selector'
   */
  readonly from?: From;

  /**
   * Labels of the namespaces to let in, in place of their names. Whoever may label a namespace may then let it in.
   *
   * @default - the namespaces are named
   */
  readonly selector?: LabelSelector;

  /**
   * Let in the kinds of the admitted routes only.
   *
   * @default - true on a Gateway of ours, which is written whole; false on somebody else's, where every kind that is let in today stays so
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
  readonly namespaces: { readonly from: From; readonly selector?: LabelSelector };
  readonly kinds?: readonly { readonly group: string; readonly kind: RouteKind }[];
}

/** All that was asked of one listener, which has one `allowedRoutes`: who is let in by one request is let in by what is written. */
export class Admission {
  private readonly namespaces = new Set<string>();
  private readonly kinds = new Set<RouteKind>();
  private readonly asked = new Set<From>();
  private selector: LabelSelector | undefined;
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
  public add({ kind, namespace }: Admitted, options: AdmissionOptions = {}): void {
    const { from = 'Selector', selector, restrictKinds = false } = options;
    dnsLabel('namespace', namespace);
    oneOf('from', from, FROM);
    this.letsIn(namespace, from, selector);
    this.keepsToday(kind, from, selector, restrictKinds);
    this.agrees(from, selector, restrictKinds);
    this.asked.add(from);
    this.namespaces.add(namespace);
    this.kinds.add(kind);
  }

  /** `allowedRoutes` as it is written: the same whatever the order of the requests. */
  public get allowedRoutes(): AllowedRoutes {
    const kinds = [...new Set([...this.kinds, ...(this.today.kinds ?? [])])].sort().map((kind) => ({ group: GROUP, kind }));
    return { namespaces: this.whom(), ...(this.restricted ? { kinds } : {}) };
  }

  private whom(): AllowedRoutes['namespaces'] {
    const { namespaces: today = [] } = this.today;
    if (this.asked.has('All') || today === 'All') {
      return { from: 'All' };
    }
    if (!this.asked.has('Selector') && today.every((namespace) => namespace === this.gatewayNamespace)) {
      return { from: 'Same' };
    }
    if (this.selector !== undefined) {
      return { from: 'Selector', selector: this.selector };
    }
    const own = this.includeGatewayNamespace ? [this.gatewayNamespace] : [];
    const values = [...new Set([...this.namespaces, ...own, ...today])].sort();
    return { from: 'Selector', selector: { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values }] } };
  }

  private letsIn(namespace: string, from: From, selector: LabelSelector | undefined): void {
    if (from === 'Same' && namespace !== this.gatewayNamespace) {
      throw new Error(
        `from is "Same": ${this.subject} then lets in ${JSON.stringify(this.gatewayNamespace)} only and not ${JSON.stringify(namespace)}; use "Selector"`,
      );
    }
    if (selector === undefined) {
      return;
    }
    labelSelector('selector', selector);
    if (from !== 'Selector') {
      throw new Error(`from is ${JSON.stringify(from)} and selector is given: ${this.subject} reads a selector with from "Selector" only`);
    }
    if (this.includeGatewayNamespace) {
      throw new Error(
        `selector is given: it may lock the namespace of the Gateway, ${JSON.stringify(this.gatewayNamespace)}, out of ${this.subject}; name the namespaces, or set includeGatewayNamespace to false`,
      );
    }
  }

  /** Judges each request alone: whether it is refused does not hang on the others, and so not on the order. */
  private keepsToday(kind: RouteKind, from: From, selector: LabelSelector | undefined, restrictKinds: boolean): void {
    const { namespaces, kinds } = this.today;
    const lost = (what: string, cure: string) =>
      new Error(
        `${this.subject} lets in ${what} today, and a patch replaces what was admitted before: some of it would be locked out; ${cure}`,
      );
    if (namespaces === 'All' && from !== 'All') {
      throw lost('every namespace', 'use from "All", or leave namespaces out of admits if that is meant');
    }
    if (Array.isArray(namespaces) && namespaces.some((it) => it !== this.gatewayNamespace) && (from === 'Same' || selector !== undefined)) {
      throw lost([...namespaces].sort().join(', '), 'name the namespaces rather than their labels, with from "Selector"');
    }
    if (restrictKinds && kinds === undefined && namespaces !== undefined) {
      throw lost('every kind', 'say in admits which kinds are in use, or leave restrictKinds out');
    }
    if (!restrictKinds && kinds !== undefined && !kinds.includes(kind)) {
      throw new Error(
        `${this.subject} lets in ${[...kinds].sort().join(', ')} only, and a patch without kinds leaves that so: it lets in no ${kind}; set restrictKinds to write the kinds`,
      );
    }
  }

  private agrees(from: From, given: LabelSelector | undefined, restrictKinds: boolean): void {
    if (this.restricted !== undefined && this.restricted !== restrictKinds) {
      throw new Error(`restrictKinds is ${restrictKinds} and was ${this.restricted} before: ${this.subject} has one list of kinds`);
    }
    if (from !== 'All') {
      const selector = given && sorted(given);
      const [now, before] = [selector, this.selector].map((it) => JSON.stringify(it) ?? 'not given');
      if ((this.asked.has('Same') || this.asked.has('Selector')) && now !== before) {
        throw new Error(
          `selector is ${now} and was ${before} before: ${this.subject} has one selector; name the namespaces or give everybody the same labels`,
        );
      }
      this.selector = selector;
    }
    this.restricted = restrictKinds;
  }
}

/** A selector in the one form that all with the same conditions have. */
function sorted({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelSelector {
  const labels = Object.entries(matchLabels).sort(([one], [other]) => (one < other ? -1 : 1));
  const expressions = matchExpressions
    .map(({ key, operator, values }) => ({ key, operator, ...(values && { values: [...values].sort() }) }))
    .map((expression) => ({ expression, text: JSON.stringify(expression) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1));
  return {
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels) }),
    ...(expressions.length > 0 && { matchExpressions: expressions.map(({ expression }) => expression) }),
  };
}
