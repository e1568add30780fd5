import type { IConstruct } from 'constructs';
import { any, boolean, type Check, objectOf } from '../checks/shape';
import { dnsLabel, dnsSubdomain, integer, oneOf, optional, refuse } from '../checks/validate';
import { recordOf } from '../namespaces/app-record';
import { refuseScope } from '../namespaces/scope';
import { warn } from '../namespaces/warnings';
import { ADMITS, type AdmissionOptions, type Admits, isNames } from './admission-options';
import type { AdmittingListener } from './admitting-listener';
import type { ExternalAdmission } from './external-admission';
import { type AdmittedRoute, formatListener, type Listener, type Protocol, refuseListener } from './listener';
import { PartialPatch, type PatchForm } from './partial-patch';

/** What is known of a Gateway that is made elsewhere. */
export interface ExternalGatewayProps {
  /** Namespace of the Gateway: a DNS label. */
  readonly namespace: string;

  /** Name of the Gateway: a DNS subdomain. */
  readonly name: string;

  /**
   * What its listeners allow today. A patch replaces what was allowed before, so whoever is named
   * here stays allowed; and a route that is allowed already needs no patch.
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

  /**
   * Who applies the Gateway: an Application of Argo CD, a Kustomization of Flux, Helm, or a person
   * with kubectl.
   *
   * @default - not known
   */
  readonly appliedBy?: (typeof APPLIERS)[number];

  /**
   * The form of the patch. `partial` is an object that is applied beside what its owner applies:
   * the names of listeners and what they allow. `overlay` is a kustomize component for the sources
   * of the Gateway, in `overlays/<namespace>-<name>` of the output: it is for a Gateway that Argo
   * CD or Flux applies, where a second applier would take turns with the first. Its listeners need
   * an `index`.
   *
   * @default - `overlay` if Argo CD or Flux applies the Gateway, otherwise `partial`
   */
  readonly patch?: (typeof FORMS)[number];
}

const APPLIERS = ['argocd', 'flux', 'helm', 'kubectl'] as const;
const FORMS = ['overlay', 'partial'] as const;
const APPLIER_NAMES = { argocd: 'Argo CD', flux: 'Flux', helm: 'Helm', kubectl: 'kubectl' } as const;

/**
 * The form of the patch of a Gateway.
 *
 * @throws if the form cannot work for whoever applies the Gateway
 */
function formOf({ appliedBy, namespace, name, patch }: ExternalGatewayProps): (typeof FORMS)[number] {
  optional(appliedBy, (it) => oneOf('appliedBy', it, APPLIERS));
  optional(patch, (it) => oneOf('patch', it, FORMS));
  const byEngine = appliedBy === 'argocd' || appliedBy === 'flux';
  const applied = `${appliedBy && APPLIER_NAMES[appliedBy]} applies Gateway ${namespace}/${name}`;
  if (patch === 'partial' && byEngine) {
    refuse('patch', patch, `${applied}, and a second applier would take turns with it; use "overlay"`);
  }
  if (patch === 'overlay' && appliedBy === 'helm') {
    refuse('patch', patch, `${applied}, which takes no kustomize component; use "partial"`);
  }
  return patch ?? (byEngine ? 'overlay' : 'partial');
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
   * Its place in the list of listeners in the Gateway's manifest, from 0: a patch of the form
   * `overlay` needs it, and fails to build if another listener is there.
   *
   * @default - not known
   */
  readonly index?: number;

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
  { namespace: any, name: any, admits: ADMITS, includeGatewayNamespace: boolean, mutable: boolean, appliedBy: any, patch: any },
  "props such as { namespace: 'edge', name: 'public' }",
);

const LISTENER_PROPS: Check = objectOf<ExternalListenerProps>(
  { port: any, protocol: any, hostname: any, index: any, admits: ADMITS, mutable: boolean },
  "props such as { port: 443, protocol: 'HTTPS' }",
  { hostnames: 'a listener has one hostname; write hostname', allowedRoutes: "write admits: { namespaces: ['shop'] }" },
);

/**
 * A Gateway that is made elsewhere: a value, not a construct. What its listeners are opened for is
 * written as a patch into the chart of its namespace, in each App that asks for it. Patch a
 * listener from one repository only: two would take turns.
 */
export class ExternalGateway {
  /** @internal */
  constructor(
    /** What is known of the Gateway. */
    readonly props: ExternalGatewayProps,
    private readonly manifest?: GatewayManifest,
  ) {
    if (typeof props === 'string') {
      const [namespace, name] = (props as string).split('/');
      const instead = name === undefined ? '{ namespace, name }' : JSON.stringify({ namespace, name });
      refuse('Gateway.external', props, `write Gateway.external(${instead})`);
    }
    GATEWAY('', props);
    dnsLabel('namespace', props.namespace);
    dnsSubdomain('name', props.name);
    formOf(props);
  }

  /** Name of the Gateway. */
  get name(): string {
    return this.props.name;
  }

  /** Namespace of the Gateway. */
  get namespace(): string {
    return this.props.namespace;
  }

  /**
   * One of its listeners.
   *
   * @param name name of the listener, which routes write as `sectionName`: a DNS subdomain
   * @throws if a value is invalid
   */
  listener(name: string, props: ExternalListenerProps = {}): ExternalListener {
    dnsSubdomain('name', name);
    LISTENER_PROPS('', props);
    return new ExternalListener(
      this.props,
      name,
      this.manifest === undefined ? props : this.agreed(this.manifest, name, props),
      this.manifest,
    );
  }

  /**
   * Every listener: a parent without `sectionName`. A patch names listeners, so these can only be
   * opened by the owner of the Gateway.
   *
   * @param props `mutable: false`, unless the Gateway has it, and the port if only the listeners on
   * it are meant
   * @throws if neither is `mutable: false`, or the port is invalid
   */
  everyListener(props: { readonly port?: number; readonly mutable?: false } = {}): AdmittingListener {
    EVERY('', props);
    if ((props.mutable ?? this.props.mutable) !== false) {
      throw new Error(
        `mutable is not false: a patch names listeners, so nothing can open every listener of ${this}; set mutable: false if its owner opens them, or use listener(name)`,
      );
    }
    return new ExternalListener(this.props, undefined, props, this.manifest);
  }

  /** What the manifest says of a listener. */
  private agreed({ file, listeners }: GatewayManifest, name: string, props: ExternalListenerProps): ExternalListenerProps {
    const facts = listeners.get(name);
    if (facts === undefined) {
      const names = [...listeners.keys()].sort().map((each) => JSON.stringify(each));
      throw new Error(`listener ${JSON.stringify(name)}: ${this} has no such listener in ${file}; it has ${names.join(', ')}`);
    }
    for (const key of ['port', 'protocol', 'hostname', 'index', 'admits'] as const) {
      if (props[key] !== undefined && JSON.stringify(props[key]) !== JSON.stringify(facts[key])) {
        refuse(
          key,
          props[key],
          `${file} has ${facts[key] === undefined ? 'none' : JSON.stringify(facts[key])}; leave ${key} out, or update the file`,
        );
      }
    }
    return { ...facts, ...(props.mutable !== undefined && { mutable: props.mutable }) };
  }

  /** The Gateway as `Kind namespace/name`. */
  toString(): string {
    return `Gateway ${this.namespace}/${this.name}`;
  }
}

/** What a file says of a Gateway. */
export interface GatewayManifest {
  /** The file, as errors name it. */
  readonly file: string;
  readonly listeners: ReadonlyMap<string, ExternalListenerProps>;
  /** Whether the checks know the file. */
  readonly inContext: boolean;
}

const EVERY = objectOf<{ readonly port?: number; readonly mutable?: false }>(
  { port: any, mutable: any },
  'props such as { port: 443, mutable: false }',
);

/** A listener of a Gateway that is made elsewhere, or all of its listeners. */
export class ExternalListener implements AdmittingListener {
  readonly parentKind = 'Gateway';

  /** Name of the Gateway. */
  readonly gateway: string;

  /** Namespace of the Gateway. */
  readonly namespace: string;

  declare readonly port?: number;
  declare readonly protocol?: Protocol;
  declare readonly hostname?: string;
  declare readonly parentPort?: number;

  private readonly admits: Admits | undefined;
  private readonly mutable: boolean;
  private readonly includeGatewayNamespace: boolean;
  private readonly form: PatchForm;

  /** @internal */
  constructor(
    { namespace, name: gateway, includeGatewayNamespace = true, ...owner }: ExternalGatewayProps,
    /** Its name, which routes write as `sectionName`; undefined for every listener. */
    readonly name: string | undefined,
    { port, protocol, hostname, index, admits = owner.admits, mutable = owner.mutable ?? true }: ExternalListenerProps,
    private readonly manifest?: GatewayManifest,
  ) {
    this.gateway = gateway;
    this.namespace = namespace;
    this.admits = admits;
    this.mutable = mutable;
    this.includeGatewayNamespace = includeGatewayNamespace;
    optional(index, (it) => integer('index', it, 0, 63));
    const kinds = admits?.kinds;
    const patch = formOf({ namespace, name: gateway, ...owner });
    if (patch === 'overlay' && mutable && index === undefined) {
      throw new Error(
        `index of ${formatListener(this)} is missing: an overlay patches a listener by its place in the Gateway's manifest; give it, or set mutable: false if the owner opens the listener`,
      );
    }
    this.form = { patch, ...(index !== undefined && { index }), ...(kinds && { kinds }) };
    const known = {
      ...(port !== undefined && { port }),
      ...(protocol !== undefined && { protocol }),
      ...(hostname !== undefined && { hostname }),
    };
    refuseListener('', known);
    Object.assign(this, name === undefined && port !== undefined ? { ...known, parentPort: port } : known);
  }

  admit(route: AdmittedRoute, options: AdmissionOptions = {}): void {
    this.admission(route).admit(route, options);
  }

  /**
   * Takes back what was opened: writes the patch for nobody but those that `admits` names.
   * Removing a patch closes nothing, so call this in place of the last crossing, let it sync, then
   * remove it.
   *
   * @param scope anything in the App
   * @throws if the listener is not mutable; the synthesis fails if a route opens the listener, too
   */
  close(scope: IConstruct): void {
    this.admission(scope).close();
  }

  /** @internal */
  _admissions(scope: IConstruct): readonly ExternalAdmission[] {
    if (this.manifest?.inContext === false) {
      const { file } = this.manifest;
      warn(
        scope,
        `${file} is not in context of crossing.yaml, so crossing check does not know Gateway ${this.namespace}/${this.gateway}; add it`,
      );
    }
    return this.name === undefined ? [] : [this.admission(scope)];
  }

  /** @internal */
  _known(scope: IConstruct): Pick<Listener, 'hostname' | 'protocol'> {
    const { hostname, protocol } = this;
    return { ...this.statements(scope), ...(hostname !== undefined && { hostname }), ...(protocol !== undefined && { protocol }) };
  }

  private admission(scope: IConstruct): ExternalAdmission {
    refuseScope(scope);
    this.agree(scope);
    const { admits, form, includeGatewayNamespace, mutable } = this;
    const patch = PartialPatch.of(scope, { namespace: this.namespace, name: this.gateway });
    return patch.admission(this.name ?? '', formatListener(this), { admits, includeGatewayNamespace, mutable }, form);
  }

  /** What all handles of this listener state in an App. */
  private statements(scope: IConstruct): Partial<Pick<Listener, 'hostname' | 'protocol'>> & Record<string, unknown> {
    return recordOf(scope, `statements on ${formatListener(this)}`, () => ({}));
  }

  /**
   * Refuses statements about one listener that differ within an App, in which they become one
   * patch.
   */
  private agree(scope: IConstruct): void {
    const known: Record<string, unknown> = this.statements(scope);
    const { port, protocol, hostname, includeGatewayNamespace, mutable } = this;
    const admits = sorted(this.admits) ?? 'not given';
    const { patch, index } = this.form;
    const statements = { port, protocol, hostname, admits, includeGatewayNamespace, mutable, patch, index };
    for (const [key, value] of Object.entries(statements)) {
      if (value === undefined) {
        continue;
      }
      known[key] ??= value;
      const before = JSON.stringify(known[key]);
      if (before !== JSON.stringify(value)) {
        refuse(`${key} of ${formatListener(this)}`, value, `it is ${before} elsewhere in this App; state the same, or share one handle`);
      }
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
