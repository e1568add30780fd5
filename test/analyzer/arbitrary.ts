import fc from 'fast-check';

/** An object as it is written. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: unknown;
}

const GROUP = 'gateway.networking.k8s.io';
export const namespace = fc.constantFrom('infra', 'apps', 'web');
const name = fc.constantFrom('one', 'two');
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const hostname = fc.constantFrom('a.example.com', 'b.example.com', '*.example.com', 'example.org');

/** What is left out is not there, as in a manifest. */
export function object(apiVersion: string, kind: string, metadata: object, rest: object = {}): Manifest {
  return JSON.parse(JSON.stringify({ apiVersion, kind, metadata, ...rest }));
}

const namespaceObject = fc
  .tuple(namespace, fc.constantFrom({}, { team: 'x' }))
  .map(([name, labels]) => object('v1', 'Namespace', { name, labels }));

const allowedNamespaces = fc.oneof(
  fc.constantFrom('All', 'Same').map((from) => ({ from })),
  fc
    .constantFrom<object>({ matchLabels: { team: 'x' } }, { matchLabels: { 'kubernetes.io/metadata.name': 'apps' } }, {})
    .map((selector) => ({ from: 'Selector', selector })),
);

const listener = fc
  .record({
    name,
    port: fc.constantFrom(80, 443),
    protocol: fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP'),
    hostname: optional(hostname),
    namespaces: optional(allowedNamespaces),
    kinds: optional(fc.constantFrom([{ kind: 'HTTPRoute' }], [{ kind: 'TCPRoute' }, { kind: 'GRPCRoute' }])),
    secret: fc.record({ name, namespace: optional(namespace) }),
  })
  .map(({ namespaces, kinds, secret, ...rest }) => ({
    ...rest,
    tls: rest.protocol === 'HTTPS' || rest.protocol === 'TLS' ? { certificateRefs: [secret] } : undefined,
    allowedRoutes: { namespaces, kinds },
  }));

const listeners = fc.uniqueArray(listener, { minLength: 1, maxLength: 2, selector: ({ name }) => name });

const gateway = fc
  .tuple(namespace, name, fc.constantFrom('class', 'none'), listeners, optional(allowedNamespaces))
  .map(([namespace, name, gatewayClassName, listeners, allowed]) =>
    object(
      `${GROUP}/v1`,
      'Gateway',
      { name, namespace },
      { spec: { gatewayClassName, listeners, allowedListeners: allowed && { namespaces: allowed } } },
    ),
  );

const listenerSet = fc
  .tuple(namespace, name, fc.record({ name, namespace: optional(namespace) }), listeners)
  .map(([namespace, name, parentRef, listeners]) =>
    object(`${GROUP}/v1`, 'ListenerSet', { name, namespace }, { spec: { parentRef, listeners } }),
  );

const parentRef = fc.record({
  kind: fc.constantFrom('Gateway', 'Gateway', 'ListenerSet'),
  name,
  namespace: optional(namespace),
  sectionName: optional(name),
});

const backendRef = fc.record({
  name,
  namespace: optional(namespace),
  port: fc.constantFrom(80, 81),
  kind: fc.constantFrom('Service', 'Service', 'Bucket'),
});

const route = fc
  .tuple(
    fc.constantFrom('HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'),
    namespace,
    name,
    fc.array(parentRef, { minLength: 1, maxLength: 2 }),
    fc.array(backendRef, { minLength: 1, maxLength: 2 }),
    fc.array(hostname, { maxLength: 2 }),
  )
  .map(([kind, namespace, name, parentRefs, backendRefs, hostnames]) =>
    object(
      `${GROUP}/v1`,
      kind,
      { name, namespace },
      { spec: { parentRefs, hostnames: kind === 'TCPRoute' ? undefined : hostnames, rules: [{ backendRefs }] } },
    ),
  );

export const grant = fc
  .tuple(
    namespace,
    name,
    fc.record({ group: fc.constant(GROUP), kind: fc.constantFrom('HTTPRoute', 'TCPRoute', 'Gateway', 'ListenerSet'), namespace }),
    fc.record({ group: fc.constant(''), kind: fc.constantFrom('Service', 'Secret'), name: optional(name) }),
  )
  .map(([namespace, name, from, to]) =>
    object(`${GROUP}/v1beta1`, 'ReferenceGrant', { name, namespace }, { spec: { from: [from], to: [to] } }),
  );

const service = fc
  .tuple(namespace, name)
  .map(([namespace, name]) => object('v1', 'Service', { name, namespace }, { spec: { ports: [{ port: 80 }] } }));
const secret = fc
  .tuple(namespace, name)
  .map(([namespace, name]) =>
    object('v1', 'Secret', { name, namespace }, { type: 'Opaque', data: { 'tls.crt': 'YQ==', 'tls.key': 'YQ==' } }),
  );
const gatewayClass = fc.constant(object(`${GROUP}/v1`, 'GatewayClass', { name: 'class' }, { spec: { controllerName: 'example.com/a' } }));

export const anything = fc.oneof(
  namespaceObject,
  namespaceObject,
  gateway,
  gateway,
  listenerSet,
  route,
  route,
  route,
  grant,
  service,
  service,
  secret,
  gatewayClass,
);

export const idOf = ({ kind, metadata }: { kind: string; metadata: Manifest['metadata'] }) =>
  `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
export const cluster = (arbitrary: fc.Arbitrary<Manifest>) => fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 14, selector: idOf });
