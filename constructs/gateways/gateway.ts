import { Construct } from 'constructs';
import { annotations, labels } from '../checks/metadata';
import { plainCopy } from '../checks/shown';
import { refuseTrustBundle } from '../checks/trust-bundle';
import { count, dnsSubdomain, nameOr } from '../checks/validate';
import { namespaceFor } from '../namespaces/chart-around';
import { freeId } from '../namespaces/placement';
import { settleLater } from '../namespaces/settlement';
import { trace } from '../namespaces/trace';
import type { AdmittingListener } from './admitting-listener';
import { AttachedSets } from './attached-sets';
import { ExternalGateway, type ExternalGatewayProps } from './external-gateway';
import { fromManifest, type ManifestGatewayProps } from './gateway-manifest';
import { authorities, GATEWAY_PROPS, type GatewayProps, refuseInfrastructure } from './gateway-props';
import { writeListenerParent } from './listener-parent';
import { OwnedListeners } from './owned-listeners';

/**
 * A Gateway that this App writes completely. Its listeners allow what they are opened for, by the
 * name of the namespace, and no kind of route that nobody attaches.
 */
export class Gateway extends Construct {
  /**
   * A Gateway that is made elsewhere.
   *
   * @throws if a value is invalid
   */
  static external(props: ExternalGatewayProps): ExternalGateway {
    return new ExternalGateway(props);
  }

  /**
   * A Gateway that is made elsewhere, with what its owner's manifest says: listeners, ports,
   * protocols, hostnames, and what they allow. A listener that allows a route already is not
   * patched.
   *
   * @param path path of the manifest: YAML or JSON, also a List or what `kubectl get -o yaml`
   * prints; relative to the folder of the nearest crossing.yaml, without one to the working
   * directory. Name it in `context:` as well, so that the checks know it.
   * @throws if the file cannot be read, holds no Gateway or several, is a template, or a value is
   * invalid
   */
  static fromManifest(path: string, props: ManifestGatewayProps = {}): ExternalGateway {
    return fromManifest(path, props);
  }

  /** Kind of the object. */
  readonly kind = 'Gateway';

  /** Name of the object. */
  readonly name: string;

  /** Namespace of the object. */
  readonly namespace: string;

  private readonly listeners: OwnedListeners;
  private readonly sets: AttachedSets;

  /**
   * @throws if a value is invalid, two listeners conflict on a port, a listener that speaks HTTPS
   * or TLS has no certificate, one that speaks HTTP, TCP or UDP has TLS, one that speaks TCP or UDP
   * has a hostname, or the target does not serve what is used
   */
  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, freeId(scope, id));
    GATEWAY_PROPS('', props);
    this.name = nameOr(id, props.name);
    this.namespace = namespaceFor(this, props.namespace);
    trace(this, this.toString());
    dnsSubdomain('gatewayClassName', props.gatewayClassName);
    labels('labels', props.labels ?? {});
    annotations('annotations', props.annotations ?? {});
    refuseInfrastructure(props.infrastructure ?? {});
    for (const [at, authority] of authorities(props.tls)) {
      refuseTrustBundle(this, at, authority);
    }
    count('addresses', props.addresses ?? [], 16);
    this.listeners = new OwnedListeners(this, props.listeners);
    this.sets = new AttachedSets(this, props.allowedListeners);
    settleLater(this, this.listeners);
    settleLater(this, this.sets);
    writeListenerParent(this, props, () => this.spec(props));
  }

  /**
   * One of its listeners.
   *
   * @throws if the Gateway has no such listener
   */
  listener(name: string): AdmittingListener {
    return this.listeners.get(name);
  }

  /**
   * Every listener that carries the kind of the route: a parent without `sectionName`. A route is
   * attached to one listener with `listener(name)`.
   *
   * @param port only the listeners on this port
   * @throws if no listener is on the port
   */
  everyListener(port?: number): AdmittingListener {
    return this.listeners.every(port);
  }

  /**
   * Allows a ListenerSet to add its listeners.
   *
   * @internal
   */
  _attach(set: Construct & { readonly namespace: string }): void {
    this.sets.attach(set);
  }

  /** The Gateway as `Kind namespace/name`. */
  override toString(): string {
    return `Gateway ${this.namespace}/${this.name}`;
  }

  private spec(props: GatewayProps): object {
    const { gatewayClassName, addresses, infrastructure, tls } = plainCopy({ ...props, listeners: [] });
    const listeners = this.listeners.spec();
    const allowedListeners = this.sets.spec();
    return { gatewayClassName, listeners, addresses, infrastructure, tls, allowedListeners };
  }
}
