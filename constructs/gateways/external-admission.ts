import type { IConstruct } from 'constructs';
import type { Report } from '../namespaces/settlement';
import { noteChange } from '../namespaces/settlement';
import { Admission, type Ask, type DefaultAdmission } from './admission';
import { type AdmissionOptions, type Admits, allowedToday } from './admission-options';
import { type AllowedRoutes, formatAllowed, namesOf } from './allowed-routes';
import type { AdmittedRoute } from './listener';

/** What is known of an external listener. */
export interface ExternalFacts {
  readonly admits: Admits | undefined;
  readonly includeGatewayNamespace: boolean;
  readonly mutable: boolean;
}

/**
 * What is asked of a listener that is made elsewhere. It is patched, which replaces what it allowed
 * before.
 */
export class ExternalAdmission extends Admission {
  protected override readonly restrictsKinds = false;
  private closed = false;

  /**
   * @param onNeeded called when it is certain that something is written, for the charts of an App
   * to be complete early
   */
  constructor(
    root: IConstruct,
    subject: string,
    namespace: string,
    private readonly facts: ExternalFacts,
    private readonly onNeeded: () => void,
  ) {
    const { admits, includeGatewayNamespace } = facts;
    const today = admits && allowedToday(admits, namespace, includeGatewayNamespace);
    super(root, subject, namespace, today, includeGatewayNamespace ? [namespace] : []);
  }

  override attach(route: AdmittedRoute, how: DefaultAdmission): void {
    super.attach(route, how);
    if (how === 'open' && this.facts.mutable && this.allowsToday(route) === undefined && this.today === undefined) {
      this.onNeeded();
    }
  }

  override admit(route: AdmittedRoute, options?: AdmissionOptions): void {
    super.admit(route, options);
    this.onNeeded();
  }

  /** Writes `allowedRoutes` for no route, and lets none ask. */
  close(): void {
    this.refuseImmutable('close');
    this.closed = true;
    this.onNeeded();
    noteChange(this.root);
  }

  override resolve(report: Report): AllowedRoutes | undefined {
    const asks = [...this.asks.values()];
    const undecided: AdmittedRoute[] = [];
    for (const [route, how] of this.byDefault()) {
      const answer = this.allowsToday(route);
      if (answer === false) {
        this.openFor(route, asks, report);
      } else if (answer === undefined && this.today !== undefined) {
        report(route, this.refusal(route, this.today));
      } else if (answer === undefined && this.facts.mutable) {
        how === 'open' ? asks.push(this.askFor(route)) : undecided.push(route);
      }
    }
    this.refuseOpenAndClosed(asks, report);
    const result = asks.length > 0 || this.closed ? this.merge(asks, report) : undefined;
    for (const route of undecided) {
      if (result === undefined || this.allows(result, route) !== true) {
        report(
          route,
          `${route}: what ${this.subject} allows is not known; open it with listener.admit(route), state in admits what it allows today, or set mutable: false if its owner opens it`,
        );
      }
    }
    return result;
  }

  private refuseOpenAndClosed(asks: readonly Ask[], report: Report): void {
    for (const { route } of this.closed ? asks : []) {
      report(
        route,
        `${this.subject} is closed, and opened for ${route}: one patch cannot do both; leave close out until the last crossing is gone, or remove the crossing`,
      );
    }
  }

  /** Whether the listener is known to allow a route without a patch. */
  private allowsToday(route: AdmittedRoute): boolean | undefined {
    if (this.today === undefined) {
      return route.namespace === this.namespace ? true : undefined;
    }
    return this.allows(this.today, route);
  }

  private openFor(route: AdmittedRoute, asks: Ask[], report: Report): void {
    const today = this.today as AllowedRoutes;
    const byLabels = today.namespaces.selector !== undefined && namesOf(today.namespaces.selector) === undefined;
    const problem = !this.facts.mutable || byLabels ? this.refusal(route, today) : this.kindProblem(this.askFor(route));
    problem === undefined ? asks.push(this.askFor(route)) : report(route, problem);
  }

  private refusal(route: AdmittedRoute, today: AllowedRoutes): string {
    const seen = `${this.subject} does not allow ${route}: it allows ${formatAllowed(today, this.namespace)}`;
    if (!this.facts.mutable) {
      return `${seen}, and is not mutable; have its owner open it and state that in admits, or leave mutable: false out`;
    }
    const name = JSON.stringify(route.namespace);
    return `${seen}, and naming ${name} would lock out whoever has the labels; give namespace ${name} the labels with NamespaceChart.ensure, or use from: 'All'`;
  }

  protected override refuseAlone(ask: Ask): void {
    this.refuseImmutable('admit');
    super.refuseAlone(ask);
    const { selector, from, restrictKinds = false } = ask;
    const own = JSON.stringify(this.namespace);
    if (selector !== undefined && this.facts.includeGatewayNamespace) {
      throw new Error(
        `selector is given: it may lock the namespace of the Gateway, ${own}, out of ${this.subject}; name the namespaces, or set includeGatewayNamespace to false`,
      );
    }
    const { namespaces, kinds } = this.today ?? {};
    const lost = (what: string, cure: string) =>
      new Error(
        `${this.subject} allows ${what} today, and a patch replaces what was allowed before: some of it would be locked out; ${cure}`,
      );
    if (namespaces?.from === 'All' && from !== 'All') {
      throw lost('every namespace', 'use from "All", or leave namespaces out of admits if that is meant');
    }
    const names = namespaces?.selector && namesOf(namespaces.selector);
    const others = names?.filter((name) => name !== this.namespace).sort() ?? [];
    if (others.length > 0 && (from === 'Same' || selector !== undefined)) {
      throw lost(others.join(', '), 'name the namespaces rather than their labels, with from "Selector"');
    }
    const labels = names === undefined && namespaces?.selector ? JSON.stringify(namespaces.selector) : undefined;
    if (labels !== undefined && selector !== undefined && JSON.stringify(selector) !== labels) {
      throw lost(`namespaces that match ${labels}`, 'use the same selector, or from "All"');
    }
    if (restrictKinds && kinds === undefined && this.facts.admits?.namespaces !== undefined) {
      throw lost('every kind', 'state in admits which kinds are in use, or leave restrictKinds out');
    }
    const problem = this.kindProblem(ask);
    if (problem !== undefined) {
      throw new Error(problem);
    }
  }

  private kindProblem({ route, restrictKinds = this.restricted }: Ask): string | undefined {
    const kinds = this.today?.kinds?.map(({ kind }) => kind);
    return restrictKinds || kinds === undefined || kinds.includes(route.kind)
      ? undefined
      : `${this.subject} allows ${kinds.join(', ')} only, and a patch without kinds leaves that so: it allows no ${route.kind}; set restrictKinds to write the kinds`;
  }

  private refuseImmutable(method: string): void {
    if (!this.facts.mutable) {
      throw new Error(`${this.subject} is not mutable: ${method} writes nothing; leave ${method} out, or leave mutable: false out`);
    }
  }
}
