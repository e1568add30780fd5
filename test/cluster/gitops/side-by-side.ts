/**
 * Runs the body of each test of a file at once, since engines spend their time waiting; each is
 * reported under its own name.
 */
export class SideBySide {
  private readonly bodies: (() => Promise<void>)[] = [];
  private results: Promise<void>[] = [];

  /** A test whose body runs beside the others. */
  test(name: string, body: () => Promise<void>): void {
    const index = this.bodies.push(body) - 1;
    test(name, async () => this.results[index]);
  }

  /** Starts all bodies. A failure is told by the test that it belongs to. */
  start(): void {
    this.results = this.bodies.map((body) => body());
    for (const result of this.results) {
      result.catch(() => undefined);
    }
  }
}
