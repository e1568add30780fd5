import { Testing } from 'cdk8s';
import { CrossNamespaceRoute, Gateway, http } from 'cdk8s-crossing';
import { manifests } from 'cdk8s-crossing/jest';

const PLATFORM = `
apiVersion: v1
kind: Namespace
metadata:
  name: kong
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: kong
  namespace: kong
spec:
  gatewayClassName: kong
  listeners:
    - name: proxy
      port: 80
      protocol: HTTP
`;

function crossing(name = 'kong') {
  const app = Testing.app();
  new CrossNamespaceRoute(app, 'echo', {
    listener: Gateway.external({ namespace: 'kong', name }).listener('proxy', { port: 80, protocol: 'HTTP' }),
    source: 'test-source',
    destination: 'test-destination',
    route: http({ pathPrefix: '/echo' }),
  });
  return manifests(app);
}

const without = (kind: string) => crossing().filter((object) => object.kind !== kind);

/** What a matcher says when it fails, without colours. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours.
    return (error as Error).message.replace(/\u001b\[\d+m/g, '');
  }
  return 'it passed';
}

describe('toHaveNoFindings', () => {
  test('passes where there is nothing to find', () => {
    expect(crossing()).toHaveNoFindings({ context: PLATFORM, failOn: 'error' });
  });

  test('fails if there is something to find, in the words of check', () => {
    expect(failure(() => expect(without('ReferenceGrant')).toHaveNoFindings({ context: PLATFORM, failOn: 'error' }))).toBe(
      `expected no findings of severity error or above

error ref-not-permitted in HTTPRoute test-source/echo spec.rules[0].backendRefs[0].namespace
  HTTPRoute test-source/echo may not reference Service test-destination/echo: no ReferenceGrant in "test-destination" permits HTTPRoute from "test-source"
    fix       add ReferenceGrant test-destination/test-source-httproute: from HTTPRoute in "test-source", to Service "echo"
    predicts  ResolvedRefs=False RefNotPermitted on parent kong/kong, section proxy; requests get 500

5 manifests, 1 route, 2 crossings: 1 error`,
    );
  });

  test('counts warnings by default, and notes when asked to', () => {
    const missing = crossing();
    expect(missing).toHaveNoFindings({ failOn: 'error' });
    expect(failure(() => expect(missing).toHaveNoFindings({ failOn: 'note' }))).toContain('cannot tell whether');
  });

  test('leaves out a rule that is ignored', () => {
    expect(without('ReferenceGrant')).toHaveNoFindings({ context: PLATFORM, failOn: 'error', ignore: ['ref-not-permitted'] });
  });

  test('can be turned around', () => {
    expect(without('ReferenceGrant')).not.toHaveNoFindings({ context: PLATFORM });
    expect(failure(() => expect([]).not.toHaveNoFindings())).toBe(
      'expected findings of severity warning or above, and there are none\nno Gateway API objects: no findings',
    );
  });

  test('takes YAML', () => {
    expect(PLATFORM).toHaveNoFindings({ failOn: 'error' });
  });

  test('fails if YAML does not parse, with the place', () => {
    expect(failure(() => expect('a: 1\nb: [').toHaveNoFindings())).toMatch(/^manifests:2:5: /);
  });

  test.each([[undefined], [null], [1], [{}]])('fails if %p is given', (value) => {
    expect(failure(() => expect(value).toHaveNoFindings())).toMatch(
      /^manifests: expected Kubernetes objects or their YAML, got .*; pass what manifests\(app\) returns/,
    );
  });
});

/** A listener whose Secret looks like a pair of certificate and key, and is none. */
const UNREADABLE = ['CERTIFICATE', 'PRIVATE KEY'].map((label) => btoa(`-----BEGIN ${label}-----\nZm9v\n-----END ${label}-----\n`));
const TLS = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge' } },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: 'cert', namespace: 'edge' },
    data: { 'tls.crt': UNREADABLE[0], 'tls.key': UNREADABLE[1] },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'edge' },
    spec: {
      gatewayClassName: 'any',
      listeners: [{ name: 'web', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] } }],
    },
  },
];

test('certificates are looked into, as check does', () => {
  expect(failure(() => expect(TLS).toHaveNoFindings())).toContain('error invalid-certificate-ref in Gateway edge/public');
});

describe('fails if a name is not known,', () => {
  test.each([
    ['of a severity', { failOn: 'warn' as 'warning' }, 'failOn is "warn": expected one of error, warning, note'],
    ['of a rule', { ignore: ['grant-unusd'] }, 'ignore: unknown rule "grant-unusd", did you mean grant-unused?'],
    [
      'of a feature',
      { without: ['TLSRouteModeMixd'] },
      'without TLSRouteModeMixd: unknown feature of the Gateway API; did you mean TLSRouteModeMixed?',
    ],
  ])('%s', (_, options, message) => {
    expect(failure(() => expect([]).toHaveNoFindings(options))).toContain(message);
  });
});

describe('toPredict', () => {
  test('fails if nothing is expected', () => {
    expect(failure(() => expect(crossing()).toPredict('Gateway kong/kong', {}))).toBe(
      'expected is {}: name at least one condition, such as { Accepted: true }',
    );
  });

  test('passes where the conditions will be so', () => {
    expect(crossing()).toPredict('HTTPRoute test-source/echo', { Accepted: true, ResolvedRefs: true }, { context: PLATFORM });
    expect(crossing()).toPredict('Gateway kong/kong', { Accepted: true }, { context: PLATFORM });
    expect(without('ReferenceGrant')).toPredict(
      'HTTPRoute test-source/echo',
      { Accepted: true, ResolvedRefs: 'RefNotPermitted' },
      { context: PLATFORM },
    );
  });

  test('fails if a condition will be otherwise, with the difference and the reason', () => {
    const assertion = () =>
      expect(without('ReferenceGrant')).toPredict(
        'HTTPRoute test-source/echo',
        { Accepted: true, ResolvedRefs: true },
        { context: PLATFORM },
      );
    const said = failure(assertion);
    expect(said).toContain('-     "ResolvedRefs": true,\n+     "ResolvedRefs": false,');
    expect(said).toContain('Gateway kong/kong, section proxy: ResolvedRefs=False RefNotPermitted: ');
  });

  test('tells what is unknown from what is false', () => {
    expect(crossing('elsewhere')).toPredict('HTTPRoute test-source/echo', { Accepted: 'Unknown' });
    expect(crossing('elsewhere')).not.toPredict('HTTPRoute test-source/echo', { Accepted: false });
  });

  test('fails if the object gets no status, as its parent does not exist', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kong' } };
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'echo', namespace: 'kong' },
      spec: { parentRefs: [{ name: 'nobody' }] },
    };
    expect(failure(() => expect([namespace, route]).toPredict('HTTPRoute kong/echo', { Accepted: false }))).toBe(
      'HTTPRoute kong/echo will have no status: no controller manages any of its parents',
    );
  });

  test('fails if the object is not there, with the nearest name', () => {
    expect(failure(() => expect(crossing()).toPredict('HTTPRoute test-source/eco', { Accepted: true }))).toBe(
      'HTTPRoute test-source/eco is not among the manifests: did you mean HTTPRoute test-source/echo?',
    );
  });
});
