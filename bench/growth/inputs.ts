import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One way in which an input may grow. */
export interface Growth {
  readonly what: string;
  /** So many at first, and four times as many then. */
  readonly n: number;
  /** Writes an input of size n into a directory. */
  readonly write: (directory: string, n: number) => void;
  /** Two inputs grow at once, so that their product may. */
  readonly two?: true;
}

const V1 = 'gateway.networking.k8s.io/v1';
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;
const service = (name: string, of = 'shop') =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${of} }\nspec: { ports: [{ port: 80 }] }\n`;
const route = (name: string, spec: string, of = 'shop') =>
  `apiVersion: ${V1}\nkind: HTTPRoute\nmetadata: { name: ${name}, namespace: ${of} }\nspec: { parentRefs: [{ name: public, namespace: edge, sectionName: web }], ${spec} }\n`;
const gateway = (listeners: string, name = 'public') =>
  `apiVersion: ${V1}\nkind: Gateway\nmetadata: { name: ${name}, namespace: edge }\nspec: { gatewayClassName: kong, listeners: [${listeners}] }\n`;
const web = (from = 'All') => `{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: ${from} } } }`;
const grant = (name: string, from: string, to: string, of = 'bank') =>
  `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: ${name}, namespace: ${of} }\nspec: { from: [${from}], to: [${to}] }\n`;
const BACKEND = 'rules: [{ backendRefs: [{ name: cart, port: 80 }] }]';
const CLASS = `apiVersion: ${V1}\nkind: GatewayClass\nmetadata: { name: kong }\nspec: { controllerName: a.example/b }\n`;

const times = (n: number, one: (index: number) => string) => Array.from({ length: n }, (_, index) => one(index));
const stage = (from = 'All') => [CLASS, ...['shop', 'edge', 'bank'].map(namespace), service('cart'), gateway(web(from))];

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
}

/** All in one file. */
const documents = (make: (n: number) => readonly string[]) => (directory: string, n: number) =>
  write(directory, { 'a.yaml': make(n).join('---\n') });

const repeated = (text: string, n: number) => text.repeat(n);
const FROM = (at: string) => `{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ${at} }`;

export const GROWTHS: readonly Growth[] = [
  {
    what: 'routes of one hostname and path',
    n: 1500,
    write: documents((n) => [...stage(), ...times(n, (i) => route(`r${i}`, `hostnames: [a.example.com], ${BACKEND}`))]),
  },
  {
    what: 'routes of one hostname, paths differ',
    n: 1500,
    write: documents((n) => [
      ...stage(),
      ...times(n, (i) =>
        route(
          `r${i}`,
          `hostnames: [a.example.com], rules: [{ matches: [{ path: { value: /p${i} } }], backendRefs: [{ name: cart, port: 80 }] }]`,
        ),
      ),
    ]),
  },
  {
    what: 'routes that a listener does not allow',
    n: 1500,
    write: documents((n) => [...stage('Same'), ...times(n, (i) => route(`r${i}`, BACKEND))]),
  },
  {
    what: 'routes whose backend is refused',
    n: 1500,
    write: documents((n) => [
      ...stage(),
      service('pay', 'bank'),
      ...times(n, (i) => route(`r${i}`, 'rules: [{ backendRefs: [{ name: pay, namespace: bank, port: 80 }] }]')),
    ]),
  },
  {
    what: 'routes in namespaces of their own',
    n: 1500,
    write: documents((n) => [...stage(), ...times(n, (i) => namespace(`n${i}`)), ...times(n, (i) => route(`r${i}`, BACKEND, `n${i}`))]),
  },
  {
    what: 'listeners of one Gateway, own ports',
    n: 6000,
    write: documents((n) => [
      ...stage().slice(0, 5),
      gateway(times(n, (i) => `{ name: l${i}, port: ${i + 1}, protocol: HTTP }`).join(', ')),
    ]),
  },
  {
    what: 'grants, Services and routes',
    n: 700,
    write: documents((n) => [
      ...stage(),
      ...times(n, (i) => grant(`g${i}`, FROM('shop'), `{ group: "", kind: Service, name: s${i} }`)),
      ...times(n, (i) => service(`s${i}`, 'bank')),
      ...times(n, (i) => route(`r${i}`, `rules: [{ backendRefs: [{ name: s${i}, namespace: bank, port: 80 }] }]`)),
    ]),
  },
  {
    what: 'ListenerSets on one port',
    n: 500,
    write: documents((n) => [
      ...stage().slice(0, 5),
      gateway(web()).replace('spec: {', 'spec: { allowedListeners: { namespaces: { from: All } },'),
      ...times(
        n,
        (i) =>
          `apiVersion: ${V1}\nkind: ListenerSet\nmetadata: { name: s${i}, namespace: shop }\nspec: { parentRef: { name: public, namespace: edge }, listeners: [{ name: a, port: 81, protocol: HTTP }] }\n`,
      ),
    ]),
  },
  {
    what: 'namespaces and a selector',
    n: 4000,
    write: documents((n) => [
      ...stage().slice(0, 5),
      gateway(
        '{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { a: b } } } } }',
      ),
      ...times(n, (i) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: n${i}, labels: { a: b } }\n`),
    ]),
  },
  { what: 'objects of one name', n: 2000, write: documents((n) => times(n, () => service('cart'))) },
  {
    what: 'kustomizations in one cycle',
    n: 400,
    write: (directory, n) => {
      for (let i = 0; i < n; i++) {
        write(directory, {
          [`d${i}/kustomization.yaml`]: `namespace: n${i}\nresources: [../d${(i + 1) % n}, a.yaml]\n`,
          [`d${i}/a.yaml`]: service('a', `n${i}`),
        });
      }
    },
  },
  {
    what: 'files of a directory',
    n: 1500,
    write: (directory, n) => {
      for (let i = 0; i < n; i++) {
        write(directory, { [`f${i}.yaml`]: service(`s${i}`) });
      }
    },
  },
  {
    what: 'names of new grants taken',
    n: 600,
    write: documents((n) => [
      ...stage(),
      service('pay', 'bank'),
      ...times(n, (i) => namespace(`n${i}`)),
      ...times(n, (i) => grant(`n${i}-httproute`, FROM('x'), '{ group: "", kind: Service, name: y }')),
      ...times(n, (i) => route('r', 'rules: [{ backendRefs: [{ name: pay, namespace: bank, port: 80 }] }]', `n${i}`)),
    ]),
  },
  {
    what: 'one grant, equal from and equal to, one route',
    n: 1500,
    write: documents((n) => [
      ...stage(),
      service('pay', 'bank'),
      grant('g', times(n, () => FROM('shop')).join(', '), times(n, () => '{ group: "", kind: Service, name: pay }').join(', ')),
      route('r', 'rules: [{ backendRefs: [{ name: pay, namespace: bank, port: 80 }] }]'),
    ]),
  },
  {
    what: 'unknown fields of one object',
    n: 5000,
    write: documents((n) => [...stage(), route('r', `${BACKEND}, ${times(n, (i) => `u${i}: 1`).join(', ')}`)]),
  },
  {
    what: 'rules of one route',
    n: 3000,
    write: documents((n) => [
      ...stage(),
      route(
        'r',
        `rules: [${times(n, (i) => `{ matches: [{ path: { value: /p${i} } }], backendRefs: [{ name: cart, port: 80 }] }`).join(', ')}]`,
      ),
    ]),
  },
  {
    what: 'invalid values in one object',
    n: 5000,
    write: documents((n) => [
      ...stage(),
      `apiVersion: v1\nkind: Namespace\nmetadata: { name: x, labels: { ${times(n, (i) => `l${i}: [1]`).join(', ')} } }\n`,
    ]),
  },
  {
    what: 'routes in one List',
    n: 4000,
    write: documents((n) => [
      ...stage(),
      `apiVersion: v1\nkind: List\nitems:\n${times(n, (i) => `- apiVersion: ${V1}\n  kind: HTTPRoute\n  metadata: { name: r${i}, namespace: shop }\n  spec: { parentRefs: [{ name: gone, namespace: edge }] }\n`).join('')}`,
    ]),
  },
  {
    what: 'listeners of one port, HTTP and HTTPS',
    n: 3000,
    write: documents((n) => [
      ...stage().slice(0, 5),
      gateway(times(n, (i) => `{ name: l${i}, port: 80, protocol: ${i % 2 ? 'HTTP' : 'HTTPS'} }`).join(', ')),
    ]),
  },
  {
    what: 'listeners of one port and hostname',
    n: 3000,
    write: documents((n) => [
      ...stage().slice(0, 5),
      gateway(times(n, (i) => `{ name: l${i}, port: 80, protocol: HTTP, hostname: a.example.com }`).join(', ')),
    ]),
  },
  {
    what: 'partial Gateways of one name, own listeners',
    n: 300,
    write: documents((n) => [
      ...stage(),
      ...times(
        n,
        (i) =>
          `apiVersion: ${V1}\nkind: Gateway\nmetadata: { name: public, namespace: edge }\nspec: { listeners: [{ name: l${i}, allowedRoutes: { namespaces: { from: All } } }] }\n`,
      ),
    ]),
  },
  {
    what: 'ignore comments on lines of their own',
    n: 10_000,
    write: documents((n) => [
      `${repeated('# crossing-ignore: backend-not-found it is meant\n', n)}${service('cart')}`,
      route('r', BACKEND),
    ]),
  },
  {
    what: 'ignore comments at line ends',
    n: 3000,
    write: documents((n) => [
      ...stage(),
      `apiVersion: v1\nkind: List\nitems:\n${times(n, (i) => `- apiVersion: ${V1}\n  kind: HTTPRoute\n  metadata: { name: r${i}, namespace: shop }\n  spec: { parentRefs: [{ name: public, namespace: edge, sectionName: web }], rules: [{ backendRefs: [{ name: gone, port: 80 }] }] } # crossing-ignore: backend-not-found meant\n`).join('')}`,
    ]),
  },
  {
    what: 'blanks inside a reason',
    n: 2_000_000,
    write: documents((n) => [`# crossing-ignore: backend-not-found a${' '.repeat(n)}b\n${route('r', BACKEND)}`, namespace('shop')]),
  },
  {
    what: 'slashes in one path',
    n: 1_000_000,
    write: documents((n) => [
      ...stage(),
      route('r', `rules: [{ matches: [{ path: { value: ${'/'.repeat(n)}a } }], backendRefs: [{ name: cart, port: 80 }] }]`),
    ]),
  },
  {
    what: 'letters of one namespace, by alias in 100 routes',
    n: 1_000_000,
    write: documents((n) => [
      `x: &x ${'a'.repeat(n)}\nkind: List\napiVersion: v1\nitems:\n${times(100, (i) => `- { apiVersion: ${V1}, kind: HTTPRoute, metadata: { name: r${i}, namespace: *x }, spec: { parentRefs: [{ name: *x, namespace: *x }] } }\n`).join('')}`,
    ]),
  },
  {
    what: 'keys of aliases',
    n: 40,
    write: documents((n) => [
      `s: &s ${'a'.repeat(100_000)}\nkind: HTTPRoute\n${times(n, (i) => `? [${times(10, () => '*s').join(', ')}, ${i}]\n: 1\n`).join('')}`,
    ]),
  },
  {
    what: 'patterns of a .gitignore',
    n: 1000,
    write: (directory, n) =>
      write(directory, {
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.gitignore': times(n, (i) => `*a${i}*b*\n`).join(''),
        ...Object.fromEntries(times(50, (i) => `aaaa${i}aaab.yaml`).map((file) => [file, service('a')])),
      }),
  },
  {
    what: 'letters of a symbolic key',
    n: 2_000_000,
    write: documents((n) => [`kind: HTTPRoute\n"${'*'.repeat(n)}": 1\n${'#'.repeat(n)}\n${'?'.repeat(n)}: 1\n`]),
  },
  {
    what: 'clusters of crossing.yaml',
    n: 400,
    write: (directory, n) =>
      write(directory, {
        'crossing.yaml': `clusters:\n${times(n, (i) => `  c${i}: { paths: [apps] }\n`).join('')}`,
        'apps/a.yaml': [...stage(), route('r', BACKEND)].join('---\n'),
      }),
  },
  {
    what: 'near misses of grants x routes refused',
    n: 300,
    two: true,
    write: documents((n) => [
      ...stage(),
      service('pay', 'bank'),
      ...times(n, (i) => grant(`g${i}`, FROM('other'), '{ group: "", kind: Service, name: pay }')),
      ...times(n, (i) => route(`r${i}`, 'rules: [{ backendRefs: [{ name: pay, namespace: bank, port: 80 }] }]')),
    ]),
  },
  {
    what: 'routes x listeners',
    n: 200,
    two: true,
    write: documents((n) => [
      ...stage().slice(0, 5),
      gateway(
        times(
          Math.min(n, 64),
          (i) => `{ name: l${i}, port: ${i + 80}, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }`,
        ).join(', '),
      ),
      ...times(n, (i) => route(`r${i}`, BACKEND).replace(', sectionName: web', '')),
    ]),
  },
  {
    what: 'hostnames of a route x listeners',
    n: 1000,
    two: true,
    write: documents((n) => [
      ...stage().slice(0, 5),
      gateway(times(n, (i) => `{ name: l${i}, port: 80, protocol: HTTP, hostname: h${i}.example.com }`).join(', ')),
      route('r', `hostnames: [${times(n, (i) => `h${i}.example.com`).join(', ')}], ${BACKEND}`).replace(', sectionName: web', ''),
    ]),
  },
  {
    what: 'namespaces x selectors',
    n: 500,
    two: true,
    write: documents((n) => [
      ...stage().slice(0, 5),
      ...times(n, (i) =>
        gateway(
          `{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { a: x${i} } } } } }`,
          `g${i}`,
        ),
      ),
      ...times(n, (i) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: n${i}, labels: { a: x${i} } }\n`),
    ]),
  },
  {
    what: 'Applications of one directory x its files',
    n: 30,
    two: true,
    write: (directory, n) => {
      write(directory, { '.git/config': '[remote "origin"]\n\turl = https://git.example/a\n' });
      for (let i = 0; i < n; i++) {
        write(directory, {
          [`apps/f${i}.yaml`]: `apiVersion: v1\nkind: Service\nmetadata: { name: s${i} }\nspec: { ports: [{ port: 80 }] }\n`,
          [`argo/a${i}.yaml`]: `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a${i}, namespace: argocd }\nspec: { source: { repoURL: https://git.example/a, path: apps }, destination: { server: https://kubernetes.default.svc, namespace: n${i} } }\n`,
        });
      }
    },
  },
  {
    what: 'overlays x files of a base',
    n: 20,
    two: true,
    write: (directory, n) => {
      write(directory, { 'base/kustomization.yaml': `resources: [${times(n, (i) => `f${i}.yaml`).join(', ')}]\n` });
      for (let i = 0; i < n; i++) {
        write(directory, {
          [`base/f${i}.yaml`]: service(`s${i}`),
          [`o${i}/kustomization.yaml`]: `namespace: n${i}\nresources: [../base]\n`,
        });
      }
    },
  },
];
