import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { load } from '../../analyzer/model/load';
import { predict } from '../../analyzer/status/predict';
import { type StatusItem, statusList } from '../../analyzer/status/status-list';
import { anything, cluster, grant, idOf, type Manifest, namespace, object } from './arbitrary';
import { storedWorld } from './model/world';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

function itemsOf(texts: readonly string[]): readonly StatusItem[] {
  return statusList(predict(storedWorld(texts.map((text, index) => ({ path: `${index}.yaml`, text }))))).items;
}

function statusOf(manifests: readonly Manifest[]): readonly StatusItem[] {
  return itemsOf([manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n')]);
}

/** Every condition, by what it is about. */
function conditionsOf(items: readonly StatusItem[]): Map<string, Condition> {
  const result = new Map<string, Condition>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        visit(item, `${path} ${called(item) ?? index}`);
      }
    } else if (typeof value === 'object' && value !== null) {
      const { type, status } = value as Partial<Condition>;
      if (type !== undefined && status !== undefined) {
        result.set(path, value as Condition);
      }
      for (const [key, inner] of Object.entries(value)) {
        visit(inner, `${path} ${key}`);
      }
    }
  };
  for (const item of items) {
    visit(item.status, idOf(item));
  }
  return result;
}

function called(item: unknown): string | undefined {
  const { type, name, parentRef, ancestorRef } = item as Record<string, unknown>;
  return (type ?? name ?? (parentRef && JSON.stringify(parentRef)) ?? (ancestorRef && JSON.stringify(ancestorRef))) as string | undefined;
}

test('no order of manifests changes a verdict', () => {
  fc.assert(
    fc.property(
      cluster(anything).chain((manifests) =>
        fc.tuple(fc.constant(manifests), fc.shuffledSubarray(manifests, { minLength: manifests.length })),
      ),
      ([manifests, shuffled]) => expect(statusOf(shuffled)).toEqual(statusOf(manifests)),
    ),
    { numRuns: 300 },
  );
});

test('a verdict is the same in one file, in many, in a List, as YAML and as JSON', () => {
  fc.assert(
    fc.property(cluster(anything), (manifests) => {
      const expected = statusOf(manifests);
      expect(itemsOf(manifests.map((manifest) => stringify(manifest, { version: '1.1' })))).toEqual(expected);
      expect(itemsOf([JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests })])).toEqual(expected);
      expect(itemsOf([`${manifests.map((manifest) => stringify(manifest, { version: '1.1' })).join('---\n')}`])).toEqual(expected);
    }),
  );
});

/** A value with every list in it the other way round. */
function turned<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(turned).reverse() as Value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, turned(inner)])) as Value;
}

/** What is said of what, and why; of several references that fail, the first gives the reason. */
const verdicts = (manifests: readonly Manifest[]) =>
  [...conditionsOf(statusOf(manifests))]
    .map(([about, { type, status, reason }]) => `${about}: ${status} ${type === 'ResolvedRefs' ? '' : reason}`)
    .sort();

test('no order of a list changes a verdict', () => {
  fc.assert(
    fc.property(cluster(anything), (manifests) => expect(verdicts(manifests.map(turned))).toEqual(verdicts(manifests))),
    { numRuns: 500 },
  );
});

const REFUSED = 'RefNotPermitted';

test('no grant turns a permitted reference into a refused one', () => {
  fc.assert(
    fc.property(cluster(anything), grant, (manifests, more) => {
      fc.pre(!manifests.some((manifest) => idOf(manifest) === idOf(more)));
      const before = conditionsOf(statusOf(manifests));
      for (const [about, { reason, message }] of conditionsOf(statusOf([...manifests, more]))) {
        if (reason === REFUSED) {
          expect({ about, message, reason: before.get(about)?.reason }).toEqual({ about, message, reason: REFUSED });
        }
      }
    }),
    { numRuns: 500 },
  );
});

/** Reasons that say that something is not there; more input may turn them into anything. */
const ABSENCE = /^(?:RefNotPermitted|BackendNotFound|NoMatchingParent|InvalidCertificateRef|TargetNotFound|InvalidParameters)$/;

/**
 * A first GatewayClass says which controllers there are; until then one is assumed to look after
 * every Gateway.
 */
test('no object but a GatewayClass turns a False that does not depend on absence into Unknown', () => {
  fc.assert(
    fc.property(cluster(anything), anything, (manifests, more) => {
      fc.pre(more.kind !== 'GatewayClass' && !manifests.some((manifest) => idOf(manifest) === idOf(more)));
      const after = conditionsOf(statusOf([...manifests, more]));
      for (const [about, { status, reason }] of conditionsOf(statusOf(manifests))) {
        const now = after.get(about);
        if (status === 'False' && !ABSENCE.test(reason) && now?.status === 'Unknown') {
          throw new Error(`${about}: ${reason} became ${now.reason}, ${now.message}`);
        }
      }
    }),
    { numRuns: 500 },
  );
});

/**
 * What is told for certain with less input, and otherwise with more; what is not told at all counts
 * for nothing.
 */
/**
 * What the API leaves to the controller once a certificate is known to be missing: nothing certain
 * is contradicted by it.
 */
const OPEN = /^cannot tell whether a listener is valid/;

function overturned(less: readonly Manifest[], more: readonly Manifest[]): string[] {
  const after = conditionsOf(statusOf(more));
  return [...conditionsOf(statusOf(less))].flatMap(([about, { status, message }]) => {
    const now = after.get(about);
    const open = now?.status === 'Unknown' && OPEN.test(now.message);
    return status === 'Unknown' || now === undefined || now.status === status || open ? [] : `${about}: ${message}; became ${now.message}`;
  });
}

const CLOSED = ['infra', 'apps', 'web'].map((name) => object('v1', 'Namespace', { name }));
/** Any ListenerSet may come before those that are known, so that none is taken away. */
const HIDDEN = new Set(['Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'ReferenceGrant', 'Service', 'Secret']);

test('nothing in a namespace that is not in the input overturns what is certain without it', () => {
  fc.assert(
    fc.property(cluster(anything), namespace, fc.infiniteStream(fc.boolean()), (manifests, home, hides) => {
      const rest = manifests.filter(({ kind }) => kind !== 'Namespace' && kind !== 'GatewayClass');
      const known = rest.filter(({ kind, metadata }) => metadata.namespace !== home || !HIDDEN.has(kind) || !hides.next().value);
      const opened = CLOSED.filter(({ metadata }) => metadata.name !== home);
      expect(overturned([...opened, ...known], [...CLOSED, ...rest])).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

const LISTENER_FIELDS = ['hostname', 'port', 'protocol', 'tls', 'allowedRoutes'] as const;

/** A Gateway with its class and some fields of its listeners left out. */
function partOf(manifest: Manifest, kept: readonly string[]): Manifest {
  if (manifest.kind !== 'Gateway') {
    return manifest;
  }
  const { listeners } = manifest.spec as { listeners: Record<string, unknown>[] };
  const said = listeners.map((one) =>
    Object.fromEntries(Object.entries(one).filter(([field]) => field === 'name' || kept.includes(field))),
  );
  return { ...manifest, spec: { listeners: said } };
}

test('no whole Gateway overturns what is certain with a part of it', () => {
  fc.assert(
    fc.property(cluster(anything), fc.subarray([...LISTENER_FIELDS]), (manifests, kept) => {
      const rest = manifests.filter(({ kind }) => kind !== 'Namespace' && kind !== 'GatewayClass');
      const parts = rest.map((manifest) => partOf(manifest, kept));
      expect(overturned([...CLOSED, ...parts], [...CLOSED, ...rest])).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

const ROOT = join(__dirname, '../..');

function folder(path: string, context: boolean) {
  const files = readdirSync(join(ROOT, path)).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => ({ path: `${path}/${file}`, text: readFileSync(join(ROOT, path, file), 'utf8'), context }));
}

test('the status of the walkthrough is all True with its context', () => {
  const world = load([...folder('dist', false), ...folder('context', true)]);
  expect(world.problems).toEqual([]);
  const conditions = [...conditionsOf(statusList(predict(world)).items)].filter(([, { type }]) => type !== 'Conflicted');
  expect(conditions.length).toBeGreaterThan(6);
  expect(conditions.filter(([, { status }]) => status !== 'True')).toEqual([]);
});

test('the status of the walkthrough says what it cannot tell without its context', () => {
  const { items } = statusList(predict(load(folder('dist', false))));
  const unknown = [...conditionsOf(items)].filter(([, { status }]) => status !== 'True');
  expect(unknown.map(([about, { status, reason }]) => `${about}: ${status} ${reason}`)).toMatchInlineSnapshot(`
[
  "Gateway kong/kong conditions Accepted: Unknown Pending",
  "Gateway kong/kong conditions Programmed: Unknown Pending",
  "Gateway kong/kong listeners proxy conditions Accepted: Unknown Pending",
  "Gateway kong/kong listeners proxy conditions ResolvedRefs: Unknown Pending",
  "Gateway kong/kong listeners proxy conditions Programmed: Unknown Pending",
  "HTTPRoute test-source/echo parents {"group":"gateway.networking.k8s.io","kind":"Gateway","name":"kong","namespace":"kong","sectionName":"proxy"} conditions Accepted: Unknown Pending",
]
`);
  for (const [, { message }] of unknown) {
    expect(message).toMatch(/Gateway kong\/kong|GatewayClass|not in the input/);
  }
});
