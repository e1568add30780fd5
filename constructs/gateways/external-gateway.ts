import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { apiVersionFor } from '../checks/target';
import { count, dnsLabel, dnsSubdomain, refuse } from '../checks/validate';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { Admission, type AdmissionOptions, type Admits } from './admission';
import { type AdmittedRoute, type AdmittingListener, formatListener, type Protocol, refuseKinds, refuseListener } from './listener';

/** A Gateway has no more listeners than this. */
const MOST_LISTENERS = 64;

/** What is known of a Gateway that somebody else makes. */
export interface ExternalGatewayProps {
  /** Namespace of the Gateway: a DNS label. */
  readonly namespace: string;

  /** Name of the Gateway: a DNS subdomain. */
  readonly name: string;

  /**
   * What its listeners let in today. A patch replaces what was admitted before, so whoever is named here stays admitted.
   *
   * @default - routes of the Gateway's own namespace
   */
  readonly admits?: Admits;

  /**
   * Whether the Gateway's own namespace stays admitted.
   *
   * @default true
   */
  readonly includeGatewayNamespace?: boolean;
}

/** What is known of a listener that somebody else makes. */
export interface ExternalListenerProps {
  /**
   * The port that it listens on, from 1 to 65535.
   *
   * @default - not known
   */
  readonly port?: number;

  /**
   * What it speaks: routes that it cannot carry are refused.
   *
   * @default - not known
   */
  readonly protocol?: Protocol;

  /**
   * The hostname that it answers for: a DNS name, with `*.` before it or not.
   *
   * @default - every hostname
   */
  readonly hostname?: string;
}

/**
 * A Gateway that somebody else makes: a handle, not a construct. What its listeners are opened for is written as a patch into the chart of its
 * namespace, in each App that asks for it. One listener is to be patched from one repository only: two would take turns for ever.
 */
export class ExternalGateway {
  private static readonly known = new Map<string, ExternalGateway>();

  /** @internal */
  public static from(props: ExternalGatewayProps): ExternalGateway {
    const key = `${dnsLabel('namespace', props.namespace)}/${dnsSubdomain('name', props.name)}`;
    const known = ExternalGateway.known.get(key) ?? new ExternalGateway(props);
    if (facts(known.props) !== facts(props)) {
      throw new Error(
        `Gateway ${key} is ${facts(props)} here and ${facts(known.props)} elsewhere: say the same of one Gateway, or make it once`,
      );
    }
    ExternalGateway.known.set(key, known);
    return known;
  }

  private readonly listeners = new Map<string, ExternalListener>();

  private constructor(
    /** What is known of the Gateway. */
    public readonly props: ExternalGatewayProps,
  ) {
    refuseAdmits(props.admits ?? {});
  }

  /** Name of the Gateway. */
  public get name(): string {
    return this.props.name;
  }

  /** Namespace of the Gateway. */
  public get namespace(): string {
    return this.props.namespace;
  }

  /**
   * One of its listeners. Asked for again, it is the same one.
   *
   * @param name name of the listener, which routes write as `sectionName`: a DNS subdomain
   * @throws where something else was said of the listener before, or a value is none
   */
  public listener(name: string, props: ExternalListenerProps = {}): ExternalListener {
    const known = this.listeners.get(name) ?? new ExternalListener(this, dnsSubdomain('name', name));
    known.learn(props);
    this.listeners.set(name, known);
    return known;
  }
}

/** A listener of a Gateway that somebody else makes. */
export class ExternalListener implements AdmittingListener {
  /** The port that it listens on, where that is known. */
  public readonly port?: number;

  /** What it speaks, where that is known. */
  public readonly protocol?: Protocol;

  /** The hostname that it answers for, where that is known. */
  public readonly hostname?: string;

  /** @internal */
  public constructor(
    private readonly owner: ExternalGateway,
    /** Its name, which routes write as `sectionName`. */
    public readonly name: string,
  ) {}

  /** Name of the Gateway. */
  public get gateway(): string {
    return this.owner.name;
  }

  /** Namespace of the Gateway. */
  public get namespace(): string {
    return this.owner.namespace;
  }

  public admit(route: AdmittedRoute, options: AdmissionOptions = {}): void {
    this.admission(route).add(route, options);
  }

  /**
   * Takes back what was opened: writes the patch for nobody but whom `admits` names, besides those that the listener is opened for in the same
   * App. A patch that is no longer written closes nothing, so call this in place of the last crossing, let it sync, then take it away.
   *
   * @param scope anything in the App
   */
  public close(scope: IConstruct): void {
    this.admission(scope);
  }

  private admission(scope: IConstruct): Admission {
    const chart = NamespaceChart.around(scope, this.namespace);
    const id = `GatewayPatch-${this.gateway}`;
    const patch = (chart.node.tryFindChild(id) as GatewayPatch | undefined) ?? new GatewayPatch(chart, id, this.owner);
    return patch.admission(this);
  }

  /**
   * Takes over what is new, and refuses what differs.
   *
   * @internal
   */
  public learn(props: ExternalListenerProps): void {
    for (const key of ['port', 'protocol', 'hostname'] as const) {
      if (props[key] !== undefined && this[key] !== undefined && props[key] !== this[key]) {
        throw new Error(
          `${key} of ${formatListener(this)} is ${JSON.stringify(props[key])} here and ${JSON.stringify(this[key])} elsewhere: there is one such listener; say the same of it`,
        );
      }
    }
    const { port, protocol, hostname } = this;
    refuseListener('', { ...(port && { port }), ...(protocol && { protocol }), ...(hostname && { hostname }), ...props });
    Object.assign(this, props);
  }
}

/**
 * Told to whoever applies the patch: apply it server-side and leave the rest of the Gateway alone, and do not take the Gateway away when the
 * patch is.
 */
const PARTIAL = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'ServerSideApply=true,Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'Disabled',
  'kustomize.toolkit.fluxcd.io/ssa': 'Merge',
};

/** The listener patch in its partial form: names of listeners and their `allowedRoutes`, nothing else. */
class GatewayPatch extends Construct {
  private readonly admissions = new Map<string, Admission>();

  public constructor(
    chart: NamespaceChart,
    id: string,
    private readonly owner: ExternalGateway,
  ) {
    super(chart, id);
    const { name, namespace } = owner;
    new ApiObject(this, 'Resource', {
      apiVersion: apiVersionFor(this, 'Gateway', `Gateway ${namespace}/${name}`),
      kind: 'Gateway',
      metadata: { name, namespace, annotations: { ...PARTIAL } },
      spec: Lazy.any({ produce: () => this.spec() }),
    });
  }

  public admission(listener: ExternalListener): Admission {
    const { namespace, props } = this.owner;
    const known = this.admissions.get(listener.name);
    const admission = known ?? new Admission(formatListener(listener), namespace, props.admits, props.includeGatewayNamespace);
    this.admissions.set(listener.name, admission);
    count(`Gateway ${namespace}/${listener.gateway}: listeners`, [...this.admissions], MOST_LISTENERS);
    return admission;
  }

  private spec(): object {
    const listeners = [...this.admissions].sort(([one], [other]) => (one < other ? -1 : 1));
    return { listeners: listeners.map(([name, { allowedRoutes }]) => ({ name, allowedRoutes })) };
  }
}

function refuseAdmits({ namespaces = [], kinds = [] }: Admits): void {
  if (typeof namespaces === 'string') {
    if (namespaces !== 'All') {
      refuse('admits.namespaces', namespaces, 'allowed are "All" and a list of names');
    }
  } else {
    for (const [index, namespace] of namespaces.entries()) {
      dnsLabel(`admits.namespaces[${index}]`, namespace);
    }
  }
  refuseKinds('admits.kinds', kinds);
}

function facts({ admits = {}, includeGatewayNamespace = true }: ExternalGatewayProps): string {
  const { namespaces, kinds } = admits;
  const sorted = (list: 'All' | readonly string[] | undefined) => (Array.isArray(list) ? [...list].sort() : list);
  return JSON.stringify({ admits: { namespaces: sorted(namespaces), kinds: sorted(kinds) }, includeGatewayNamespace });
}
