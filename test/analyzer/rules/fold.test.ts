import type { Finding } from '../../../analyzer/report/finding';
import { groupFindings } from '../../../analyzer/report/group-findings';
import { judge } from '../../../analyzer/report/judge';

const route = (name: string, gateway: string, service: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: shop}
spec:
  parentRefs: [{name: ${gateway}, namespace: infra, sectionName: http}]
  rules: [{backendRefs: [{name: ${service}, port: 80}]}]
`;
const NAMESPACE = '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

function folded(...texts: string[]) {
  const { findings, summary } = judge([{ path: 'all.yaml', text: texts.join('') }]).report;
  const shown = groupFindings(findings).map(({ finding: { severity, line, rule, seen } }) => [severity, line, rule, ...seen].join(' '));
  return { notes: summary.notes, shown };
}

test('routes that wait for one file are one note, which names some of them', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => route(name, 'public', 'web'));
  expect(folded(...many)).toEqual({
    notes: 10,
    shown: [
      'note 6 parent-not-found the same applies to HTTPRoute shop/b, HTTPRoute shop/c and 2 more',
      'note 7 backend-not-found the same applies to HTTPRoute shop/b, HTTPRoute shop/c and 2 more',
    ],
  });
});

test('parts of deliveries that are not rendered are one note', () => {
  const struck = (by: string) =>
    ({ what: 'struck', by, file: `${by}.yaml`, line: 1, column: 1, message: `helmCharts: ${by}`, engine: true, struck: true }) as const;
  const { findings } = judge([], { deliveries: ['a', 'b', 'c', 'd', 'e', 'f'].map(struck) }).report;
  expect(findings).toHaveLength(6);
  expect(groupFindings(findings).map(({ finding }) => finding.message)).toEqual([
    '6 parts of deliveries are not rendered: helmCharts: a of a, helmCharts: b of b, helmCharts: c of c, helmCharts: d of d and 2 more',
  ]);
});

test('objects of one kind that are missing are one note, which names them and who waits for them', () => {
  const { notes, shown } = folded(NAMESPACE, route('a', 'public', 'x'), route('b', 'private', 'x'));
  expect(notes).toBe(2);
  expect(shown).toEqual([
    'note 10 parent-not-found HTTPRoute shop/a and HTTPRoute shop/b cannot be judged without them',
    'error 11 backend-not-found',
    'error 18 backend-not-found',
  ]);
  const { findings } = judge([
    { path: 'all.yaml', text: [NAMESPACE, route('a', 'public', 'x'), route('b', 'private', 'x')].join('') },
  ]).report;
  const [group] = groupFindings(findings);
  expect(group?.finding.message).toBe('2 Gateways are not in these manifests: infra/private and infra/public');
  expect(group?.others).toHaveLength(1);
});

test('what some releases refuse is one note for each kind and reason', () => {
  const retried = (name: string, attempts: number) =>
    route(name, 'public', 'web').replace('{backendRefs', `{name: "one", retry: {attempts: ${attempts}}, backendRefs`);
  const { notes, shown } = folded(retried('a', 0), retried('b', 0), retried('c', -1));
  expect(shown.filter((line) => line.includes('invalid-value'))).toEqual([
    'note 7 invalid-value the same applies to HTTPRoute shop/b',
    // Other releases refuse it as well.
    'note 21 invalid-value',
  ]);
  expect(notes).toBe(9);
});

test('a line that is rendered into several namespaces is one finding', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [route.yaml]',
    'base/route.yaml': route('a', 'public', 'web').replace('namespace: infra, ', ''),
    'prod/kustomization.yaml': 'namespace: prod\nresources: [../base, ns.yaml]',
    'prod/ns.yaml': NAMESPACE,
    'test/kustomization.yaml': 'namespace: test\nresources: [../base, ns.yaml]',
    'test/ns.yaml': NAMESPACE,
  };
  const { findings, summary } = judge(Object.entries(files).map(([path, text]) => ({ path, text }))).report;
  expect(summary).toMatchObject({ errors: 4, warnings: 0, notes: 0 });
  const groups = groupFindings(findings);
  expect(groups.flatMap(({ finding, others }) => [finding, ...others])).toHaveLength(4);
  expect(groups.map(({ finding: { rule, subject, seen } }) => [rule, subject.namespace, ...seen])).toEqual([
    ['parent-not-found', 'prod', 'the same applies to HTTPRoute test/a'],
    ['backend-not-found', 'prod', 'the same applies to HTTPRoute test/a'],
  ]);
});

test('listeners of one Gateway that are open alike are one finding, which names them', () => {
  const listener = (name: string, port: number) =>
    `{name: ${name}, port: ${port}, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}`;
  const gateway = (name: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: infra}
spec:
  gatewayClassName: c
  listeners: [${['a', 'b', 'c'].map((own, index) => listener(own, 80 + index)).join(', ')}]
`;
  expect(folded(gateway('one'), gateway('two')).shown.filter((text) => text.includes('listener-open-to-all'))).toEqual([
    expect.stringMatching(/^warning 7 .*the same applies to listener "b" and listener "c"$/),
    expect.stringMatching(/^warning 14 .*the same applies to listener "b" and listener "c"$/),
  ]);
});

test('all that a delivery lacks is one note', () => {
  const note = (by: string, what: string, severity: 'note' | 'error' = 'note'): Finding => ({
    rule: 'delivery-incomplete',
    severity,
    message: `${by} does not build: ${what}`,
    seen: [],
    file: `${what}.yaml`,
    subject: { apiVersion: '', kind: '', namespace: '', name: '' },
    path: '',
    line: 1,
    column: 1,
    params: { what: 'build-failed', by, message: what },
  });
  const found = [note('apps', 'a does not exist'), note('infra', 'x'), note('apps', 'b does not exist'), note('apps', 'x', 'error')];
  expect(groupFindings(found).map(({ finding: { message } }) => message)).toEqual([
    'apps does not build: a does not exist and b does not exist',
    'infra does not build: x',
    'apps does not build: x',
  ]);
});
