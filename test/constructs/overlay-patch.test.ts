import { loadAll } from 'js-yaml';
import {
  ArgoCdDelivery,
  CrossingApp,
  CrossNamespaceRoute,
  type ExternalGatewayProps,
  Gateway,
  http,
  NamespaceChart,
} from '../../constructs';
import type { ExternalListenerProps } from '../../constructs/gateways/external-gateway';

interface Written {
  readonly kind: string;
  readonly metadata?: { readonly annotations?: object };
  readonly spec?: { readonly listeners: readonly { readonly name: string }[] };
  readonly patches?: readonly { readonly patch: string; readonly target: object }[];
}

const edge = (props: Partial<ExternalGatewayProps> = {}) =>
  Gateway.external({ namespace: 'edge', name: 'public', appliedBy: 'argocd', ...props });

function app(listener: ExternalListenerProps = { index: 2 }, props: Partial<ExternalGatewayProps> = {}): CrossingApp {
  const made = new CrossingApp();
  new CrossNamespaceRoute(made, 'pay', {
    listener: edge(props).listener('web', { protocol: 'HTTP', ...listener }),
    source: 'shop',
    backend: { name: 'pay', port: 80, metadata: { namespace: 'bank' } },
    route: http({ pathPrefix: '/pay' }),
  });
  return made;
}

const written = (made: CrossingApp) => loadAll(made.synthYaml()) as Written[];
const operations = (made: CrossingApp) => JSON.parse(written(made).find(({ kind }) => kind === 'Component')?.patches?.[0]?.patch ?? '[]');

test('a Gateway that an engine applies gets an overlay, whose patch tests the name of the listener first', () => {
  expect(operations(app())).toEqual([
    { op: 'test', path: '/spec/listeners/2/name', value: 'web' },
    {
      op: 'add',
      path: '/spec/listeners/2/allowedRoutes',
      value: {
        namespaces: {
          from: 'Selector',
          selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['edge', 'shop'] }] },
        },
      },
    },
  ]);
  const [component] = written(app()).filter(({ kind }) => kind === 'Component');
  expect(component?.patches?.[0]?.target).toEqual({
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    name: 'public',
    namespace: 'edge',
  });
});

test('the checks get what the overlay does, without what would have it applied', () => {
  const gateways = written(app()).filter(({ kind }) => kind === 'Gateway');
  expect(gateways).toHaveLength(1);
  expect(gateways[0]?.metadata).toEqual({ name: 'public', namespace: 'edge' });
  expect(gateways[0]?.spec?.listeners.map(({ name }) => name)).toEqual(['web']);
});

test('kinds that are in use stay allowed, as the patch replaces allowedRoutes', () => {
  const [, add] = operations(app({ index: 0, admits: { kinds: ['HTTPRoute', 'GRPCRoute'] } }));
  expect(add.value.kinds.map(({ kind }: Written) => kind)).toEqual(['GRPCRoute', 'HTTPRoute']);
});

test('closing writes the overlay, too', () => {
  const made = new CrossingApp();
  edge().listener('web', { index: 0 }).close(made);
  expect(operations(made)[1].value.namespaces).not.toMatchObject({ from: 'All' });
  expect(JSON.stringify(operations(made))).not.toContain('shop');
});

test('the form follows from who applies the Gateway, unless it is chosen', () => {
  const form = (props: Partial<ExternalGatewayProps>) => (operations(app({ index: 0 }, props)).length > 0 ? 'overlay' : 'partial');
  expect(form({ appliedBy: 'flux' })).toBe('overlay');
  expect(form({ appliedBy: 'helm' })).toBe('partial');
  expect(form({ appliedBy: 'kubectl' })).toBe('partial');
  expect(form({ appliedBy: 'kubectl', patch: 'overlay' })).toBe('overlay');
});

test.each<[string, () => unknown, string]>([
  [
    'a second applier would take turns with the first',
    () => edge({ patch: 'partial' }),
    'patch is "partial": Argo CD applies Gateway edge/public, and a second applier would take turns with it; use "overlay"',
  ],
  [
    'Helm is to take an overlay',
    () => edge({ appliedBy: 'helm', patch: 'overlay' }),
    'patch is "overlay": Helm applies Gateway edge/public, which takes no kustomize component; use "partial"',
  ],
  [
    'the place of the listener is not known',
    () => edge().listener('web'),
    'index of listener "web" of Gateway edge/public is missing: an overlay patches a listener by its place',
  ],
  ['the place is not a number', () => edge().listener('web', { index: -1 }), 'index is -1'],
  ['the applier is not known', () => edge({ appliedBy: 'terraform' as 'helm' }), 'appliedBy is "terraform"'],
  [
    'a delivery without owners would apply the overlay',
    () => {
      const made = app();
      NamespaceChart.ensure(made, 'shop');
      new ArgoCdDelivery(made, 'crossing', { repository: 'https://git.example.com/shop.git' });
      made.synthYaml();
    },
    'crossing: an overlay for the Gateway of others is written, and without owners the whole output is delivered; give each namespace an owner',
  ],
])('fails if %s', (_, make, message) => {
  expect(make).toThrow(message);
});
