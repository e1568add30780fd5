import {
  ArgoCdDelivery,
  type ArgoCdDeliveryProps,
  type CrossingApp,
  CrossNamespaceRoute,
  type ExternalGatewayProps,
  FluxDelivery,
  type FluxDeliveryProps,
  Gateway,
  http,
  NamespaceChart,
} from '../../../constructs';
import { conditions, type Engines, eventually } from './engines';

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
  gateway(from?: string): object {
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
      },
    };
  }

  /** Makes the namespace and the Gateway of the platform. */
  prepare(...command: readonly string[]): void {
    this.engines.kubectl(['create', 'namespace', this.edge]);
    const [verb = 'create', ...options] = command;
    this.engines.kubectl([verb, ...options, '-f', '-'], this.gateway('Same'));
  }

  /** The names of the listeners of the live Gateway, and who is allowed on `web`. */
  listeners(): { readonly names: string[]; readonly from: string } {
    const { listeners } = this.engines.get('gateway/public', this.edge).spec;
    return {
      names: listeners.map(({ name }: { name: string }) => name).sort(),
      from: listeners.find(({ name }: { name: string }) => name === 'web').allowedRoutes.namespaces.from,
    };
  }

  /** The sources of whoever applies the Gateway with kustomize, with the overlay that is delivered beside them. */
  ownerSources(order: 'as made' | 'reordered' = 'as made'): Record<string, string> {
    const gateway = this.gateway('Same') as { spec: { listeners: object[] } };
    if (order === 'reordered') {
      gateway.spec.listeners.reverse();
    }
    const kustomization = { resources: ['gateway.json'], components: [`../${this.id}/overlays/${this.edge}-public`] };
    const directory = `${this.id}-owner`;
    return { [`${directory}/gateway.json`]: JSON.stringify(gateway), [`${directory}/kustomization.yaml`]: JSON.stringify(kustomization) };
  }

  /** The crossing. */
  cross(app: CrossingApp, owned = false, gateway: Partial<ExternalGatewayProps> = {}): void {
    const owner = (name: string) => (owned ? { owner: `${this.id}-${name}` } : {});
    NamespaceChart.external(app, this.edge, owner('platform'));
    NamespaceChart.ensure(app, this.source, owner('shop'));
    NamespaceChart.ensure(app, this.destination, owner('bank'));
    new CrossNamespaceRoute(app, 'echo', {
      listener: this.listenerOf(gateway),
      source: this.source,
      backend: { name: 'echo', port: 80, metadata: { namespace: this.destination } },
      grantName: 'grant',
      route: http({ pathPrefix: '/echo' }),
    });
  }

  get listener() {
    return this.listenerOf();
  }

  private listenerOf(gateway: Partial<ExternalGatewayProps> = {}) {
    return Gateway.external({ namespace: this.edge, name: 'public', ...gateway }).listener('web', { protocol: 'HTTP', index: 0 });
  }

  argo(app: CrossingApp, props: ArgoCdDeliveryProps = {}): void {
    new ArgoCdDelivery(app, this.id, { repository: this.engines.urls.argo, path: this.id, owner: `${this.id}-argocd`, ...props });
  }

  flux(app: CrossingApp, props: FluxDeliveryProps = {}): void {
    const short = { interval: '10s', timeout: '30s', waitForOwners: false };
    new FluxDelivery(app, this.id, { repository: this.engines.urls.flux, path: this.id, owner: `${this.id}-flux`, ...short, ...props });
  }

  /** Commits what an app writes, and applies the file of the delivery by hand, as is done once. */
  start(build: (app: CrossingApp) => void): void {
    this.engines.deliver(this.id, build);
    this.engines.bootstrap(this.id);
  }

  deliver(build: (app: CrossingApp) => void): void {
    this.engines.deliver(this.id, build);
  }

  /** Writes what a controller would: the Gateway works, and the route is accepted or refused. */
  private answer(resolvedRefs: 'False' | 'True'): void {
    this.engines.writeStatus('gateway/public', this.edge, (generation) => ({
      conditions: conditions(generation, { Accepted: 'True', Programmed: 'True' }),
    }));
    this.engines.writeStatus('httproute/echo', this.source, (generation) => ({
      parents: [
        {
          controllerName: 'example.com/test',
          parentRef: { name: 'public', namespace: this.edge, sectionName: 'web' },
          conditions: conditions(generation, { Accepted: 'True', ResolvedRefs: resolvedRefs }),
        },
      ],
    }));
  }

  /** Answers as a controller does, after each change of an object, until what is expected holds. */
  async answered(resolvedRefs: 'False' | 'True', check: () => void): Promise<void> {
    await eventually(300, () => {
      this.answer(resolvedRefs);
      check();
    });
  }
}
