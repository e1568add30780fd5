import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { CrossingApp, CrossNamespaceRoute, Gateway, grpc, HttpRouteFilter, http, NamespaceChart, tls, udp } from '../../../constructs';

const routes = {
  http: http({ pathPrefix: '/' }),
  grpc: grpc(),
  tls: tls({ hostnames: ['a.example.com'] }),
  udp: udp(),
  mirrored: http({ filters: [HttpRouteFilter.requestMirror({ name: 'spy', port: 80, metadata: { namespace: 'audit' } })] }),
};
const listeners = {
  http: ['web', 'HTTP'],
  grpc: ['api', 'HTTPS'],
  tls: ['tls', 'TLS'],
  udp: ['dns', 'UDP'],
  mirrored: ['web', 'HTTP'],
} as const;

const service = (namespace: string) => ({ name: 'shared', port: 80, metadata: { namespace } });

interface Part {
  readonly name: string;
  readonly make: (app: CrossingApp, gateway: Gateway) => void;
}

/**
 * A crossing in namespaces, on listeners and with grants that it shares with others, some of which
 * name the grant.
 */
const crossing: fc.Arbitrary<(index: number) => Part> = fc
  .record({
    source: fc.constantFrom('web', 'api', 'jobs'),
    destination: fc.constantFrom('shop', 'bank', 'web'),
    kind: fc.constantFrom('http', 'grpc', 'tls', 'udp', 'mirrored'),
    ours: fc.boolean(),
    named: fc.boolean(),
    shared: fc.boolean(),
    from: fc.constantFrom(undefined, 'All', 'Selector'),
    calledAsNamespace: fc.boolean(),
  })
  .filter(({ source, destination }) => source !== destination)
  .map((it) => (index) => ({
    name: JSON.stringify(it),
    make: (app, gateway) => {
      const { kind, source, destination } = it;
      const [name, protocol] = listeners[kind];
      const theirs = Gateway.external({ namespace: 'edge', name: 'public' }).listener(name, { protocol });
      const id = it.calledAsNamespace && index < 2 ? ['shop', 'web'][index] : `crossing-${index}`;
      new CrossNamespaceRoute(app, id ?? '', {
        name: `c${index}`,
        listener: it.ours ? gateway.listener(name) : theirs,
        source,
        destination,
        route: routes[kind],
        ...(it.shared && { backend: service(destination) }),
        ...(it.named && { grantName: `${source}-${routes[kind].kind.toLowerCase()}-grant` }),
        ...(it.from && { admission: { from: it.from } }),
      });
    },
  }));

const charts: readonly Part[] = [
  { name: 'shop of team-shop', make: (app) => NamespaceChart.ensure(app, 'shop', { owner: 'team-shop', labels: { tier: 'b' } }) },
  { name: 'labels of shop', make: (app) => NamespaceChart.ensure(app, 'shop', { labels: { another: 'label' } }) },
  { name: 'bank of somebody else', make: (app) => NamespaceChart.external(app, 'bank') },
];

const parts = fc
  .array(crossing, { minLength: 2, maxLength: 24 })
  .map((made) => [...charts, ...made.map((make, index) => make(index))])
  .chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));

function app(declared: readonly Part[], outdir = 'unused'): CrossingApp {
  const made = new CrossingApp({ outdir, target: { controller: 'generic', gatewayApi: '1.3', channel: 'experimental' } });
  const gateway = new Gateway(made, 'ours', {
    namespace: 'ours',
    gatewayClassName: 'example',
    listeners: [
      { name: 'web', port: 80, protocol: 'HTTP' },
      { name: 'api', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'api', namespace: 'certs' }] } },
      { name: 'tls', port: 8443, protocol: 'TLS', tls: { mode: 'Passthrough' } },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ],
  });
  for (const part of declared) {
    part.make(made, gateway);
  }
  return made;
}

test('whatever the order of declaration, the text is the same', () => {
  fc.assert(
    fc.property(parts, ([some, shuffled]) => {
      expect(app(shuffled).synthYaml()).toBe(app(some).synthYaml());
    }),
  );
});

test('whatever the order of declaration, the files are the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-order-'));
  const files = (declared: readonly Part[]) => {
    rmSync(folder, { recursive: true });
    app(declared, folder).synth();
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    return names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  };
  fc.assert(
    fc.property(parts, ([some, shuffled]) => {
      expect(files(shuffled)).toEqual(files(some));
    }),
    { numRuns: 20 },
  );
  rmSync(folder, { recursive: true, force: true });
});

test('more crossings than one grant holds are split in the order of their names, whatever the order of declaration', () => {
  const many = Array.from({ length: 40 }, (_, index) => index);
  const grants = (order: readonly number[]) => {
    const made = new CrossingApp();
    for (const index of order) {
      new CrossNamespaceRoute(made, `c${index}`, {
        listener: Gateway.external({ namespace: 'kong', name: 'kong' }).listener('proxy'),
        source: 'web',
        destination: 'shop',
        route: http(),
        grantName: 'web',
      });
    }
    return made.synthYaml();
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(many, { minLength: many.length }), (order) => {
      expect(grants(order)).toBe(grants(many));
    }),
    { numRuns: 10 },
  );
  expect(grants(many).match(/(?<=kind: ReferenceGrant\nmetadata:\n {2}name: ).*/g)).toEqual(['web', 'web-2', 'web-3']);
});
