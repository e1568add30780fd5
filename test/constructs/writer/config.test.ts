import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import schema from '../../../crossing.schema.json';
import { CHANNELS, RELEASES } from '../../../gateway-api';
import { configFor, parseConfig } from '../../../settings/config';
import { mismatch, type Schema } from '../../../settings/schema';
import { CONTROLLERS } from '../../../targets';
import { read } from '../../repo/tracked';

const parse = (text: string) => parseConfig(text, '/project', 'crossing.yaml');
const refusal = (text: string): string => {
  try {
    return JSON.stringify(parse(text));
  } catch (error) {
    return (error as Error).message;
  }
};

test('every key is read', () => {
  const text = `context: [context, ../platform/gateway.yaml]
target: { controller: kong, gatewayApi: "1.6", channel: standard }
owners:
  shop: team-b
open: [kong]
ignore:
  - rule: listener-open-to-all
    subject: Gateway kong/kong
    reason: the platform wants it so
`;
  expect(parse(text)).toMatchObject({
    file: 'crossing.yaml',
    context: [
      { path: '/project/context', at: 'crossing.yaml:1:11' },
      { path: '/platform/gateway.yaml', at: 'crossing.yaml:1:20' },
    ],
    target: { controller: 'kong', gatewayApi: '1.6', channel: 'standard' },
    owners: { shop: 'team-b' },
    teams: [],
    open: ['kong'],
    ignore: [{ rule: 'listener-open-to-all', subject: 'Gateway kong/kong', reason: 'the platform wants it so', at: 'crossing.yaml:7:5' }],
    clusters: [],
  });
});

test('a cluster has what holds for all, and its own', () => {
  const { clusters, repository, engines } = parse(`context: [context]
target: { controller: kong, gatewayApi: "1.6", channel: standard }
open: [kong]
repository: https://git.example.com/platform/fleet
engines: required
clusters:
  dev: { output: dist/dev }
  prod:
    paths: [clusters/prod, apps]
    context: [context/prod]
    target: { controller: generic }
    open: [shop]
    argocd: { server: https://prod.example.com, labels: { stage: prod } }
`);
  const context = { path: '/project/context', at: 'crossing.yaml:1:11' };
  expect({ repository, engines }).toEqual({ repository: 'https://git.example.com/platform/fleet', engines: 'required' });
  expect(clusters).toEqual([
    {
      name: 'dev',
      at: 'crossing.yaml:7:3',
      output: 'dist/dev',
      paths: [{ path: '/project/dist/dev', at: 'crossing.yaml:7:18' }],
      context: [context],
      target: { controller: 'kong', gatewayApi: '1.6', channel: 'standard' },
      open: ['kong'],
      argocd: { name: 'dev', labels: {} },
    },
    {
      name: 'prod',
      at: 'crossing.yaml:8:3',
      paths: [
        { path: '/project/clusters/prod', at: 'crossing.yaml:9:13' },
        { path: '/project/apps', at: 'crossing.yaml:9:28' },
      ],
      context: [context, { path: '/project/context/prod', at: 'crossing.yaml:10:15' }],
      target: { controller: 'generic', gatewayApi: '1.6', channel: 'standard' },
      open: ['kong', 'shop'],
      argocd: { name: 'prod', server: 'https://prod.example.com', labels: { stage: 'prod' } },
    },
  ]);
});

test('a team owns its namespaces, and owners may name it, too', () => {
  const { owners, teams, codeowners } = parse(`
teams:
  shop-team: { namespaces: [shop, cart], reviewers: ["@acme/shop", "@@maintainers", shop@example.com] }
  platform: {}
owners: { cart: shop-team, edge: platform }
codeowners: ../CODEOWNERS
`);
  expect(owners).toEqual({ shop: 'shop-team', cart: 'shop-team', edge: 'platform' });
  expect(teams).toEqual([
    { name: 'shop-team', namespaces: ['cart', 'shop'], reviewers: ['@acme/shop', '@@maintainers', 'shop@example.com'] },
    { name: 'platform', namespaces: ['edge'], reviewers: [] },
  ]);
  expect(codeowners).toBe('/CODEOWNERS');
});

test.each(['', '# nothing yet\n', '{}', 'target: {}\n'])('%j says nothing', (text) => {
  expect(parse(text)).toMatchObject({
    file: 'crossing.yaml',
    context: [],
    target: {},
    owners: {},
    teams: [],
    open: [],
    ignore: [],
    clusters: [],
  });
});

test.each([
  [
    'a key is not known',
    'contexts: [a]',
    '1:1: unknown key contexts; expected one of clusters, codeowners, context, engines, ignore, open, owners, repository, target, teams',
  ],
  [
    'a key below is not known',
    'target:\n  chanel: standard',
    '2:3: unknown key target.chanel; expected one of channel, controller, gatewayApi',
  ],
  [
    'a key is one of Object',
    'constructor: {}',
    '1:1: unknown key constructor; expected one of clusters, codeowners, context, engines, ignore, open, owners, repository, target, teams',
  ],
  [
    'a key is __proto__',
    '__proto__: {}',
    '1:1: unknown key __proto__; expected one of clusters, codeowners, context, engines, ignore, open, owners, repository, target, teams',
  ],
  [
    'two teams own a namespace',
    'teams: { a: { namespaces: [shop] }, b: { namespaces: [shop] } }',
    '1:55: teams.b.namespaces[0] is "shop": team a owns it already; remove one of them',
  ],
  [
    'a team and an owner contradict each other',
    'teams: { a: { namespaces: [shop] }, b: {} }\nowners: { shop: b }',
    '2:17: owners.shop is "b": team a owns it; remove one of them',
  ],
  ['an owner is not a team', 'teams: { a: {} }\nowners: { shop: b }', '2:17: owners.shop is "b": expected one of the teams a'],
  [
    'a reviewer is not one',
    'teams: { a: { reviewers: [acme] } }',
    '1:27: teams.a.reviewers[0] is "acme": expected a person or a team of CODEOWNERS, such as @name, @org/team or an email address',
  ],
  ['the whole is a list', '- a', '1:1: expected a mapping, got ["a"]'],
  ['a list is a text', 'context: context', '1:10: context is "context": expected a list'],
  ['an item is a map', 'open:\n  - a\n  - b: c', '3:5: open[1] is {"b":"c"}: expected a string'],
  ['an item is empty', 'context:\n  -\n', '2:3: context[0] is null: expected a string'],
  ['a text is blank', 'context: [" "]', '1:11: context[0] is " ": expected a string that is not empty, without NUL'],
  ['a release is a number', 'target: { gatewayApi: 1.3 }', '1:23: target.gatewayApi is 1.3: expected a string; put it in quotes'],
  ['a release is not known', 'target: { gatewayApi: "1.2" }', '1:23: target.gatewayApi is "1.2": expected one of 1.3, 1.4, 1.5, 1.6, 1.7'],
  ['a controller is not known', 'target:\n  controller: nginx', '2:15: target.controller is "nginx": expected one of generic, kong'],
  [
    'an owner leads out of the output',
    'owners: { shop: ../x }',
    '1:17: owners.shop is "../x": expected a DNS label: 1 to 63 of a-z, 0-9 and "-", not starting or ending with "-"',
  ],
  [
    'the namespace of an owner is no DNS label',
    'owners:\n  Shop: team-b',
    '2:3: owners.Shop is "Shop": expected a DNS label: 1 to 63 of a-z, 0-9 and "-", not starting or ending with "-"',
  ],
  [
    'a namespace is no DNS label',
    'open: [a/b]',
    '1:8: open[0] is "a/b": expected a DNS label: 1 to 63 of a-z, 0-9 and "-", not starting or ending with "-"',
  ],
  [
    'an ignore has no reason',
    'ignore:\n  - { rule: a, subject: b }',
    '2:5: ignore[0].reason is missing; every entry needs rule, subject, reason',
  ],
  ['it is no YAML', 'context: [a\nopen: b', '2:1: missed comma between flow collection entries; fix the YAML'],
  ['a key stands twice', 'open: [a]\nopen: [b]', '2:1: duplicated mapping key; fix the YAML'],
  ['it is two documents', 'open: [a]\n---\nopen: [b]', '3:1: expected one document, found a second; remove it'],
  ['a namespace is a boolean to Kubernetes', 'open: [on]', '1:8: open[0] is true: expected a string; put it in quotes'],
  ['an anchor contains itself', '&a [*a]', '1:1: an anchor contains itself; fix the YAML'],
])('fails if %s', (_, text, message) => {
  expect(refusal(text)).toBe(`crossing.yaml:${message}`);
});

test('the published schema names what targets/ knows', () => {
  const { controller, gatewayApi, channel } = schema.definitions.target.properties;
  expect([controller.enum, gatewayApi.enum, channel.enum]).toEqual([CONTROLLERS, RELEASES, CHANNELS]);
});

test('the reader and a validator of JSON Schema agree on every file', () => {
  const valid = new Ajv({ strict: true }).compile(schema);
  const label = fc.constantFrom('a', 'kong', 'test-source');
  const file = fc.record(
    {
      context: fc.array(label),
      target: fc.record({ controller: fc.constant('kong'), gatewayApi: fc.constant('1.3') }, { requiredKeys: [] }),
      owners: fc.dictionary(label, label),
      open: fc.array(label),
      ignore: fc.array(fc.record({ rule: label, subject: label, reason: label })),
    },
    { requiredKeys: [] },
  );
  const other = fc.constantFrom('', ' ', '-a', 'A', '1.6', 1.3, null, true, [], {}, ['a'], { a: 'b' }, { reason: 'a' }, undefined);
  const spoilt = fc.tuple(file, fc.option(fc.nat(12)), fc.boolean(), other).map(([value, node, add, it]) => {
    let count = 0;
    return JSON.parse(JSON.stringify(value), (_, old) => (count++ !== node ? old : add ? { ...old, more: it } : it)) ?? {};
  });
  let right = 0;
  fc.assert(
    fc.property(spoilt, (value) => {
      expect(mismatch(schema as Schema, value) === undefined).toBe(valid(value));
      if (valid(value)) {
        right++;
        expect(parse(dump(value)).file).toBe('crossing.yaml');
      }
    }),
    { numRuns: 1000 },
  );
  expect(right).toBeGreaterThan(100);
  expect(right).toBeLessThan(900);
});

test('any text is read or refused with its place', () => {
  const piece = fc.constantFrom(
    'context',
    ':',
    ' ',
    '\n',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '? ',
    'target',
    '&a ',
    '*a',
    '#',
    '"',
    "'",
    '|',
    '\t',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(refusal(pieces.join(''))).toMatch(/^(crossing\.yaml:\d+:\d+: .|\{)/);
    }),
    { numRuns: 2000 },
  );
});

describe('the file that counts', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crossing-config-'));
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    mkdirSync(join(folder, 'c'));
    writeFileSync(join(folder, 'crossing.yaml'), 'open: [top]');
    writeFileSync(join(folder, 'a/crossing.yaml'), 'open: [a]');
    writeFileSync(join(folder, 'a/b/x.yaml'), '');
    writeFileSync(join(folder, 'c/crossing.yaml'), 'opne: [c]');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['.', 'top'],
    ['a', 'a'],
    ['a/b', 'a'],
    ['a/b/x.yaml', 'a'],
    ['not-there/x.yaml', 'top'],
  ])('for %s is the nearest at or above it', (path, open) => {
    expect(configFor(path, folder)?.open).toEqual([open]);
  });

  test('is named from where the user stands', () => {
    expect(() => configFor('.', join(folder, 'c'))).toThrow('crossing.yaml:1:1: unknown key opne');
    expect(() => configFor('../c', join(folder, 'a'))).toThrow('../c/crossing.yaml:1:1: unknown key opne');
  });

  test('is none where there is none', () => {
    expect(configFor('/', folder)).toBeUndefined();
  });
});

test("this project's own file says what it is written for", () => {
  expect(parse(read('crossing.yaml')).target).toEqual({ controller: 'kong', gatewayApi: '1.3', channel: 'experimental' });
});
