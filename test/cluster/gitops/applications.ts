import { type Engines, eventually } from './engines';
import type { Scenario } from './scenario';

/** The Applications of a cluster, as tests apply and read them. */
export class Applications {
  constructor(private readonly engines: Engines) {}

  /** Applies an Application of somebody else, by default for the directory of its name. */
  async apply(name: string, from: object = { source: this.source(name) }): Promise<void> {
    const spec = {
      project: 'default',
      destination: { server: 'https://kubernetes.default.svc' },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
      ...from,
    };
    const metadata = { name, namespace: 'argocd' };
    await this.engines.kubectl(['apply', '-f', '-'], { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata, spec });
  }

  /** A directory of the repository. */
  source(path: string): { repoURL: string; path: string; targetRevision: string } {
    return { repoURL: this.engines.urls['argo-cd'], path, targetRevision: 'main' };
  }

  /** Expects that Applications are Synced, and that what synced them has ended. */
  async areSynced(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      expect(await this.engines.application(name)).toMatchObject({ sync: 'Synced', phase: 'Succeeded' });
    }
  }

  async hasHealth(name: string, health: string): Promise<void> {
    expect(await this.engines.application(name)).toMatchObject({ health });
  }

  /**
   * Expects that Applications stay Synced over several comparisons, that none is synced again, and
   * that nothing moves.
   */
  async stay(scenario: Scenario, names: readonly string[]): Promise<void> {
    const before = [await scenario.generations(), await this.syncs(names)];
    await this.compared(...names);
    await eventually(() => this.areSynced(...names));
    expect([await scenario.generations(), await this.syncs(names)]).toEqual(before);
  }

  /** Waits until Argo CD has compared Applications a few times more, whatever came of it. */
  async compared(...names: readonly string[]): Promise<void> {
    const times = () => Promise.all(names.map(async (name) => (await this.engines.get('Application', name, 'argocd')).status.reconciledAt));
    for (let round = 0; round < 3; round++) {
      const before = await times();
      await eventually(async () => expect((await times()).filter((time, index) => time === before[index])).toEqual([]));
    }
  }

  /** Waits until Argo CD has compared an Application with a commit. */
  async comparedWith(commit: string, name: string): Promise<void> {
    await eventually(async () => {
      const { sync } = (await this.engines.get('Application', name, 'argocd')).status;
      expect(this.engines.hasCommit(sync.revision, commit)).toBe(true);
    });
  }

  /** How often each Application was synced. */
  private syncs(names: readonly string[]): Promise<number[]> {
    return Promise.all(names.map(async (name) => (await this.engines.get('Application', name, 'argocd')).status.history.length));
  }
}
