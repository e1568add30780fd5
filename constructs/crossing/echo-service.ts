import { ApiObject, JsonPatch, Size } from 'cdk8s';
import type * as cdk8sPlus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { any, objectOf, string } from '../checks/shape';
import { dnsLabel, nameOr, refuse } from '../checks/validate';
import { namespaceFor } from '../namespaces/chart-around';
import { freeId, placeObject, setDependencyRoots } from '../namespaces/placement';
import { trace } from '../namespaces/trace';
import type { Backend } from '../routes/backend';

/**
 * Loaded by the first echo server: the package is large, and most apps make none. Each of its files
 * holds its source map, and tsx makes node parse all of them, which takes as long as the rest; no
 * stack of an app needs them.
 */
function loadPlus(): typeof cdk8sPlus {
  // Node 20.6 does not say it: undefined.
  const isMapping = process.sourceMapsEnabled === true;
  if (isMapping) {
    process.setSourceMapsEnabled(false);
  }
  try {
    // biome-ignore lint/style/noCommonJs: an import loads it at once
    return require('cdk8s-plus-28');
  } finally {
    if (isMapping) {
      process.setSourceMapsEnabled(true);
    }
  }
}

/** The ports of Kong's echo server. */
const PORTS = [
  { name: 'tcp', port: 1025, protocol: 'TCP' },
  { name: 'udp', port: 1026, protocol: 'UDP' },
  { name: 'http', port: 1027, protocol: 'TCP' },
  { name: 'tls', port: 1030, protocol: 'TCP' },
] as const;

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
   * @throws if the name or namespace is not a DNS label, the port is invalid of its ports, or the
   * image is empty
   */
  constructor(scope: Construct, id: string, props: EchoServiceProps = {}) {
    super(scope, freeId(scope, id));
    PROPS('', props);
    this.name = nameOr(id, props.name, dnsLabel);
    this.metadata = { namespace: namespaceFor(this, props.namespace) };
    trace(this, `Service ${this.metadata.namespace}/${this.name}`);
    trace(this, `Deployment ${this.metadata.namespace}/${this.name}`);
    this.port = props.port ?? 1027;
    if (!PORTS.some(({ port }) => port === this.port)) {
      refuse('port', this.port, `expected ${PORTS.map(({ name, port }) => `${port} (${name})`).join(', ')}`);
    }
    const image = props.image ?? IMAGE;
    if (image === '') {
      refuse('image', image, `name an image, such as ${IMAGE}`);
    }
    const metadata = { name: this.name, namespace: this.metadata.namespace, labels: { app: this.name } };
    const deployment = this.deployment(metadata, image);
    const place = placeObject(this, metadata.namespace, 'Service', this.name);
    const { Service, ServiceType, Protocol } = loadPlus();
    const service = new Service(place.scope, place.id, {
      metadata,
      type: ServiceType.CLUSTER_IP,
      ports: PORTS.map(({ protocol, ...port }) => ({ ...port, protocol: Protocol[protocol], targetPort: port.port })),
    });
    service.selectLabel('app', this.name);
    // The API server drops the empty list.
    ApiObject.of(service).addJsonPatch(JsonPatch.remove('/spec/externalIPs'));
    const objects = [deployment, service].map((made) => ApiObject.of(made));
    this.node.defaultChild = service;
    setDependencyRoots(this, () => objects);
  }

  private deployment(metadata: { name: string; namespace: string; labels: Record<string, string> }, image: string): cdk8sPlus.Deployment {
    const { Cpu, Deployment, EnvFieldPaths, EnvValue, ImagePullPolicy, LabelSelector, Probe, Protocol } = loadPlus();
    const place = placeObject(this, metadata.namespace, 'Deployment', this.name, 'Deployment');
    const deployment = new Deployment(place.scope, place.id, {
      metadata,
      replicas: 1,
      select: false,
      podMetadata: { labels: metadata.labels },
      automountServiceAccountToken: false,
      securityContext: { ensureNonRoot: true, user: USER, group: USER },
      containers: [
        {
          name: 'echo',
          image,
          imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
          ports: PORTS.map(({ name, port, protocol }) => ({ name, number: port, protocol: Protocol[protocol] })),
          envVariables: {
            NODE_NAME: EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME),
            POD_NAME: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAME),
            POD_NAMESPACE: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAMESPACE),
            POD_IP: EnvValue.fromFieldRef(EnvFieldPaths.POD_IP),
          },
          resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32) } },
          readiness: Probe.fromTcpSocket({ port: 1027 }),
          securityContext: { ensureNonRoot: true, user: USER, group: USER, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
        },
      ],
    });
    ApiObject.of(deployment).addJsonPatch(
      // A label that tells the construct's path would change the pods whenever the construct moves.
      JsonPatch.remove('/spec/template/metadata/labels/cdk8s.io~1metadata.addr'),
      // The API server drops what says no more than nothing.
      JsonPatch.remove('/spec/minReadySeconds'),
      JsonPatch.remove('/spec/template/spec/hostNetwork'),
    );
    deployment.select(LabelSelector.of({ labels: metadata.labels }));
    return deployment;
  }
}
