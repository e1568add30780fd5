import type { Engines } from './engines';
import { Scenario } from './scenario';

type Body = (begin: (id: string) => Scenario) => Promise<void>;

/**
 * Runs the body of each test of a file at once, since engines spend their time waiting; each is
 * reported under its own name.
 */
export class SideBySide {
  private readonly bodies: Body[] = [];
  private results: Promise<void>[] = [];

  /** A test whose body runs beside the others, with the scenarios that it begins. */
  test(name: string, body: Body): void {
    const index = this.bodies.push(body) - 1;
    test(name, async () => this.results[index]);
  }

  /** Starts all bodies. A failure is told by the test that it belongs to. */
  start(engines: Engines): void {
    this.results = this.bodies.map(async (body) => {
      const begun: Scenario[] = [];
      await body((id) => begun[begun.push(new Scenario(engines, id)) - 1] as Scenario);
      await Promise.all(begun.map((scenario) => scenario.rest()));
    });
    for (const result of this.results) {
      result.catch(() => undefined);
    }
  }
}
