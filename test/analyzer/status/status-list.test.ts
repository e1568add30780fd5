import { load } from '../../../analyzer/model/load';
import { predict } from '../../../analyzer/status/predict';
import { statusList } from '../../../analyzer/status/status-list';
import { gateway, gatewayClass, listener, listenerSet, namespace, type Piece, policy, route, service } from './scene';

function listed(judged: readonly Piece[], context: readonly Piece[] = []) {
  const text = (pieces: readonly Piece[]) => pieces.map((one) => JSON.stringify(one)).join('\n---\n');
  return statusList(
    predict(
      load([
        { path: 'a.yaml', text: text(judged) },
        { path: 'b.yaml', text: text(context), context: true },
      ]),
    ),
  );
}

const BASE = [gatewayClass('class'), namespace('infra'), namespace('apps')];
const BACKEND = { rules: [{ backendRefs: [{ name: 'svc', port: 80 }] }] };

test('is a List in the shape of the CRDs', () => {
  expect(listed([gateway('infra/gw'), service('apps/svc'), route('apps/r', BACKEND)], BASE)).toMatchInlineSnapshot(`
{
  "apiVersion": "v1",
  "items": [
    {
      "apiVersion": "gateway.networking.k8s.io/v1",
      "kind": "Gateway",
      "metadata": {
        "name": "gw",
        "namespace": "infra",
      },
      "status": {
        "attachedListenerSets": 0,
        "conditions": [
          {
            "message": "gateway is accepted",
            "reason": "Accepted",
            "status": "True",
            "type": "Accepted",
          },
          {
            "message": "gateway is programmed",
            "reason": "Programmed",
            "status": "True",
            "type": "Programmed",
          },
        ],
        "listeners": [
          {
            "attachedRoutes": 1,
            "conditions": [
              {
                "message": "listener is accepted",
                "reason": "Accepted",
                "status": "True",
                "type": "Accepted",
              },
              {
                "message": "all references are resolved",
                "reason": "ResolvedRefs",
                "status": "True",
                "type": "ResolvedRefs",
              },
              {
                "message": "listener is programmed",
                "reason": "Programmed",
                "status": "True",
                "type": "Programmed",
              },
            ],
            "name": "web",
            "supportedKinds": [
              {
                "group": "gateway.networking.k8s.io",
                "kind": "HTTPRoute",
              },
              {
                "group": "gateway.networking.k8s.io",
                "kind": "GRPCRoute",
              },
            ],
          },
        ],
      },
    },
    {
      "apiVersion": "gateway.networking.k8s.io/v1",
      "kind": "HTTPRoute",
      "metadata": {
        "name": "r",
        "namespace": "apps",
      },
      "status": {
        "parents": [
          {
            "conditions": [
              {
                "message": "route is accepted by listener "web"",
                "reason": "Accepted",
                "status": "True",
                "type": "Accepted",
              },
              {
                "message": "all references are resolved",
                "reason": "ResolvedRefs",
                "status": "True",
                "type": "ResolvedRefs",
              },
            ],
            "controllerName": "example.net/controller",
            "parentRef": {
              "group": "gateway.networking.k8s.io",
              "kind": "Gateway",
              "name": "gw",
              "namespace": "infra",
            },
          },
        ],
      },
    },
  ],
  "kind": "List",
}
`);
});

test('shows a ListenerSet that is refused without listeners, and a policy with its ancestors', () => {
  const pieces = [
    gateway('infra/gw'),
    listenerSet('apps/ls', [listener()], { name: 'gw', namespace: 'infra' }),
    service('apps/svc'),
    route('apps/r', BACKEND),
    policy('apps/p', {
      targetRefs: [{ group: '', kind: 'Service', name: 'svc' }],
      validation: { hostname: 'a.com', wellKnownCACertificates: 'System' },
    }),
  ];
  const { items } = listed(pieces, BASE);
  const find = (kind: string) => items.find((item) => item.kind === kind)?.status;
  expect(Object.keys(find('ListenerSet') ?? {})).toEqual(['conditions']);
  expect(find('BackendTLSPolicy')).toEqual({
    ancestors: [
      {
        ancestorRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'gw' },
        controllerName: 'example.net/controller',
        conditions: [
          expect.objectContaining({ type: 'Accepted', status: 'True' }),
          expect.objectContaining({ type: 'ResolvedRefs', status: 'True' }),
        ],
      },
    ],
  });
});

test('has no entry for a parentRef that leads nowhere, and an Unknown one for a parent that may exist', () => {
  const parentRefs = [
    { name: 'none', namespace: 'infra' },
    { name: 'far', namespace: 'elsewhere' },
  ];
  const { items } = listed([route('apps/r', { parentRefs })], BASE);
  expect(items[0]?.status.parents).toEqual([
    expect.objectContaining({
      parentRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'far', namespace: 'elsewhere' },
      conditions: [
        expect.objectContaining({ type: 'Accepted', status: 'Unknown', reason: 'Pending' }),
        expect.objectContaining({ status: 'True' }),
      ],
    }),
  ]);
});

test('leaves out what is known from context alone, and shows a Gateway of which a part is judged', () => {
  const part = gateway('infra/gw', [{ name: 'web', allowedRoutes: { namespaces: { from: 'All' } } }], { gatewayClassName: undefined });
  const names = ({ items }: ReturnType<typeof listed>) => items.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names(listed([route('apps/r')], [...BASE, gateway('infra/gw')]))).toEqual(['HTTPRoute r']);
  expect(names(listed([part], [...BASE, gateway('infra/gw')]))).toEqual(['Gateway gw']);
});

test('is sorted, whatever the order of the input', () => {
  const pieces = [...BASE, gateway('infra/b'), gateway('infra/a'), gateway('apps/z'), route('apps/r'), route('apps/q', {}, 'GRPCRoute')];
  expect(listed(pieces)).toEqual(listed(pieces.toReversed()));
  expect(listed(pieces).items.map(({ kind, metadata: { namespace: home, name } }) => [kind, home, name].join(' '))).toEqual([
    'GatewayClass  class',
    'Gateway apps z',
    'Gateway infra a',
    'Gateway infra b',
    'HTTPRoute apps r',
    'GRPCRoute apps q',
  ]);
});

test('says why of nothing that it does not show', () => {
  const { items } = listed(
    [route('apps/r', { parentRefs: [{ name: 'gw', namespace: 'infra', sectionName: 'x' }] })],
    [...BASE, gateway('infra/gw')],
  );
  expect(JSON.stringify(items)).not.toContain('causes');
});

test('an XListenerSet tells the port of each listener, a ListenerSet does not', () => {
  const open = gateway('infra/gw', [listener()], { allowedListeners: { namespaces: { from: 'All' } } });
  const set = listenerSet('infra/ls', [listener({ port: 81 })], { name: 'gw' });
  const old = { ...set, apiVersion: 'gateway.networking.x-k8s.io/v1alpha1', kind: 'XListenerSet' };
  const ports = (one: Piece) =>
    listed([one], [...BASE, open]).items.flatMap(({ status }) => (status.listeners as { port?: number }[]).map(({ port }) => port));
  expect(ports(old)).toEqual([81]);
  expect(ports(set)).toEqual([undefined]);
});
