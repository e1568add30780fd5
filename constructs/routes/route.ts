import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { formatTarget, PROFILES, type Target } from '../../targets';
import { withDefaults } from '../checks/defaults';
import { annotations, labels } from '../checks/metadata';
import { any, type Check, type Hints, listOf, map, objectOf, type Shape } from '../checks/shape';
import { apiVersionFor, refuseUnserved, targetOf } from '../checks/target';
import { count, distinct, nameOr, oneOf, optional, refuse, SUBDOMAIN_PROP } from '../checks/validate';
import type { Admission } from '../gateways/admission';
import { ADMISSION_OPTIONS, type AdmissionOptions } from '../gateways/admission-options';
import { type AdmittingListener, LISTENER } from '../gateways/admitting-listener';
import { CARRIED, formatListener, type Listener } from '../gateways/listener';
import { grantReference } from '../grants/shared-grants';
import { namespaceFor } from '../namespaces/chart-around';
import { NamespaceFacts } from '../namespaces/namespace-facts';
import { openNamespaces } from '../namespaces/open';
import { freeId, placeObject, setDependencyRoots } from '../namespaces/placement';
import { type Report, settleLater } from '../namespaces/settlement';
import { trace } from '../namespaces/trace';
import type { Backend } from './backend';
import { namespaceOf, referent } from './backend-ref';
import { unanswered } from './hostnames';
import { KONG, type KongRouteOptions, kongAnnotations } from './kong';

/** What the five kinds of routes have in common. */
export interface RouteProps {
  /** Listeners that the route is attached to, 1 to 32: `gateway.listener(name)`. */
  readonly parents: readonly AdmittingListener[];

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
   * Whether the route is also attached to the Gateways that say that they are default ones;
   * experimental, since Gateway API 1.4.
   *
   * @default - it is not
   */
  readonly useDefaultGateways?: 'All' | 'None';

  /**
   * How the listeners are opened for the route; false to leave that to others.
   *
   * @default - a listener of a Gateway or ListenerSet of this App is opened for the namespace of
   * the route, by its name; so is an external one that is known not to allow the route. If nothing
   * is known of an external listener, the route is refused. Nothing is written for a parent in the
   * route's own namespace.
   */
  readonly admission?: AdmissionOptions | false;

  /**
   * How references to backends in other namespaces are permitted; false to leave that to others.
   *
   * @default - a ReferenceGrant for each namespace, which names the backends, with the name
   * `<namespace of the route>-<kind of the route>`
   */
  readonly grants?: GrantOptions | false;

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

/** How references of a route are permitted. */
export interface GrantOptions {
  /**
   * Name of the ReferenceGrants: a DNS subdomain. The routes of one kind in one namespace share a
   * grant.
   *
   * @default - `<namespace of the route>-<kind of the route>` in lower case
   */
  readonly name?: string;
}

const GRANTS = objectOf<GrantOptions>({ name: SUBDOMAIN_PROP }, "options such as { name: 'test-grant' }, or false");

/** What a route does about consent, as props have it: options, or false. */
const orFalse =
  (check: Check): Check =>
  (at, value) => {
    if (value !== false) {
      check(at, value);
    }
  };

/** The props of every kind of route. */
export const ROUTE_PROPS: Shape<RouteProps> = {
  parents: listOf(LISTENER),
  name: any,
  namespace: any,
  useDefaultGateways: any,
  admission: orFalse(ADMISSION_OPTIONS),
  grants: orFalse(GRANTS),
  kong: KONG,
  labels: map,
  annotations: map,
};

/** What to write in place of fields of the API. */
export const ROUTE_HINTS: Hints = {
  parentRefs: 'write parents: [gateway.listener(name)]',
  backendRefs: 'write backends',
  metadata: 'write name, namespace, labels and annotations directly',
  spec: 'write its fields directly: parents, hostnames, rules',
  listener: 'write parents: [listener]',
  listeners: 'write parents',
  grantName: 'write grants: { name }',
  sectionName: 'write parents: [gateway.listener(name)]',
};

/** A route of any kind: what brings requests from listeners to backends. */
export abstract class Route extends Construct {
  /** Name of the route. */
  readonly name: string;

  /** Namespace of the route. */
  readonly namespace: string;

  /** What the route is written for. */
  protected readonly target: Target;

  /** Hosts that the route is for; none if it is for all that its listeners answer for. */
  protected readonly hosts: readonly string[] = [];

  private readonly listeners: AdmittingListener[] = [];
  private readonly references = new Map<string, Backend>();
  private readonly object: ApiObject;
  private written: object | undefined;
  private readonly useDefaultGateways: 'All' | 'None' | undefined;
  private readonly admission: AdmissionOptions | false | undefined;
  private readonly grants: GrantOptions | false;
  private granted = false;

  protected constructor(
    scope: Construct,
    id: string,
    /** Kind of the route. */
    readonly kind: RouteKind,
    props: RouteProps,
    check: Check,
  ) {
    super(scope, freeId(scope, id));
    this.name = nameOr(id, props?.name);
    this.namespace = namespaceFor(this, props?.namespace);
    check(this.at(''), props);
    trace(this, this.toString());
    this.target = targetOf(this);
    this.useDefaultGateways = props.useDefaultGateways;
    this.admission = props.admission;
    this.grants = props.grants ?? {};
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
    this.attach(props.parents ?? []);
    settleLater(this, { decide: (report) => this.decide(report), write: () => undefined });
  }

  /** The listeners that the route is attached to, in the order in which they were given. */
  get parents(): readonly AdmittingListener[] {
    return [...this.listeners];
  }

  /**
   * Every backend that the route refers to, also those that it mirrors requests to or asks for
   * permission, each once. Those in another namespace need a grant: see `grantBackends`.
   */
  get backends(): readonly Backend[] {
    return [...this.references.values()];
  }

  /**
   * Attaches the route to further listeners.
   *
   * @throws if a listener's protocol cannot carry the kind of the route, it answers for none of the
   * route's hostnames, or the route is attached to it already
   */
  addParents(...listeners: AdmittingListener[]): void {
    listOf(LISTENER)(this.at('parents'), listeners);
    this.attach(listeners);
    this.check();
  }

  /**
   * Permits the route to refer to the backends that it has by now in other namespaces, each by its
   * name: with `grants: false`, or to name the ReferenceGrant. The routes of one kind in one
   * namespace share a ReferenceGrant in each namespace that they refer to.
   *
   * @param grantName name of the ReferenceGrant; by default `<namespace of the route>-<kind of the
   * route>` in lower case
   * @throws if the same grant was asked for under another name
   */
  grantBackends(grantName?: string): void {
    this.granted = true;
    for (const backend of this.backends) {
      grantReference(this, referent(backend, this.namespace), grantName);
    }
  }

  /**
   * Opens the listeners for the route unless they are known to allow it, also if nothing is known.
   *
   * @internal
   */
  _openListeners(): void {
    if (this.admission === undefined) {
      this.eachAdmission((admission) => admission.attach(this, 'open'));
    }
  }

  /** The route as `Kind namespace/name`. */
  override toString(): string {
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
    const { kind = 'Service', name } = backend;
    const allowed = PROFILES[this.target.controller].backendKinds;
    if (allowed && !allowed.includes(kind)) {
      refuse(`${at}.kind`, kind, `target ${formatTarget(this.target)} takes ${allowed.join(', ')} as a backend`);
    }
    this.references.set(`${kind} ${namespaceOf(backend)}/${name}`, backend);
  }

  /**
   * Renders the `spec` with every default of the CRD, for the constructor and whatever adds to the
   * route to refuse at once what cannot be.
   */
  protected check(): object {
    const parentRefs = this.listeners
      .map((listener) => ({ key: keyOf(listener), ref: parentRef(listener, this.namespace) }))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ ref }) => ref);
    this.written = withDefaults(targetOf(this), this.kind, {
      parentRefs: parentRefs.length > 0 ? parentRefs : undefined,
      useDefaultGateways: this.useDefaultGateways,
      ...this.routing(),
    });
    refuseUnserved(this, this.kind, this.written, (path) =>
      this.at(
        path
          .replace('backendRefs', 'backends')
          .replace('parentRefs', 'parents')
          .replace('sessionPersistence.cookie', 'sessionPersistence.path'),
      ),
    );
    for (const problem of this.refusingListeners()) {
      throw new Error(problem);
    }
    if (this.grants !== false) {
      this.grantBackends(this.grants.name);
    }
    return this.written;
  }

  /** Writes an annotation that something else than the props asks for. */
  protected annotate(key: string, value: string): void {
    this.object.metadata.addAnnotation(key, value);
  }

  private attach(listeners: readonly AdmittingListener[]): void {
    for (const listener of listeners) {
      const problem = this.uncarried(listener);
      if (problem !== undefined) {
        throw new Error(problem);
      }
      this.listeners.push(listener);
    }
    count(this.at('parents'), this.listeners, 32);
    distinct(this.at('parents'), this.listeners, keyOf, 'a route is attached to a listener once');
    for (const admission of listeners.flatMap((listener) => listener._admissions(this))) {
      const { admission: asked } = this;
      asked ? admission.admit(this, asked) : admission.attach(this, asked === false ? 'none' : 'open if known');
    }
  }

  private decide(report: Report): void {
    // What another handle of a listener states may come after the route.
    for (const problem of this.refusingListeners()) {
      report(this, problem);
    }
    if (this.grants === false) {
      this.refuseMissingGrants(report);
    }
  }

  /** Why listeners refuse the route, by what the App states of them so far. */
  private *refusingListeners(): Generator<string> {
    for (const listener of this.listeners) {
      const problem = this.uncarried(listener) ?? unanswered(this.at('hostnames'), this.hosts, listener, listener._known(this).hostname);
      if (problem !== undefined) {
        yield problem;
      }
    }
  }

  private uncarried(listener: AdmittingListener): string | undefined {
    const { protocol } = listener._known(this);
    return protocol === undefined || CARRIED[protocol].includes(this.kind)
      ? undefined
      : `${this.at('parents')}: ${formatListener(listener)} speaks ${protocol}, which carries no ${this.kind}; it carries ${CARRIED[protocol].join(' and ')}`;
  }

  private eachAdmission(action: (admission: Admission) => void): void {
    this.listeners.flatMap((listener) => listener._admissions(this)).forEach(action);
  }

  private refuseMissingGrants(report: Report): void {
    const open = openNamespaces(this) ?? [];
    for (const backend of this.granted ? [] : this.backends) {
      const { namespace } = referent(backend, this.namespace);
      if (namespace !== this.namespace && !open.includes(namespace) && !NamespaceFacts.of(this, namespace).isExternal) {
        const name = JSON.stringify(namespace);
        report(
          this,
          `grants is false: this App writes namespace ${name} without a ReferenceGrant for ${this}, which gets RefNotPermitted; leave grants out, or add ${name} to open in crossing.yaml`,
        );
      }
    }
  }
}

/** A parent in prose and in the order of `parentRefs`. */
function keyOf({ gateway, name, namespace, parentKind, parentPort }: Listener): string {
  return `${parentKind} ${namespace}/${gateway}${name === undefined ? '' : `, listener ${name}`}${parentPort === undefined ? '' : `, port ${parentPort}`}`;
}

/** A parent as the API takes it: without the namespace if it is the route's own. */
function parentRef({ gateway, name, namespace, parentKind, parentPort }: Listener, own: string): object {
  return {
    ...(parentKind === 'ListenerSet' && { kind: parentKind }),
    name: gateway,
    sectionName: name,
    port: parentPort,
    namespace: namespace === own ? undefined : namespace,
  };
}
