import type { IConstruct } from 'constructs';
import type { Report } from '../namespaces/settlement';
import { Admission, type Ask } from './admission';
import { type AllowedRoutes, formatAllowed } from './allowed-routes';

/**
 * What is asked of a listener that is written completely: it allows what is written, and nothing
 * else.
 */
export class OwnedAdmission extends Admission {
  protected override readonly restrictsKinds = true;

  /** @param byHand `allowedRoutes` as the user wrote it, which is not changed */
  constructor(
    root: IConstruct,
    subject: string,
    namespace: string,
    private readonly byHand: AllowedRoutes | undefined,
  ) {
    super(root, subject, namespace, undefined, []);
  }

  override resolve(report: Report): AllowedRoutes | undefined {
    const routes = this.byDefault().map(([route]) => route);
    if (this.byHand !== undefined) {
      for (const route of routes) {
        if (this.allows(this.byHand, route) === false) {
          const seen = formatAllowed(this.byHand, this.namespace);
          report(route, `${this.subject} does not allow ${route}: its allowedRoutes allows ${seen}; change allowedRoutes, or leave it out`);
        }
      }
      return this.byHand;
    }
    const local = routes.every(({ namespace }) => namespace === this.namespace);
    return this.asks.size === 0 && local ? undefined : this.merge([...this.asks.values(), ...routes.map((it) => this.askFor(it))], report);
  }

  protected override refuseAlone(ask: Ask): void {
    if (this.byHand !== undefined) {
      throw new Error(`allowedRoutes of ${this.subject} is written by hand: leave it out to use admit`);
    }
    super.refuseAlone(ask);
  }
}
