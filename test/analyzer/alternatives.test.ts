import { judge } from '../../analyzer/report/judge';
import { statusList } from '../../analyzer/status/status-list';

const NAMESPACES = ['network', 'app'].map((name) => `{ apiVersion: v1, kind: Namespace, metadata: { name: ${name} } }`).join('\n---\n');

function gateway(listener: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: gw, namespace: network }
spec:
  gatewayClassName: edge
  listeners: [{ name: ${listener}, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]
`;
}

function route(name: string, sectionName: string, port: number, service = 's'): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: app }
spec:
  parentRefs: [{ name: gw, namespace: network, sectionName: ${sectionName} }]
  rules: [{ backendRefs: [{ name: ${service}, port: ${port} }] }]
`;
}

function service(port: number): string {
  return `{ apiVersion: v1, kind: Service, metadata: { name: s, namespace: app }, spec: { ports: [{ port: ${port} }] } }`;
}

function judged(one: readonly string[], other: readonly string[]) {
  const sources = [['prod/all.yaml', one] as const, ['staging/all.yaml', other] as const];
  return judge(sources.map(([path, texts]) => ({ path, text: [NAMESPACES, ...texts].join('\n---\n') })));
}

function lines({ report }: ReturnType<typeof judge>): string[] {
  return report.findings
    .filter(({ rule }) => rule !== 'duplicate-object' && rule !== 'listener-open-to-all')
    .map(({ severity, rule, file }) => `${severity} ${rule} ${file}`);
}

test('what only one of two definitions makes wrong is a note, whichever comes first', () => {
  const prod = [gateway('web'), route('r-prod', 'web', 80), service(80)];
  const staging = [gateway('plain'), route('r-staging', 'plain', 8080), service(8080)];
  for (const verdict of [judged(prod, staging), judged(staging, prod)]) {
    expect(lines(verdict).filter((line) => !line.startsWith('note'))).toEqual([]);
    expect(lines(verdict).filter((line) => line.includes('no-matching-parent'))).toHaveLength(2);
    expect(verdict.report.findings.find(({ rule }) => rule === 'no-matching-parent')?.message).toMatch(
      /^cannot tell which definition of Gateway network\/gw is applied: HTTPRoute app\/r-/,
    );
  }
});

test('the status of what hangs on them is Unknown, and of the rest is not', () => {
  const { prediction } = judged([gateway('web'), route('r', 'web', 80), service(80)], [gateway('plain')]);
  const status = statusList(prediction).items.find(({ kind }) => kind === 'HTTPRoute')?.status;
  const [parent] = (status?.parents ?? []) as { conditions: { type: string; status: string; message: string }[] }[];
  expect(parent?.conditions.map((one) => `${one.type}=${one.status}`)).toEqual(['Accepted=Unknown', 'ResolvedRefs=True']);
  expect(parent?.conditions[0]?.message).toBe('cannot tell which definition of Gateway network/gw is applied');
});

test('what is wrong with each definition stays an error', () => {
  const verdict = judged([gateway('web'), route('r', 'gone', 80), service(80)], [gateway('plain')]);
  expect(lines(verdict)).toEqual(['error no-matching-parent prod/all.yaml']);
  const twice = judged([gateway('web'), route('r', 'web', 80, 'gone')], [gateway('web'), route('r', 'web', 81, 'gone')]);
  expect(lines(twice)).toEqual(['error backend-not-found prod/all.yaml']);
});

test('definitions that are equal leave nothing open', () => {
  const { report, world } = judged([gateway('web'), route('r', 'gone', 80), service(80)], [gateway('web')]);
  expect(world.alternatives).toEqual([]);
  expect(report.summary.errors).toBe(1);
});

test('of more definitions than are tried, any may be the one', () => {
  const listeners = Array.from({ length: 9 }, (_, index) => `web${index}`);
  const sources = listeners.map((name, index) => ({
    path: `${name}/all.yaml`,
    text: `${gateway(name)}---\n${route(`r${index}`, name, 80)}`,
  }));
  const world = judge([{ path: 'namespaces.yaml', text: `${NAMESPACES}\n---\n${service(80)}` }, ...sources]);
  expect(lines(world).filter((line) => !line.startsWith('note'))).toEqual([]);
});

test('a copy of a Gateway is no definition of its own, so that each of those that differ is tried', () => {
  const copies = [
    ['a.yaml', gateway('web')],
    ['b.yaml', gateway('web')],
    ['c.yaml', [gateway('plain'), route('r', 'plain', 80)].join('---\n')],
  ] as const;
  const verdict = judge(copies.map(([path, text]) => ({ path, text: `${NAMESPACES}\n---\n${text}` })));
  expect(lines(verdict).filter((line) => line.includes('no-matching-parent'))).toEqual(['note no-matching-parent c.yaml']);
  expect(
    verdict.report.findings.filter(({ rule }) => rule === 'duplicate-object').map(({ severity, file }) => `${severity} ${file}`),
  ).toEqual(expect.arrayContaining(['note b.yaml', 'warning c.yaml']));
});
