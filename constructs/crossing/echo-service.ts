import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { any, objectOf, string } from '../checks/shape';
import { dnsLabel, nameOr, refuse } from '../checks/validate';
import { namespaceFor } from '../namespaces/chart-around';
import { freeId, placeObject, setDependencyRoots } from '../namespaces/placement';
import { trace } from '../namespaces/trace';
import type { Backend } from '../routes/backend';

/** The ports of Kong's echo server. */
const PORTS = [
  { name: 'tcp', port: 1025, protocol: 'TCP' },
  { name: 'udp', port: 1026, protocol: 'UDP' },
  { name: 'http', port: 1027, protocol: 'TCP' },
  { name: 'tls', port: 1030, protocol: 'TCP' },
] as const;

const DEFAULT_PORT = 1027;

/** Where the server runs, which its answers tell: variables by the fields that they come from. */
const ENVIRONMENT = {
  NODE_NAME: 'spec.nodeName',
  POD_NAME: 'metadata.name',
  POD_NAMESPACE: 'metadata.namespace',
  POD_IP: 'status.podIP',
};

const IMAGE = 'kong/go-echo:0.3.0';

// Any number but 0 will do: the server reads no file that belongs to somebody.
const USER = 1000;

/** Properties of an `EchoService`. */
export interface EchoServiceProps {
  /**
   * Name of the Deployment and of the Service: a DNS label.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of both: a DNS label.
   *
   * @default - the namespace of the chart around it
   */
  readonly namespace?: string;

  /**
   * The image, with a tag or digest.
   *
   * @default 'kong/go-echo:0.3.0'
   */
  readonly image?: string;

  /**
   * The port that routes are sent to: 1025 (TCP), 1026 (UDP), 1027 (HTTP) or 1030 (TLS).
   *
   * @default 1027
   */
  readonly port?: number;
}

const PROPS = objectOf<EchoServiceProps>({ name: any, namespace: any, image: string, port: any }, "props such as { namespace: 'echo' }");

/**
 * Kong's echo server: it answers with the namespace, pod and node in which it runs, over TCP, UDP,
 * HTTP and TLS.
 */
export class EchoService extends Construct implements Backend {
  /** Name of the Service. */
  readonly name: string;

  /** The port that routes are sent to. */
  readonly port: number;

  /** Every port of the Service. */
  readonly ports: readonly { readonly name: string; readonly port: number }[] = PORTS.map(({ name, port }) => ({ name, port }));

  /** Where the Service lies. */
  readonly metadata: { readonly namespace: string };

  /**
   * @throws if the name or namespace is not a DNS label, the server has no such port, or the image
   * is empty
   */
  constructor(scope: Construct, id: string, props: EchoServiceProps = {}) {
    super(scope, freeId(scope, id));
    PROPS('', props);
    this.name = nameOr(id, props.name, dnsLabel);
    this.metadata = { namespace: namespaceFor(this, props.namespace) };
    trace(this, `Service ${this.metadata.namespace}/${this.name}`);
    trace(this, `Deployment ${this.metadata.namespace}/${this.name}`);
    this.port = props.port ?? DEFAULT_PORT;
    if (!PORTS.some(({ port }) => port === this.port)) {
      refuse('port', this.port, `expected ${PORTS.map(({ name, port }) => `${port} (${name})`).join(', ')}`);
    }
    const image = props.image ?? IMAGE;
    if (image === '') {
      refuse('image', image, `name an image, such as ${IMAGE}`);
    }
    const labels = { app: this.name };
    const objects = [
      this.object('Deployment', 'Deployment', 'apps/v1', labels, deploymentSpec(labels, image)),
      this.object('Service', 'Resource', 'v1', labels, serviceSpec(labels)),
    ] as const;
    this.node.defaultChild = objects[1];
    setDependencyRoots(this, () => objects);
  }

  private object(kind: string, id: string, apiVersion: string, labels: Labels, spec: object): ApiObject {
    const { name } = this;
    const { namespace } = this.metadata;
    const place = placeObject(this, namespace, kind, name, id);
    return new ApiObject(place.scope, place.id, { apiVersion, kind, metadata: { name, namespace, labels: { ...labels } }, spec });
  }
}

type Labels = Readonly<Record<string, string>>;

function serviceSpec(selector: Labels): object {
  return {
    type: 'ClusterIP',
    ports: PORTS.map((it) => ({ ...it, targetPort: it.port })),
    selector,
  };
}

function deploymentSpec(labels: Labels, image: string): object {
  return {
    progressDeadlineSeconds: 600,
    replicas: 1,
    selector: { matchLabels: labels },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    template: { metadata: { labels }, spec: podSpec(image) },
  };
}

function podSpec(image: string): object {
  const user = { runAsGroup: USER, runAsNonRoot: true, runAsUser: USER };
  return {
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'echo',
        image,
        imagePullPolicy: 'IfNotPresent',
        env: Object.entries(ENVIRONMENT).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
        ports: PORTS.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol })),
        readinessProbe: { failureThreshold: 3, tcpSocket: { port: DEFAULT_PORT } },
        resources: { requests: { cpu: '10m', memory: '32Mi' } },
        securityContext: { ...user, allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true },
      },
    ],
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: { ...user, fsGroupChangePolicy: 'Always' },
    setHostnameAsFQDN: false,
    terminationGracePeriodSeconds: 30,
  };
}
