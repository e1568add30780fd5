import { readdirSync } from 'node:fs';
import type { Source } from '../../analyzer/model/sources/source';
import { atLeast } from '../../analyzer/report/report';
import { read } from '../repo/tracked';
import { applyEdit } from './apply-edit';
import { judge } from './cases';

/** The walkthrough as it is committed, with what the platform runs. */
const walkthrough: readonly Source[] = ['dist', 'context'].flatMap((folder) =>
  readdirSync(`${__dirname}/../../${folder}`)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ path: `${folder}/${file}`, text: read(`${folder}/${file}`), context: folder === 'context' })),
);

type Change = readonly [file: string, from: string | RegExp, to: string];

function broken(changes: readonly Change[]): Source[] {
  return walkthrough.map((source) => {
    const text = changes.filter(([file]) => file === source.path).reduce((whole, [, from, to]) => whole.replace(from, to), source.text);
    const touched = changes.some(([file]) => file === source.path);
    if (touched && text === source.text) {
      throw new Error(`nothing to break in ${source.path}`);
    }
    return { ...source, text };
  });
}

function told(sources: readonly Source[]) {
  return judge(sources).report.findings.filter((finding) => atLeast(finding, 'warning') || finding.fix?.edit !== undefined);
}

const ROUTE = 'dist/test-source.k8s.yaml';
const GATEWAY = 'dist/kong.k8s.yaml';
const BACKEND = 'dist/test-destination.k8s.yaml';
const PLATFORM = 'context/kong.yaml';
const SELECTOR = /from: Selector\n\s+selector:[\s\S]*?- test-source\n/;
const HOSTNAME: Change = [PLATFORM, 'port: 80\n', 'port: 80\n      hostname: "*.example.com"\n'];

/** What a newcomer may do to the walkthrough, what is said of it, and where. */
const slips: readonly (readonly [slip: string, changes: readonly Change[], finding: string])[] = [
  ['a typo in the name of the parent', [[ROUTE, 'name: kong\n', 'name: knog\n']], 'error parent-not-found spec.parentRefs[0]'],
  ['a typo in the namespace of the parent', [[ROUTE, 'namespace: kong', 'namespace: knog']], 'note parent-not-found spec.parentRefs[0]'],
  ['the namespace of the parent left out', [[ROUTE, '      namespace: kong\n', '']], 'error parent-not-found spec.parentRefs[0]'],
  ['the kind of the parent in lower case', [[ROUTE, 'kind: Gateway', 'kind: gateway']], 'error parent-not-found spec.parentRefs[0]'],
  [
    'a typo in sectionName',
    [[ROUTE, 'sectionName: proxy', 'sectionName: prxoy']],
    'error no-matching-parent spec.parentRefs[0].sectionName',
  ],
  [
    'another port of the parent',
    [[ROUTE, 'sectionName: proxy', 'sectionName: proxy\n      port: 8080']],
    'error no-matching-parent spec.parentRefs[0].port',
  ],
  [
    'a typo in the namespace of the backend',
    [[ROUTE, 'namespace: test-destination', 'namespace: test-destinatoin']],
    'note ref-not-permitted spec.rules[0].backendRefs[0].namespace',
  ],
  [
    'a typo in the name of the backend',
    [[ROUTE, 'name: echo\n          namespace', 'name: ehco\n          namespace']],
    'error ref-not-permitted spec.rules[0].backendRefs[0].namespace',
  ],
  [
    'the namespace of the backend left out',
    [[ROUTE, '          namespace: test-destination\n', '']],
    'error backend-not-found spec.rules[0].backendRefs[0].name',
  ],
  ['a port that the backend does not have', [[ROUTE, '1027', '1028']], 'error backend-port-not-found spec.rules[0].backendRefs[0].port'],
  ['group core', [[ROUTE, 'group: ""', 'group: core']], 'error invalid-kind spec.rules[0].backendRefs[0].group'],
  [
    'a grant for another kind',
    [[BACKEND, 'kind: HTTPRoute', 'kind: GRPCRoute']],
    'error ref-not-permitted spec.rules[0].backendRefs[0].namespace',
  ],
  [
    'a grant from another namespace',
    [[BACKEND, 'namespace: test-source', 'namespace: test-suorce']],
    'error ref-not-permitted spec.rules[0].backendRefs[0].namespace',
  ],
  [
    'a grant to another name',
    [[BACKEND, 'name: echo\n---', 'name: ehco\n---']],
    'error ref-not-permitted spec.rules[0].backendRefs[0].namespace',
  ],
  ['a grant to group core', [[BACKEND, 'group: ""', 'group: core']], 'error ref-not-permitted spec.rules[0].backendRefs[0].namespace'],
  [
    'a grant in the namespace of the route',
    [[BACKEND, 'name: test-grant\n  namespace: test-destination', 'name: test-grant\n  namespace: test-source']],
    'error ref-not-permitted spec.rules[0].backendRefs[0].namespace',
  ],
  ['no grant', [[BACKEND, /apiVersion: gateway[\s\S]*?---\n/, '']], 'error ref-not-permitted spec.rules[0].backendRefs[0].namespace'],
  ['Same instead of Selector', [[GATEWAY, SELECTOR, 'from: Same\n']], 'error not-allowed-by-listeners spec.parentRefs[0]'],
  [
    'a typo in the namespace that is admitted',
    [[GATEWAY, '- test-source', '- test-suorce']],
    'error not-allowed-by-listeners spec.parentRefs[0]',
  ],
  ['the namespace not admitted', [[GATEWAY, /\s+- test-source/, '']], 'error not-allowed-by-listeners spec.parentRefs[0]'],
  ['a typo in the label', [[GATEWAY, 'metadata.name', 'metadata.nmae']], 'error not-allowed-by-listeners spec.parentRefs[0]'],
  [
    'kinds: GRPCRoute',
    [[GATEWAY, 'namespaces:', 'kinds:\n          - kind: GRPCRoute\n        namespaces:']],
    'error not-allowed-by-listeners spec.parentRefs[0]',
  ],
  [
    'a hostname beside the listener’s',
    [HOSTNAME, [ROUTE, 'rules:', 'hostnames:\n    - echo.exmaple.com\n  rules:']],
    'error no-matching-listener-hostname spec.hostnames',
  ],
  [
    'a typo in the class of the Gateway',
    [
      [GATEWAY, 'spec:', 'spec:\n  gatewayClassName: knog'],
      [PLATFORM, /---\napiVersion: gateway\S+\nkind: Gateway\n[\s\S]*/, ''],
      [GATEWAY, 'name: proxy', 'name: proxy\n      port: 80\n      protocol: HTTP'],
    ],
    'warning class-not-found spec.gatewayClassName',
  ],
];

test('the walkthrough is as it should be', () => {
  expect(judge(walkthrough).report.findings).toEqual([]);
});

describe.each(slips)('%s', (_, changes, expected) => {
  const sources = broken(changes);

  test('is told, and nothing else', () => {
    expect(told(sources).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`)).toEqual([expected]);
  });

  test('is mended by the edit', () => {
    const [finding] = told(sources);
    if (finding?.fix?.edit === undefined) {
      throw new Error(`no edit: ${finding?.message}`);
    }
    expect(told(applyEdit(sources, finding.fix.edit))).toEqual([]);
  });
});
