import { checkText } from '../../../analyzer';
import { judge } from '../../../analyzer/report/judge';

const BASE = `apiVersion: v1
kind: Namespace
metadata: { name: edge }
---
apiVersion: v1
kind: Service
metadata: { name: s, namespace: edge }
spec: { ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Secret
type: kubernetes.io/tls
metadata: { name: empty, namespace: edge }
data: { tls.crt: "", tls.key: "" }
`;

const gateway = (listeners: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec: { gatewayClassName: any, listeners: [${listeners}] }
`;

const routes = (count: number, parent = '{ name: public }') =>
  Array.from(
    { length: count },
    (_, index) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r${index}, namespace: edge }
spec:
  parentRefs: [${parent}]
  hostnames: [r${index}.example.com]
  rules: [{ backendRefs: [{ name: s, port: 80 }] }]
`,
  ).join('');

const HTTP = '{ name: web, port: 80, protocol: HTTP }';
const https = (tls = '') => `{ name: web, port: 443, protocol: HTTPS${tls} }`;
const from = (namespaces: string) => `{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: ${namespaces} } }`;

function findings(...texts: string[]) {
  return judge(texts.map((text, index) => ({ path: `${index}.yaml`, text, context: text.startsWith('# context') }))).report;
}

test.each([
  ['invalid-certificate-ref', https(', tls: { certificateRefs: [{ name: empty }] }')],
  ['invalid-certificate-ref', https(', tls: { certificateRefs: [{ name: missing }] }')],
  ['invalid-tls-config', https()],
  ['unsupported-protocol', '{ name: web, port: 80, protocol: HTTTP }'],
  ['protocol-conflict', `${HTTP}, { name: other, port: 80, protocol: TCP }`],
  ['invalid-route-kinds', '{ name: web, port: 80, protocol: HTTP, allowedRoutes: { kinds: [{ kind: TCPRoute }] } }'],
  ['selector-invalid', from('{ from: Selector, selector: { matchExpressions: [{ key: a, operator: Inn, values: [x] }] } }')],
  ['selector-missing', from('{ from: Selector }')],
])('%s of a listener is one error, which says what becomes of its routes: %s', (rule, listeners) => {
  const { findings: found, summary } = findings(BASE + gateway(listeners) + routes(6));
  expect(found.map((finding) => [finding.severity, finding.rule])).toEqual([['error', rule]]);
  expect(found[0]?.traffic).toMatch(/(^|; )6 routes get no traffic$/);
  expect(found[0]?.affects).toHaveLength(6);
  expect(summary.errors).toBe(1);
});

test('a listener name that is given twice is one error beside routes that name no section', () => {
  const { findings: found } = findings(BASE + gateway(`${HTTP}, { name: web, port: 81, protocol: HTTP }`) + routes(3));
  expect(found.map(({ rule }) => rule)).toEqual(['listener-name-repeated']);
});

test('a route that a sound listener refuses as well has its own error', () => {
  const sound = '{ name: sound, port: 81, protocol: HTTP, allowedRoutes: { kinds: [{ kind: GRPCRoute }] } }';
  const { findings: found } = findings(BASE + gateway(`${from('{ from: Selector }')}, ${sound}`) + routes(1));
  expect(found.map(({ rule }) => rule)).toEqual(['selector-missing', 'not-allowed-by-listeners']);
});

test('a route on a faulty listener of an external Gateway has its own error: nobody else reports the fault', () => {
  const { findings: found } = findings(`# context\n${BASE}${gateway(https())}`, routes(2));
  expect(found.map(({ rule }) => rule)).toEqual(['route-without-traffic', 'route-without-traffic']);
});

test('routes that one edit fixes are shown once', () => {
  const open = (text: string) => text.replaceAll('namespace: edge }\nspec:\n  parentRefs', 'namespace: shop }\nspec:\n  parentRefs');
  const shop = open(routes(4, '{ name: public, namespace: edge }')).replaceAll('name: s, port', 'name: s, namespace: edge, port');
  const report = findings(BASE + gateway(HTTP) + shop);
  expect(report.summary.errors).toBe(8);
  expect(checkText(report).match(/^\S+ error \S+$/gm)).toHaveLength(2);
  expect(checkText(report)).toContain('the same applies to HTTPRoute shop/r1, HTTPRoute shop/r2 and HTTPRoute shop/r3');
});
