import type { IConstruct } from 'constructs';
import { count, distinct, optional, port as portNumber } from '../checks/validate';
import type { Report, Undecided } from '../namespaces/settlement';
import type { Admission } from './admission';
import type { AdmissionOptions } from './admission-options';
import type { AdmittingListener } from './admitting-listener';
import { type GatewayListenerProps, type ListenerParent, OwnedListener } from './gateway-listener';
import { type AdmittedRoute, CARRIED, type Listener } from './listener';
import { refuseClashes } from './listener-clashes';

/** The listeners of a Gateway or ListenerSet of this App. */
export class OwnedListeners implements Undecided {
  private readonly listeners: readonly OwnedListener[];

  /** @throws if a listener is invalid, or two conflict */
  constructor(
    private readonly parent: ListenerParent,
    props: readonly GatewayListenerProps[],
  ) {
    count('listeners', props, 64, 1);
    distinct('listeners', props, ({ name }) => name, 'a listener is known by its name');
    this.listeners = props.map((listener, index) => new OwnedListener(parent, `listeners[${index}].`, listener));
    refuseClashes(props);
  }

  /** @throws if there is no such listener */
  get(name: string): AdmittingListener {
    const listener = this.listeners.find((each) => each.name === name);
    if (listener === undefined) {
      const names = this.listeners.map((each) => JSON.stringify(each.name)).sort();
      throw new Error(`listener ${JSON.stringify(name)}: ${this.parent} has no such listener; it has ${names.join(', ')}`);
    }
    return listener;
  }

  /** @throws if no listener is on the port */
  every(port: number | undefined): AdmittingListener {
    optional(port, (it) => portNumber('port', it));
    const listeners = this.listeners.filter((listener) => port === undefined || listener.port === port);
    if (listeners.length === 0) {
      const ports = [...new Set(this.listeners.map((listener) => listener.port))].sort((one, other) => one - other);
      throw new Error(`port ${port}: ${this.parent} has no listener there; it has ${ports.join(', ')}`);
    }
    return new EveryListener(this.parent, listeners, port);
  }

  decide(report: Report): void {
    for (const listener of this.listeners) {
      listener.decide(report);
    }
  }

  write(): void {
    // The listeners are part of the object of their parent.
  }

  /** The listeners as the API takes them, without defaults. */
  spec(): readonly object[] {
    return this.listeners.map((listener) => listener.spec());
  }
}

/** Every listener of a Gateway or ListenerSet of this App, or every one on a port. */
class EveryListener implements AdmittingListener {
  readonly name = undefined;
  readonly namespace: string;
  readonly gateway: string;
  readonly parentKind: 'Gateway' | 'ListenerSet';
  declare readonly parentPort?: number;

  constructor(
    parent: ListenerParent,
    private readonly listeners: readonly OwnedListener[],
    port: number | undefined,
  ) {
    this.namespace = parent.namespace;
    this.gateway = parent.name;
    this.parentKind = parent.kind;
    if (port !== undefined) {
      this.parentPort = port;
    }
  }

  admit(route: AdmittedRoute, options: AdmissionOptions = {}): void {
    for (const admission of this._admissions(route)) {
      admission.admit(route, options);
    }
  }

  _admissions(scope: IConstruct): readonly Admission[] {
    const { kind } = scope as Partial<AdmittedRoute>;
    const carrying = this.listeners.filter(({ protocol }) => kind === undefined || CARRIED[protocol].includes(kind));
    if (carrying.length === 0) {
      const protocols = [...new Set(this.listeners.map(({ protocol }) => protocol))].sort();
      throw new Error(
        `no listener of ${this.parentKind} ${this.namespace}/${this.gateway} carries ${kind}: they speak ${protocols.join(', ')}`,
      );
    }
    return carrying.flatMap((listener) => listener._admissions(scope));
  }

  _known(): Pick<Listener, 'hostname' | 'protocol'> {
    return {};
  }
}
