import type { IConstruct } from 'constructs';
import { any, boolean, type Check, objectOf } from '../checks/shape';
import { dnsLabel, dnsSubdomain, refuse } from '../checks/validate';
import { recordOf } from '../namespaces/app-record';
import { ADMITS, type AdmissionOptions, type Admits, isNames } from './admission-options';
import type { AdmittingListener } from './admitting-listener';
import type { ExternalAdmission } from './external-admission';
import { type AdmittedRoute, formatListener, type Protocol, refuseListener } from './listener';
import { PartialPatch } from './partial-patch';

/** What is known of a Gateway that is made elsewhere. */
export interface ExternalGatewayProps {
  /** Namespace of the Gateway: a DNS label. */
  readonly namespace: string;

  /** Name of the Gateway: a DNS subdomain. */
  readonly name: string;

  /**
   * What its listeners allow today. A patch replaces what was allowed before, so whoever is named here stays allowed; and a route that is allowed
   * already needs no patch.
   *
   * @default - not known
   */
  readonly admits?: Admits;

  /**
   * Whether the Gateway's own namespace stays allowed.
   *
   * @default true
   */
  readonly includeGatewayNamespace?: boolean;

  /**
   * Whether its listeners may be patched. False if only its owner changes it.
   *
   * @default true
   */
  readonly mutable?: boolean;
}

/** What is known of a listener that is made elsewhere. */
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

  /**
   * What it allows today.
   *
   * @default - what the Gateway's `admits` says
   */
  readonly admits?: Admits;

  /**
   * Whether it may be patched.
   *
   * @default - as the Gateway
   */
  readonly mutable?: boolean;
}

const GATEWAY: Check = objectOf<ExternalGatewayProps>(
  { namespace: any, name: any, admits: ADMITS, includeGatewayNamespace: boolean, mutable: boolean },
  "props such as { namespace: 'edge', name: 'public' }",
);

const LISTENER_PROPS: Check = objectOf<ExternalListenerProps>(
  { port: any, protocol: any, hostname: any, admits: ADMITS, mutable: boolean },
  "props such as { port: 443, protocol: 'HTTPS' }",
  { hostnames: 'a listener has one hostname; write hostname', allowedRoutes: "write admits: { namespaces: ['shop'] }" },
);

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
    if (typeof props === 'string') {
      const [namespace, name] = (props as string).split('/');
      const instead = name === undefined ? '{ namespace, name }' : JSON.stringify({ namespace, name });
      refuse('Gateway.external', props, `write Gateway.external(${instead})`);
    }
    GATEWAY('', props);
    dnsLabel('namespace', props.namespace);
    dnsSubdomain('name', props.name);
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
    dnsSubdomain('name', name);
    LISTENER_PROPS('', props);
    return new ExternalListener(this.props, name, props);
  }

  /** The Gateway as `Kind namespace/name`. */
  public toString(): string {
    return `Gateway ${this.namespace}/${this.name}`;
  }
}

/** A listener of a Gateway that is made elsewhere. */
export class ExternalListener implements AdmittingListener {
  public readonly parentKind = 'Gateway';

  /** Name of the Gateway. */
  public readonly gateway: string;

  /** Namespace of the Gateway. */
  public readonly namespace: string;

  declare public readonly port?: number;
  declare public readonly protocol?: Protocol;
  declare public readonly hostname?: string;

  private readonly admits: Admits | undefined;
  private readonly mutable: boolean;
  private readonly includeGatewayNamespace: boolean;

  /** @internal */
  public constructor(
    { namespace, name: gateway, includeGatewayNamespace = true, ...owner }: ExternalGatewayProps,
    /** Its name, which routes write as `sectionName`. */
    public readonly name: string,
    { port, protocol, hostname, admits = owner.admits, mutable = owner.mutable ?? true }: ExternalListenerProps,
  ) {
    this.gateway = gateway;
    this.namespace = namespace;
    this.admits = admits;
    this.mutable = mutable;
    this.includeGatewayNamespace = includeGatewayNamespace;
    const known = {
      ...(port !== undefined && { port }),
      ...(protocol !== undefined && { protocol }),
      ...(hostname !== undefined && { hostname }),
    };
    refuseListener('', known);
    Object.assign(this, known);
  }

  public admit(route: AdmittedRoute, options: AdmissionOptions = {}): void {
    this.admission(route).admit(route, options);
  }

  /**
   * Takes back what was opened: writes the patch for nobody but those that `admits` names, besides those that the listener is opened for in the
   * same App. Removing a patch closes nothing, so call this in place of the last crossing, let it sync, then remove it.
   *
   * @param scope anything in the App
   */
  public close(scope: IConstruct): void {
    this.admission(scope).close();
  }

  /** @internal */
  public _admissions(scope: IConstruct): readonly ExternalAdmission[] {
    return [this.admission(scope)];
  }

  private admission(scope: IConstruct): ExternalAdmission {
    if (scope?.node === undefined) {
      refuse('scope', scope, 'give a construct of the App');
    }
    this.agree(scope);
    const { admits, includeGatewayNamespace, mutable } = this;
    return PartialPatch.of(scope, { namespace: this.namespace, name: this.gateway }).admission(this.name, formatListener(this), {
      admits,
      includeGatewayNamespace,
      mutable,
    });
  }

  /** Refuses statements about one listener that differ within an App, in which they become one patch. */
  private agree(scope: IConstruct): void {
    const listener = formatListener(this);
    const known = recordOf(scope, `statements on ${listener}`, () => new Map<string, unknown>());
    const { port, protocol, hostname, includeGatewayNamespace, mutable } = this;
    const admits = sorted(this.admits) ?? 'not given';
    const statements = { port, protocol, hostname, admits, includeGatewayNamespace, mutable };
    for (const [key, value] of Object.entries(statements)) {
      const before = known.get(key) ?? value;
      if (value !== undefined && JSON.stringify(before) !== JSON.stringify(value)) {
        refuse(
          `${key} of ${listener}`,
          value,
          `it is ${JSON.stringify(before)} elsewhere in this App; state the same, or share one handle`,
        );
      }
      known.set(key, before);
    }
  }
}

function sorted(admits: Admits | undefined): Admits | undefined {
  const { namespaces, kinds } = admits ?? {};
  return (
    admits && {
      ...(namespaces && { namespaces: isNames(namespaces) ? [...namespaces].sort() : namespaces }),
      ...(kinds && { kinds: [...kinds].sort() }),
    }
  );
}
