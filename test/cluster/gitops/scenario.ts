import {
  type AdmittingListener,
  ArgoCdDelivery,
  type ArgoCdDeliveryProps,
  type CrossingApp,
  CrossNamespaceRoute,
  type ExternalGatewayProps,
  FluxDelivery,
  type FluxDeliveryProps,
  Gateway,
  http,
  ListenerSet,
  NamespaceChart,
  type Target,
} from '../../../constructs';
import type { NamespaceProps } from '../../../constructs/namespaces/namespace-facts';
import { conditions, type Engines, eventually, type Live } from './engines';

/** The listeners of the Gateway of the platform. */
export const BOTH = ['other', 'web'];

/** A target that has ListenerSets. */
export const SETS = { controller: 'generic', gatewayApi: '1.6', channel: 'standard' } as const;

/** One crossing in namespaces of its own, on a Gateway that somebody else made. */
export class Scenario {
  readonly source: string;
  readonly destination: string;
  readonly edge: string;

  /**
   * @param id prefix of all names
   */
  constructor(
    private readonly engines: Engines,
    readonly id: string,
  ) {
    this.source = `${id}-source`;
    this.destination = `${id}-destination`;
    this.edge = `${id}-edge`;
  }

  /** The Gateway of the platform: listeners `web` and `other`. */
  gateway(from?: string, more: object = {}): object {
    const allowedRoutes = from === undefined ? {} : { allowedRoutes: { namespaces: { from } } };
    return {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'public', namespace: this.edge },
      spec: {
        gatewayClassName: 'test',
        listeners: [
          { name: 'web', port: 80, protocol: 'HTTP', ...allowedRoutes },
          { name: 'other', port: 8080, protocol: 'HTTP' },
        ],
        ...more,
      },
    };
  }

  /**
   * The Gateway of the platform, which allows ListenerSets of the source, as the platform applies
   * it.
   */
  async prepareForSets(): Promise<void> {
    await this.engines.kubectl(['create', 'namespace', this.edge]);
    const selector = { matchLabels: { 'kubernetes.io/metadata.name': this.source } };
    const allowedListeners = { namespaces: { from: 'Selector', selector } };
    await this.engines.kubectl(['apply', '-f', '-'], this.gateway('Same', { allowedListeners }));
  }

  /** Makes the namespace and the Gateway of the platform. */
  async prepare(...command: readonly string[]): Promise<void> {
    await this.engines.kubectl(['create', 'namespace', this.edge]);
    const [verb = 'create', ...options] = command;
    await this.engines.kubectl([verb, ...options, '-f', '-'], this.gateway('Same'));
  }

  /** The names of the listeners of the live Gateway, and who is allowed on `web`. */
  async listeners(): Promise<{ readonly names: string[]; readonly from: string }> {
    const { listeners } = (await this.engines.get('Gateway', 'public', this.edge)).spec;
    return {
      names: listeners.map(({ name }: { name: string }) => name).sort(),
      from: listeners.find(({ name }: { name: string }) => name === 'web').allowedRoutes.namespaces.from,
    };
  }

  /** The generations of what the crossing consists of. */
  async generations(): Promise<number[]> {
    const { edge, source, destination } = this;
    const objects = await Promise.all([
      this.engines.get('Gateway', 'public', edge),
      this.engines.get('HTTPRoute', 'echo', source),
      this.engines.get('ReferenceGrant', 'grant', destination),
    ]);
    return objects.map(({ metadata }) => metadata.generation);
  }

  /**
   * Expects that the route and the grant are gone, and that nothing but the listener `web` of the
   * Gateway has changed.
   */
  async expectRemoved(): Promise<void> {
    expect(await this.engines.get('HTTPRoute', 'echo', this.source)).toBeUndefined();
    expect(await this.engines.get('ReferenceGrant', 'grant', this.destination)).toBeUndefined();
    const { listeners } = (await this.engines.get('Gateway', 'public', this.edge)).spec;
    expect(JSON.stringify(listeners)).not.toContain(this.source);
    expect((await this.listeners()).names).toEqual(BOTH);
  }

  /** Expects that every namespace is still there. */
  async expectNamespaces(): Promise<void> {
    for (const namespace of [this.source, this.destination, this.edge]) {
      expect((await this.engines.get('Namespace', namespace)).status.phase).toBe('Active');
    }
  }

  /**
   * The sources of whoever applies the Gateway with kustomize, with the overlay that is delivered
   * beside them.
   */
  ownerSources(how: 'patched' | 'reordered' | 'without the component' = 'patched'): Record<string, string> {
    const gateway = this.gateway('Same') as { spec: { listeners: object[] } };
    if (how === 'reordered') {
      gateway.spec.listeners.reverse();
    }
    const components = how === 'without the component' ? [] : [`../${this.id}/overlays/${this.edge}-public`];
    const kustomization = { resources: ['gateway.json'], components };
    const directory = `${this.id}-owner`;
    return { [`${directory}/gateway.json`]: JSON.stringify(gateway), [`${directory}/kustomization.yaml`]: JSON.stringify(kustomization) };
  }

  /** A grant of the destination, as the owner of the source may try to deliver it. */
  foreignGrant(): object {
    return {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { name: 'own', namespace: this.destination },
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: this.source }],
        to: [{ group: '', kind: 'Secret' }],
      },
    };
  }

  /** The crossing, on the Gateway of the platform or on one of this app. */
  cross(app: CrossingApp, owned = false, gateway: Partial<ExternalGatewayProps> | 'whole' = {}): void {
    const owner = (name: string) => (owned ? { owner: `${this.id}-${name}` } : {});
    if (gateway !== 'whole') {
      NamespaceChart.external(app, this.edge, owner('platform'));
    }
    NamespaceChart.ensure(app, this.source, owner('shop'));
    NamespaceChart.ensure(app, this.destination, owner('bank'));
    this.route(app, gateway === 'whole' ? this.whole(app).listener('web') : this.listenerOf(gateway));
  }

  /**
   * The crossing on a listener of the team, which the ListenerSet adds to the Gateway of the
   * platform.
   */
  crossOnSet(app: CrossingApp): void {
    NamespaceChart.ensure(app, this.source);
    NamespaceChart.ensure(app, this.destination);
    const parent = Gateway.external({ namespace: this.edge, name: 'public' });
    const listeners = [{ name: 'own', port: 8081, protocol: 'HTTP' }] as const;
    this.route(app, new ListenerSet(app, 'set', { parent, namespace: this.source, listeners }).listener('own'));
  }

  private route(app: CrossingApp, listener: AdmittingListener): void {
    new CrossNamespaceRoute(app, 'echo', {
      listener,
      source: this.source,
      backend: { name: 'echo', port: 80, metadata: { namespace: this.destination } },
      grantName: 'grant',
      route: http({ pathPrefix: '/echo' }),
    });
  }

  /** A Gateway of this app, with the listeners of the platform's. */
  whole(app: CrossingApp): Gateway {
    return new Gateway(app, 'public', {
      namespace: this.edge,
      gatewayClassName: 'test',
      listeners: [
        { name: 'web', port: 80, protocol: 'HTTP' },
        { name: 'other', port: 8080, protocol: 'HTTP' },
      ],
    });
  }

  /** The namespace of the platform, with its owner. */
  own(app: CrossingApp): void {
    NamespaceChart.external(app, this.edge, { owner: `${this.id}-platform` });
  }

  namespace(app: CrossingApp, name: string, props: NamespaceProps = {}): void {
    NamespaceChart.ensure(app, name, props);
  }

  get listener() {
    return this.listenerOf();
  }

  private listenerOf(gateway: Partial<ExternalGatewayProps> = {}) {
    return Gateway.external({ namespace: this.edge, name: 'public', ...gateway }).listener('web', { protocol: 'HTTP', index: 0 });
  }

  argo(app: CrossingApp, props: ArgoCdDeliveryProps = {}): void {
    new ArgoCdDelivery(app, this.id, { repository: this.engines.urls['argo-cd'], path: this.id, owner: `${this.id}-argocd`, ...props });
  }

  flux(app: CrossingApp, props: FluxDeliveryProps = {}): void {
    const short = { interval: '10s', timeout: '30s', waitForOwners: false };
    new FluxDelivery(app, this.id, { repository: this.engines.urls.flux, path: this.id, owner: `${this.id}-flux`, ...short, ...props });
  }

  /** Commits what an app writes, and applies the file of the delivery by hand, as is done once. */
  async start(build: (app: CrossingApp) => void, target: Partial<Target> = {}): Promise<void> {
    this.deliver(build, target);
    await this.engines.bootstrap(this.id);
  }

  /** Commits what an app writes. Returns the id of the commit. */
  deliver(build: (app: CrossingApp) => void, target: Partial<Target> = {}): string {
    return this.engines.deliver(this.id, build, target);
  }

  /**
   * Writes what a controller would: whether the Gateway or the ListenerSet is accepted, and whether
   * the route's references are.
   */
  private async answer({ accepted = 'True', onSet, resolvedRefs = 'True' }: Answers): Promise<void> {
    await this.engines.writeStatus('Gateway', 'public', this.edge, (generation) => ({
      conditions: conditions(generation, { Accepted: accepted, Programmed: accepted }),
    }));
    const parentRef =
      onSet === undefined
        ? { name: 'public', namespace: this.edge, sectionName: 'web' }
        : { kind: 'ListenerSet', name: 'set', sectionName: 'own' };
    if (onSet !== undefined) {
      await this.engines.writeStatus('ListenerSet', 'set', this.source, (generation) => ({
        conditions: conditions(generation, { Accepted: onSet, Programmed: onSet }),
      }));
    }
    await this.engines.writeStatus('HTTPRoute', 'echo', this.source, (generation) => ({
      parents: [
        {
          controllerName: 'example.com/test',
          parentRef,
          conditions: conditions(generation, { Accepted: 'True', ResolvedRefs: resolvedRefs }),
        },
      ],
    }));
  }

  /** Lets the engines leave alone what they deliver here, so that they have time for the rest. */
  async rest(): Promise<void> {
    const isOwn = ({ metadata: { name } }: Live) => name === this.id || name.startsWith(`${this.id}-`);
    const objects = (await this.engines.list(['Application', 'Kustomization'])).filter(isOwn);
    // What makes Applications may have removed one meanwhile.
    await Promise.allSettled(
      objects.map(({ kind, metadata: { name, namespace } }) =>
        this.engines.patch(
          kind,
          name,
          namespace,
          kind === 'Application'
            ? { metadata: { annotations: { 'argocd.argoproj.io/skip-reconcile': 'true' } } }
            : { spec: { suspend: true } },
        ),
      ),
    );
  }

  /** Answers as a controller does, after each change of an object, until what is expected holds. */
  async answered(answers: Answers, check: () => Promise<void>): Promise<void> {
    await eventually(async () => {
      await this.answer(answers);
      await check();
    });
  }
}

/** What a controller says; yes if nothing is said. */
interface Answers {
  readonly accepted?: 'False' | 'True';
  /** Of the ListenerSet. @default - there is none */
  readonly onSet?: 'False' | 'True';
  readonly resolvedRefs?: 'False' | 'True';
}
