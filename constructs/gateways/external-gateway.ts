import type { IConstruct } from 'constructs';
import { dnsLabel, dnsSubdomain, refuse } from '../checks/validate';
import { recordOf } from '../namespaces/app-record';
import type { Admission, AdmissionOptions, Admits } from './admission';
import { type AdmittedRoute, type AdmittingListener, formatListener, type Protocol, refuseKinds, refuseListener } from './listener';
import { PartialPatch } from './partial-patch';

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
 * A Gateway that is made elsewhere: a value, not a construct. What its listeners are opened for is written as a patch into the chart of its
 * namespace, in each App that asks for it. Patch a listener from one repository only: two would take turns.
 */
export class ExternalGateway {
  /** @internal */
  public constructor(
    /** What is known of the Gateway. */
    public readonly props: ExternalGatewayProps,
  ) {
    dnsLabel('namespace', props.namespace);
    dnsSubdomain('name', props.name);
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
   * One of its listeners.
   *
   * @param name name of the listener, which routes write as `sectionName`: a DNS subdomain
   * @throws if a value is invalid
   */
  public listener(name: string, props: ExternalListenerProps = {}): ExternalListener {
    return new ExternalListener(this, name, props);
  }
}

/** A listener of a Gateway that is made elsewhere. */
export class ExternalListener implements AdmittingListener {
  declare public readonly port?: number;
  declare public readonly protocol?: Protocol;
  declare public readonly hostname?: string;

  /** @internal */
  public constructor(
    private readonly owner: ExternalGateway,
    /** Its name, which routes write as `sectionName`. */
    public readonly name: string,
    { port, protocol, hostname }: ExternalListenerProps,
  ) {
    const props = {
      ...(port !== undefined && { port }),
      ...(protocol !== undefined && { protocol }),
      ...(hostname !== undefined && { hostname }),
    };
    refuseListener('', { name, ...props });
    Object.assign(this, props);
  }

  /** Name of the Gateway. */
  public get gateway(): string {
    return this.owner.name;
  }

  /** Namespace of the Gateway. */
  public get namespace(): string {
    return this.owner.namespace;
  }

  public admit(route: AdmittedRoute, options: AdmissionOptions = {}): void {
    this.patched(route).add(route, options);
  }

  /**
   * Takes back what was opened: writes the patch for nobody but those that `admits` names, besides those that the listener is opened for in the
   * same App. Removing a patch closes nothing, so call this in place of the last crossing, let it sync, then remove it.
   *
   * @param scope anything in the App
   */
  public close(scope: IConstruct): void {
    this.patched(scope);
  }

  private patched(scope: IConstruct): Admission {
    agree(scope, this, this.owner.props);
    return PartialPatch.of(scope, this.owner).admission(this, this.owner.props);
  }
}

/** What an App knows of an external Gateway, by what it concerns, with the words in which errors repeat it. */
type Statements = Map<string, unknown>;

/** Refuses statements about one Gateway that differ within an App, in which they become one patch. */
function agree(scope: IConstruct, listener: ExternalListener, { admits, includeGatewayNamespace = true }: ExternalGatewayProps): void {
  const gateway = `Gateway ${listener.namespace}/${listener.gateway}`;
  const known = recordOf<Statements>(scope, gateway, () => new Map());
  const { port, protocol, hostname } = listener;
  const statements: [string, unknown][] = [
    [`admits of ${gateway}`, sorted(admits)],
    [`includeGatewayNamespace of ${gateway}`, includeGatewayNamespace],
    ...Object.entries({ port, protocol, hostname }).map(([key, value]): [string, unknown] => [
      `${key} of ${formatListener(listener)}`,
      value,
    ]),
  ];
  for (const [what, value] of statements) {
    const before = known.get(what) ?? value;
    if (JSON.stringify(before) !== JSON.stringify(value) && value !== undefined) {
      refuse(what, value, `it is ${JSON.stringify(before)} elsewhere in this App; state the same, or make one handle`);
    }
    known.set(what, before);
  }
}

function sorted(admits: Admits | undefined): Admits | undefined {
  const { namespaces, kinds } = admits ?? {};
  return (
    admits && {
      ...(namespaces && { namespaces: Array.isArray(namespaces) ? [...namespaces].sort() : namespaces }),
      ...(kinds && { kinds: [...kinds].sort() }),
    }
  );
}

function refuseAdmits({ namespaces = [], kinds = [] }: Admits): void {
  if (typeof namespaces === 'string') {
    if (namespaces !== 'All') {
      refuse('admits.namespaces', namespaces, 'expected "All" or a list of names');
    }
  } else {
    for (const [index, namespace] of namespaces.entries()) {
      dnsLabel(`admits.namespaces[${index}]`, namespace);
    }
  }
  refuseKinds('admits.kinds', kinds);
}
