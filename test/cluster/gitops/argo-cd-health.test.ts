import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argoCdHealth } from '../../../constructs';
import { argocd, describeEngines } from './engines';

const folder = mkdtempSync(join(tmpdir(), 'crossing-health-'));
afterAll(() => rmSync(folder, { recursive: true }));

const configMap = join(folder, 'argocd-cm.yaml');
const metadata = { name: 'argocd-cm', namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'argocd' } };
writeFileSync(configMap, JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: argoCdHealth() }));

/** What Argo CD says of an object of generation 2. */
function health(kind: string, status: unknown, spec: object = {}): string {
  const file = join(folder, 'object.yaml');
  const object = { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'a', namespace: 'b', generation: 2 }, spec, status };
  writeFileSync(file, JSON.stringify(object));
  const args = ['admin', 'settings', 'resource-overrides', 'health', file, '--argocd-cm-path', configMap];
  return execFileSync(argocd, args, {
    encoding: 'utf8',
    env: { ...process.env, ARGOCD_BINARY_NAME: 'argocd' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

type Condition = [type: string, status: 'False' | 'True' | 'Unknown', generation?: number];
const conditions = (all: readonly Condition[]) =>
  all.map(([type, status, ...generation]) => ({
    type,
    status,
    message: `${type} is ${status}`,
    ...(generation.length > 0 ? { observedGeneration: generation[0] } : { observedGeneration: 2 }),
  }));
const parent = (...all: readonly Condition[]) => ({ parentRef: { name: 'kong' }, conditions: conditions(all) });
const good: readonly Condition[] = [
  ['Accepted', 'True'],
  ['ResolvedRefs', 'True'],
];

describeEngines('health in Argo CD', () => {
  const rows: [string, unknown, string][] = [
    ['no status', undefined, 'Progressing'],
    ['no parents', { parents: [] }, 'Progressing'],
    ['a parent without conditions', { parents: [{ parentRef: { name: 'kong' } }] }, 'Progressing'],
    ['every parent accepts', { parents: [parent(...good), parent(...good)] }, 'Healthy'],
    ['one of two parents is not answered for', { parents: [parent(...good)] }, 'Progressing'],
    ['the second parent refuses', { parents: [parent(...good), parent(['Accepted', 'False'], ['ResolvedRefs', 'True'])] }, 'Degraded'],
    ['references are refused', { parents: [parent(['Accepted', 'True'], ['ResolvedRefs', 'False']), parent(...good)] }, 'Degraded'],
    ['the refusal is of an older generation', { parents: [parent(['Accepted', 'False', 1]), parent(...good)] }, 'Progressing'],
    [
      'the second parent is of an older generation',
      { parents: [parent(...good), parent(['Accepted', 'True', 1], ['ResolvedRefs', 'True', 1])] },
      'Progressing',
    ],
    ['ResolvedRefs is missing', { parents: [parent(['Accepted', 'True']), parent(...good)] }, 'Progressing'],
    ['Accepted is Unknown', { parents: [parent(['Accepted', 'Unknown'], ['ResolvedRefs', 'True']), parent(...good)] }, 'Progressing'],
    ['another condition is False', { parents: [parent(...good, ['Programmed', 'False']), parent(...good)] }, 'Healthy'],
  ];
  const kinds = ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];
  test.each(rows.flatMap((row) => kinds.map((kind) => [kind, ...row] as const)))('%s: %s', (kind, _, status, expected) => {
    expect(health(kind, status, { parentRefs: [{ name: 'kong' }, { name: 'kong-2' }] })).toContain(`STATUS: ${expected}`);
  });

  test('the message names the parent and says what its controller says', () => {
    expect(health('TCPRoute', { parents: [parent(['Accepted', 'False'])] })).toContain('MESSAGE: Parent kong: Accepted is False');
  });

  const works: readonly Condition[] = [
    ['Accepted', 'True'],
    ['Programmed', 'True'],
  ];
  const listener = (...all: readonly Condition[]) => ({ name: 'web', conditions: conditions(all) });
  test.each<[string, unknown, string]>([
    ['no status', undefined, 'Progressing'],
    ['it works', { conditions: conditions(works), listeners: [listener(...good, ['Conflicted', 'False'])] }, 'Healthy'],
    ['it is not programmed yet', { conditions: conditions([['Accepted', 'True']]) }, 'Progressing'],
    ['it is refused', { conditions: conditions([['Accepted', 'False']]) }, 'Degraded'],
    ['it was refused before', { conditions: conditions([['Accepted', 'False', 1]]) }, 'Progressing'],
    ['a listener is in conflict', { conditions: conditions(works), listeners: [listener(['Conflicted', 'True'])] }, 'Degraded'],
    [
      'a certificate of a listener is missing',
      { conditions: conditions(works), listeners: [listener(['ResolvedRefs', 'False'])] },
      'Degraded',
    ],
  ])('ListenerSet: %s', (_, status, expected) => {
    expect(health('ListenerSet', status)).toContain(`STATUS: ${expected}`);
  });
});
