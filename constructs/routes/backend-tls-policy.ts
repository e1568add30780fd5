import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { withDefaults } from '../checks/defaults';
import { annotations, labels } from '../checks/metadata';
import { any, listOf, map, objectOf } from '../checks/shape';
import { apiVersionFor, refuseUnserved, targetOf } from '../checks/target';
import { isTrustBundle, refuseTrustBundle } from '../checks/trust-bundle';
import { count, distinct, dnsSubdomain, kindName, nameOr, optional, refuse, text } from '../checks/validate';
import { hostname } from '../checks/validate-http';
import { chartAround } from '../namespaces/chart-around';
import { freeId, placeObject, setDependencyRoots } from '../namespaces/placement';
import { trace } from '../namespaces/trace';
import type { Backend } from './backend';
import { namespaceOf, referent, refuseBackend } from './backend-ref';

/** A certificate authority: an object in the namespace of the backends, or a ClusterTrustBundle. */
export interface CaCertificateRef {
  /** Name of the object: a DNS subdomain. */
  readonly name: string;

  /**
   * Kind of the object: `ConfigMap`, with the key `ca.crt`, `ClusterTrustBundle` of group
   * `certificates.k8s.io` (experimental, since Gateway API 1.7), or what the controller knows.
   *
   * @default 'ConfigMap'
   */
  readonly kind?: string;

  /**
   * API group of the object.
   *
   * @default '' - the core group
   */
  readonly group?: string;
}

/** Properties of a `BackendTlsPolicy`. */
export interface BackendTlsPolicyProps {
  /** The Services to which the Gateway speaks TLS, 1 to 16, all in one namespace. */
  readonly backends: readonly Backend[];

  /**
   * Name of the port of the Services that the policy is for.
   *
   * @default - every port
   */
  readonly portName?: string;

  /**
   * Host that the certificates of the backends are for, which the Gateway also asks for (SNI): a
   * DNS name.
   */
  readonly hostname: string;

  /**
   * Who signs the certificates: up to 8 authorities, or `System` for those that the operating
   * system of the Gateway trusts.
   *
   * @default 'System'
   */
  readonly caCertificates?: readonly CaCertificateRef[] | 'System';

  /**
   * Options of the controller, up to 16.
   *
   * @default - none
   */
  readonly options?: Readonly<Record<string, string>>;

  /**
   * Name of the policy: a DNS subdomain.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels of the object.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

const CA = objectOf<CaCertificateRef>({ name: any, kind: any, group: any }, "an object such as { name: 'internal-ca' }", {
  namespace: 'it is in the namespace of the backends; leave namespace out',
});
const PROPS = objectOf<BackendTlsPolicyProps>(
  {
    backends: listOf(refuseBackend),
    portName: any,
    hostname: any,
    caCertificates: (at, value) => (value === 'System' ? undefined : listOf(CA)(at, value)),
    options: map,
    name: any,
    labels: map,
    annotations: map,
  },
  'props { backends, hostname }',
  {
    targetRefs: 'write backends',
    validation: 'write hostname and caCertificates directly',
    namespace: 'it is that of the backends; leave namespace out',
  },
);

/**
 * TLS from the Gateway to backends: a BackendTLSPolicy, in the namespace of the backends; in the
 * standard channel since Gateway API 1.4.
 */
export class BackendTlsPolicy extends Construct {
  /** Name of the policy. */
  readonly name: string;

  /** Namespace of the policy and of its backends. */
  readonly namespace: string;

  /**
   * @throws if a value is invalid, the backends are in several namespaces, or the target does not
   * serve what is used
   */
  constructor(scope: Construct, id: string, props: BackendTlsPolicyProps) {
    super(scope, freeId(scope, id));
    PROPS('', props);
    this.name = nameOr(id, props.name);
    count('backends', props.backends, 16, 1);
    this.namespace = this.namespaceOf(props.backends);
    trace(this, this.toString());
    labels('labels', props.labels ?? {});
    annotations('annotations', props.annotations ?? {});
    const spec = withDefaults(targetOf(this), 'BackendTLSPolicy', this.spec(props));
    const place = placeObject(this, this.namespace, 'BackendTLSPolicy', this.name);
    const object = new ApiObject(place.scope, place.id, {
      apiVersion: apiVersionFor(this, 'BackendTLSPolicy', this.toString()),
      kind: 'BackendTLSPolicy',
      metadata: { name: this.name, namespace: this.namespace, labels: { ...props.labels }, annotations: { ...props.annotations } },
      spec,
    });
    refuseUnserved(this, 'BackendTLSPolicy', spec, (path) => `${this}: ${path}`);
    this.node.defaultChild = object;
    setDependencyRoots(this, () => [object]);
  }

  /** The policy as `Kind namespace/name`. */
  override toString(): string {
    return `BackendTLSPolicy ${this.namespace}/${this.name}`;
  }

  private namespaceOf(backends: readonly Backend[]): string {
    const around = chartAround(this)?.namespace;
    const namespaces = new Set(backends.map((backend) => namespaceOf(backend) ?? around));
    const [namespace, another] = namespaces;
    if (namespace === undefined) {
      refuse('backends[0].metadata.namespace', undefined, 'a policy is in the namespace of its backends; give it');
    }
    if (another !== undefined) {
      const seen = [...namespaces].map((each) => JSON.stringify(each)).sort();
      throw new Error(`backends are in namespaces ${seen.join(', ')}: a policy is for one namespace; make a policy for each`);
    }
    return namespace;
  }

  private spec({ backends, portName, hostname: host, caCertificates = 'System', options }: BackendTlsPolicyProps): object {
    const targetRefs = backends.map((backend, index) => {
      const { group, kind, name } = referent(backend, this.namespace);
      return {
        group,
        kind: kindName(`backends[${index}].kind`, kind),
        name: dnsSubdomain(`backends[${index}].name`, name),
        sectionName: portName,
      };
    });
    distinct('backends', targetRefs, ({ kind, name }) => `${kind} ${name}`, 'name it once');
    optional(portName, (it) => dnsSubdomain('portName', it));
    const authorities = caCertificates === 'System' ? undefined : caCertificates;
    if (authorities !== undefined) {
      count('caCertificates', authorities, 8, 1);
    }
    annotations('options', options ?? {});
    count('options', Object.keys(options ?? {}), 16);
    return {
      targetRefs,
      validation: {
        hostname: hostname('hostname', host, 'no wildcard'),
        caCertificateRefs: authorities?.map((authority, index) => this.authority(`caCertificates[${index}]`, authority)),
        wellKnownCACertificates: authorities === undefined ? 'System' : undefined,
      },
      options: options && { ...options },
    };
  }
  private authority(at: string, { group = '', kind = 'ConfigMap', name }: CaCertificateRef): object {
    refuseTrustBundle(this, at, { group, kind });
    // The name of a ClusterTrustBundle has that of its signer before it, and colons for slashes.
    const parts = isTrustBundle({ group, kind }) ? text(`${at}.name`, name).split(':') : [name];
    for (const part of parts) {
      dnsSubdomain(`${at}.name`, part);
    }
    return {
      group: group === '' ? group : dnsSubdomain(`${at}.group`, group),
      kind: kindName(`${at}.kind`, kind),
      name,
    };
  }
}
