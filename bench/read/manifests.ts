import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `spread`: a hundred crossings to a namespace and to a listener. `crowded`: every route on one
 * listener, every grant and every Service in one namespace.
 */
export type Shape = 'spread' | 'crowded';

const PER_NAMESPACE = 100;

/**
 * Writes the manifests of so many crossings as a repository holds them, a file for each namespace;
 * each crossing takes about 3.3 kB.
 */
export function writeManifests(folder: string, crossings: number, shape: Shape): void {
  const files = new Map<string, string[]>();
  const add = (namespace: string, object: string) => {
    const known = files.get(namespace);
    if (known === undefined) {
      files.set(namespace, [namespaceObject(namespace), object]);
    } else {
      known.push(object);
    }
  };
  const gateways = shape === 'crowded' ? 1 : Math.ceil(crossings / PER_NAMESPACE);
  for (let index = 0; index < gateways; index++) {
    add('edge', gateway(`public-${index}`));
  }
  for (let index = 0; index < crossings; index++) {
    const group = Math.floor(index / PER_NAMESPACE);
    const [source, destination] = [`source-${group}`, shape === 'crowded' ? 'backend' : `destination-${group}`];
    const name = `echo-${index}`;
    add(source, route(name, source, destination, `public-${shape === 'crowded' ? 0 : group}`));
    add(destination, grant(name, source, destination));
    add(destination, service(name, destination));
    add(destination, deployment(name, destination));
  }
  mkdirSync(folder, { recursive: true });
  for (const [namespace, objects] of files) {
    writeFileSync(join(folder, `${namespace}.k8s.yaml`), objects.join('---\n'));
  }
}

/** A Namespace as a manifest. */
export function namespaceObject(name: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;
}

function gateway(name: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: ${name}
  namespace: edge
spec:
  gatewayClassName: any
  listeners:
    - name: proxy
      port: 80
      protocol: HTTP
      allowedRoutes:
        namespaces:
          from: Selector
          selector:
            matchExpressions:
              - key: kubernetes.io/metadata.name
                operator: Exists
`;
}

function route(name: string, source: string, destination: string, gateway: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${name}
  namespace: ${source}
  annotations:
    konghq.com/strip-path: "true"
spec:
  parentRefs:
    - group: gateway.networking.k8s.io
      kind: Gateway
      namespace: edge
      name: ${gateway}
      sectionName: proxy
  hostnames:
    - ${name}.example.com
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /echo
      backendRefs:
        - group: ""
          kind: Service
          namespace: ${destination}
          name: ${name}
          port: 1027
          weight: 1
`;
}

function grant(name: string, source: string, destination: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: ${name}
  namespace: ${destination}
spec:
  from:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      namespace: ${source}
  to:
    - group: ""
      kind: Service
      name: ${name}
`;
}

function service(name: string, namespace: string): string {
  const ports = ['tcp 1025 TCP', 'udp 1026 UDP', 'http 1027 TCP', 'tls 1030 TCP'].map((port) => port.split(' '));
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: ${name}
  ports:
${ports.map(([port, number, protocol]) => `    - name: ${port}\n      port: ${number}\n      protocol: ${protocol}\n      targetPort: ${number}\n`).join('')}`;
}

function deployment(name: string, namespace: string): string {
  const fields = ['NODE_NAME spec.nodeName', 'POD_NAME metadata.name', 'POD_NAMESPACE metadata.namespace', 'POD_IP status.podIP'];
  const env = fields
    .map((field) => field.split(' '))
    .map(
      ([variable, path]) =>
        `            - name: ${variable}\n              valueFrom:\n                fieldRef:\n                  fieldPath: ${path}\n`,
    );
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 65532
      containers:
        - name: echo
          image: kong/go-echo:0.3.0
          env:
${env.join('')}          ports:
            - containerPort: 1025
            - containerPort: 1026
              protocol: UDP
            - containerPort: 1027
            - containerPort: 1030
          readinessProbe:
            tcpSocket:
              port: 1027
          resources:
            requests:
              cpu: 10m
              memory: 32Mi
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
`;
}
