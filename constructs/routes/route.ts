import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { formatTarget, PROFILES, type Target } from '../../targets';
import { withDefaults } from '../checks/defaults';
import { annotations, labels } from '../checks/metadata';
import { apiVersionFor, refuseUnserved, targetOf } from '../checks/target';
import { count, distinct, list, nameOr, oneOf, optional, refuse } from '../checks/validate';
import { CARRIED, formatListener, type Listener } from '../gateways/listener';
import { grantReference } from '../grants/shared-grants';
import { namespaceFor } from '../namespaces/chart-around';
import { freeId, placeObject, setDependencyRoots } from '../namespaces/placement';
import type { Backend } from './backend';
import { referent } from './backend-ref';
import { type KongRouteOptions, kongAnnotations } from './kong';

/** What the five kinds of routes have in common. */
export interface RouteProps {
  /**
   * Listeners that the route is attached to, 1 to 32. Each has to admit the route: see `AdmittingListener.admit`.
   */
  readonly parents: readonly Listener[];

  /**
   * Name of the route: a DNS subdomain.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the route: a DNS label. The object lands in the chart of this namespace.
   *
   * @default - the namespace of the chart around the construct
   */
  readonly namespace?: string;

  /**
   * Whether the route is also attached to the Gateways that say that they are default ones; experimental, since Gateway API 1.4.
   *
   * @default - it is not
   */
  readonly useDefaultGateways?: 'All' | 'None';

  /**
   * What Kong alone does with the route.
   *
   * @default - nothing
   */
  readonly kong?: KongRouteOptions;

  /**
   * Labels of the route.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the route besides those that `kong` writes.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A route of any kind: what brings requests from listeners to backends. */
export abstract class Route extends Construct {
  /** Name of the route. */
  public readonly name: string;

  /** Namespace of the route. */
  public readonly namespace: string;

  /** What the route is written for. */
  protected readonly target: Target;

  private readonly listeners: Listener[] = [];
  private readonly references = new Map<string, Backend>();
  private readonly object: ApiObject;
  private written: object | undefined;
  private readonly useDefaultGateways: 'All' | 'None' | undefined;

  protected constructor(
    scope: Construct,
    id: string,
    /** Kind of the route. */
    public readonly kind: RouteKind,
    props: RouteProps,
  ) {
    super(scope, freeId(scope, id));
    this.name = nameOr(id, props.name);
    this.namespace = namespaceFor(this, props.namespace);
    this.target = targetOf(this);
    this.useDefaultGateways = props.useDefaultGateways;
    labels(this.at('labels'), props.labels ?? {});
    annotations(this.at('annotations'), props.annotations ?? {});
    const place = placeObject(this, this.namespace, kind, this.name);
    this.object = new ApiObject(place.scope, place.id, {
      apiVersion: apiVersionFor(this, kind, this.toString()),
      kind,
      metadata: {
        name: this.name,
        namespace: this.namespace,
        labels: { ...props.labels },
        annotations: kongAnnotations((prop) => this.at(prop), this.target, props.kong, props.annotations ?? {}),
      },
      spec: Lazy.any({ produce: () => this.written ?? this.check() }),
    });
    this.node.defaultChild = this.object;
    setDependencyRoots(this, () => [this.object]);
    if (props.useDefaultGateways !== 'All') {
      count(this.at('parents'), props.parents, 32, 1);
    }
    optional(props.useDefaultGateways, (it) => oneOf(this.at('useDefaultGateways'), it, ['All', 'None']));
    this.attach(list(this.at('parents'), props.parents));
  }

  /** The listeners that the route is attached to, in the order in which they were given. */
  public get parents(): readonly Listener[] {
    return [...this.listeners];
  }

  /**
   * Every backend that the route refers to, also those that it mirrors requests to or asks for permission, each once. Those in another
   * namespace need a grant: see `grantBackends`.
   */
  public get backends(): readonly Backend[] {
    return [...this.references.values()];
  }

  /**
   * Attaches the route to further listeners.
   *
   * @throws where a listener's protocol cannot carry the kind of the route, it answers for none of the route's hostnames, or the route is attached to it
   * already
   */
  public addParents(...listeners: Listener[]): void {
    this.attach(listeners);
    this.check();
  }

  /**
   * Lets the route refer to the backends that it has by now in other namespaces, each by its name. The routes of one kind in one namespace share
   * a ReferenceGrant in each namespace that they refer to.
   *
   * @param grantName name of the ReferenceGrant; by default `<namespace of the route>-<kind of the route>` in lower case
   * @throws where the same grant was asked for under another name
   */
  public grantBackends(grantName?: string): void {
    for (const backend of this.backends) {
      grantReference(this, referent(backend, this.namespace), grantName);
    }
  }

  /** The route as `Kind namespace/name`. */
  public override toString(): string {
    return `${this.kind} ${this.namespace}/${this.name}`;
  }

  /** What the kind of route has in its `spec` besides `parentRefs`. */
  protected abstract routing(): object;

  /** Where in the props of the route something stands, for error texts. */
  protected at(prop: string): string {
    return `${this}: ${prop}`;
  }

  /** Takes note of a backend that the route refers to. */
  protected refersTo(at: string, backend: Backend | undefined): void {
    if (backend === undefined) {
      return;
    }
    const { kind = 'Service', name, metadata } = backend;
    const allowed = PROFILES[this.target.controller].backendKinds;
    if (allowed && !allowed.includes(kind)) {
      refuse(`${at}.kind`, kind, `target ${formatTarget(this.target)} takes ${allowed.join(', ')} as a backend`);
    }
    this.references.set(`${kind} ${metadata.namespace}/${name}`, backend);
  }

  /**
   * Renders the `spec` with every default of the CRD, for the constructor and whatever adds to the route to refuse at once what cannot be.
   */
  protected check(): object {
    const parentRefs = this.listeners
      .map(({ gateway, name, namespace }) => ({ key: `${namespace}/${gateway}/${name}`, name: gateway, namespace, sectionName: name }))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ key, namespace, ...ref }) => ({ ...ref, namespace: namespace === this.namespace ? undefined : namespace }));
    this.written = withDefaults(targetOf(this), this.kind, {
      parentRefs: parentRefs.length > 0 ? parentRefs : undefined,
      useDefaultGateways: this.useDefaultGateways,
      ...this.routing(),
    });
    refuseUnserved(this, this.kind, this.written, (path) =>
      this.at(path.replace('backendRefs', 'backends').replace('parentRefs', 'parents')),
    );
    return this.written;
  }

  /** Writes an annotation that something else than the props asks for. */
  protected annotate(key: string, value: string): void {
    this.object.metadata.addAnnotation(key, value);
  }

  private attach(listeners: readonly Listener[]): void {
    for (const listener of listeners) {
      const { protocol } = listener;
      if (protocol !== undefined && !CARRIED[protocol].includes(this.kind)) {
        const carried = CARRIED[protocol].join(' and ');
        const what = `${formatListener(listener)} speaks ${protocol}, which carries no ${this.kind}`;
        throw new Error(`${this.at('parents')}: ${what}; it carries ${carried}`);
      }
      this.listeners.push(listener);
    }
    count(this.at('parents'), this.listeners, 32);
    distinct(
      this.at('parents'),
      this.listeners,
      ({ gateway, name, namespace }) => `Gateway ${namespace}/${gateway}, listener ${name}`,
      'a route is attached to a listener once',
    );
  }
}
