import { type Engines, eventually } from './engines';

/** The Kustomizations of a cluster, as tests read them. */
export class Kustomizations {
  constructor(private readonly engines: Engines) {}

  /** Delivers a directory of the repository by a Kustomization of its name. */
  async apply(name: string): Promise<void> {
    const metadata = { name, namespace: 'flux-system' };
    const source = { interval: '5s', url: this.engines.urls.flux, ref: { branch: 'main' } };
    const spec = { interval: '10s', path: `./${name}`, prune: true, sourceRef: { kind: 'GitRepository', name } };
    const items = [
      { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata, spec: source },
      { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec },
    ];
    await this.engines.kubectl(['apply', '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
  }

  async areReady(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      expect(await this.engines.kustomization(name)).toMatchObject({ ready: 'True' });
    }
  }

  /** Expects a failure that is seen before the timeout. */
  async failsEarly(name: string, object: string): Promise<void> {
    const message = expect.stringMatching(new RegExp(`failed early due to stalled resources: .*${object}.*'Failed'`));
    expect(await this.engines.kustomization(name)).toMatchObject({ ready: 'False', message });
  }

  /** Lets Flux reconcile Kustomizations a few times more, whatever comes of it. */
  async reconcile(...names: readonly string[]): Promise<void> {
    for (let round = 0; round < 3; round++) {
      const request = `${Date.now()}`;
      for (const name of names) {
        // Not by kubectl: Flux removes what that writes to an object of its own.
        const annotations = { 'reconcile.fluxcd.io/requestedAt': request };
        await this.engines.patch('Kustomization', name, 'flux-system', { metadata: { annotations } });
      }
      await eventually(async () => {
        for (const name of names) {
          const { status } = await this.engines.get('Kustomization', name, 'flux-system');
          expect([name, status.lastHandledReconcileAt]).toEqual([name, request]);
        }
      });
    }
  }
}
