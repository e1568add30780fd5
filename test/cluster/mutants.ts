import fc from 'fast-check';
import { type Bundle, GROUP, type MergedSchema, mergedSchema, only } from '../../gateway-api';
import type { Manifest } from './api-server';
import { seeds } from './seeds';

type Step = string | number;
type Choose = (count: number) => number;

/** Values that no field, or few fields, take. */
const ODD = [
  null,
  '',
  'a',
  'A',
  'x_y',
  '-a',
  'a-',
  '*',
  '*.a.b',
  '*.*.a',
  'a..b',
  '1.2.3.4',
  '01.2.3.4',
  '::1',
  '1.2.3.4.5',
  '/',
  'a/b',
  '/a//b',
  '/a/./b',
  '/a/..',
  '/%2f',
  '/%zz',
  '/#',
  '/é',
  'GET',
  'get',
  'http',
  'https://a.b:99999',
  'https://*',
  '10s',
  '10 seconds',
  '0s',
  '99999h',
  '1h1m1s1ms',
  '2s',
  '1ms',
  'a b',
  'a\tb',
  'a  b',
  ' a',
  'System',
  'example.com/a',
  'k8s.io/a',
  'ſ.a',
  'K',
  'A.b_C',
  '.a',
  'a.',
  'a'.repeat(64),
  'a'.repeat(254),
  'a'.repeat(1025),
  'é'.repeat(253),
  '😀'.repeat(130),
  'Service',
  'XBackend',
  'gateway.networking.x-k8s.io',
  'certificates.k8s.io',
  'ClusterTrustBundle',
  'Cluster',
  0,
  1,
  -1,
  2,
  80,
  65535,
  65536,
  299,
  302,
  308,
  399,
  400,
  599,
  600,
  100,
  101,
  1_000_000,
  1_000_001,
  3_000_000_000,
  0.5,
  1e30,
  true,
  false,
  [],
  {},
  [null],
  ['a'],
  ['a', 'a'],
  ['*', 'a'],
  [{}],
  { a: 'b' },
  { a: 1 },
  { 'a b': 'c' },
];

function randomValue(schema: MergedSchema, choose: Choose, depth = 0): unknown {
  if (choose(8) === 0) {
    return ODD[choose(ODD.length)];
  }
  const known = schema.bounds.find(({ keyword }) => keyword === 'enum')?.limit as unknown[] | undefined;
  if (known !== undefined) {
    return known[choose(known.length)];
  }
  switch (schema.type) {
    case 'string': {
      const taken = ODD.filter((value) => typeof value === 'string' && schema.bounds.every(({ holds }) => holds(value)));
      return taken.length > 0 && choose(4) > 0 ? taken[choose(taken.length)] : ODD[choose(ODD.length)];
    }
    case 'integer': {
      const limits = schema.bounds.map(({ limit }) => Number(limit));
      const near = [1, 2, 80, ...limits.flatMap((limit) => [limit - 1, limit, limit, limit + 1])];
      return near[choose(near.length)];
    }
    case 'boolean':
      return choose(2) === 0;
    case 'list': {
      const item = schema.item;
      const items = item === undefined ? [] : Array.from({ length: choose(4) }, () => randomValue(item, choose, depth + 1));
      return items.length > 0 && choose(6) === 0 ? grown(items, schema, choose) : items;
    }
    case 'map of strings':
      return { a: 'b', ...(choose(3) === 0 && { [String(ODD[choose(50)])]: ODD[choose(ODD.length)] }) };
    case 'map': {
      const fields = [...schema.fields.values()].filter(
        ({ name, required }) => required !== 0 || (depth < 5 && choose(4) === 0 && name !== 'status'),
      );
      return Object.fromEntries(fields.map(({ name, schema: inner }) => [name, randomValue(inner, choose, depth + 1)]));
    }
    default:
      return {};
  }
}

/** A list with as many items as it may have, or one more, made of those that it has. */
function grown(items: readonly unknown[], { bounds }: MergedSchema, choose: Choose): unknown[] {
  const most = Number(bounds.find(({ keyword }) => keyword === 'maxItems')?.limit ?? 8);
  const length = Math.min(most, 70) + choose(2);
  return Array.from({ length }, (_, index) => {
    const item = structuredClone(items[index % items.length]);
    if (typeof item === 'object' && item !== null && 'name' in item && choose(2) === 0) {
      item.name = `a${index}`;
    }
    return item;
  });
}

interface Place {
  readonly holder: Record<Step, unknown>;
  readonly step: Step;
  readonly schema: MergedSchema;
  readonly holderSchema: MergedSchema;
}

/** Every value below the spec of an object, with what the CRD says of it. */
function placesIn(value: unknown, schema: MergedSchema): Place[] {
  if (Array.isArray(value)) {
    const { item } = schema;
    if (item === undefined) {
      return [];
    }
    return value.flatMap((each, step) => [{ holder: value as never, step, schema: item, holderSchema: schema }, ...placesIn(each, item)]);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([step, inner]) => {
    const below = schema.type === 'map of strings' ? schema.item : schema.fields.get(step)?.schema;
    return below === undefined ? [] : [{ holder: value as never, step, schema: below, holderSchema: schema }, ...placesIn(inner, below)];
  });
}

const MUTATIONS: readonly ((place: Place, choose: Choose) => void)[] = [
  ({ holder, step }) => {
    if (Array.isArray(holder)) {
      holder.splice(Number(step), 1);
    } else {
      delete holder[step];
    }
  },
  ({ holder, step }, choose) => {
    holder[step] = ODD[choose(ODD.length)];
  },
  ({ holder, step }) => {
    holder[step] = null;
  },
  ({ holder, step, schema }, choose) => {
    holder[step] = randomValue(schema, choose);
  },
  ({ holder, step, schema }, choose) => {
    holder[step] = randomValue(schema, choose);
  },
  ({ holder, step }) => {
    if (Array.isArray(holder)) {
      holder.push(structuredClone(holder[Number(step)]));
    } else if (Array.isArray(holder[step])) {
      holder[step].push(...structuredClone(holder[step].slice(0, 1)));
    }
  },
  ({ holder, step, schema }, choose) => {
    const value = holder[step];
    if (Array.isArray(value) && value.length > 0) {
      holder[step] = grown(value, schema, choose);
    }
  },
  ({ holder, step }, choose) => {
    const value = holder[step];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      Object.assign(value, { unknownField: ODD[choose(ODD.length)] });
    }
  },
  // A field that is not there yet: below this value, or beside it.
  ({ holder, step, schema, holderSchema }, choose) => {
    const value = holder[step];
    const [target, fields] =
      typeof value === 'object' && !Array.isArray(value) && schema.fields.size > 0 ? [value, schema.fields] : [holder, holderSchema.fields];
    const absent = [...fields.values()].filter(({ name }) => target !== null && !(name in (target as object)));
    const field = absent[choose(Math.max(1, absent.length))];
    if (field !== undefined && !Array.isArray(target)) {
      Object.assign(target as object, { [field.name]: randomValue(field.schema, choose) });
    }
  },
  ({ holder, step }, choose) => {
    const value = holder[step];
    if (typeof value === 'string') {
      holder[step] = choose(2) === 0 ? `${value}${'-_ /.*é'[choose(7)]}` : value.toUpperCase();
    }
    if (typeof value === 'number') {
      holder[step] = value * (choose(2) === 0 ? -1 : 1000);
    }
  },
];

/** As a server writes them, and nearly so. */
const TIMES = [
  null,
  '2026-01-31T12:00:00Z',
  '2026-02-29T12:00:00Z',
  '2024-02-29T12:00:00.5+01:00',
  '2026-01-31T24:00:00Z',
  '2026-01-31t12:00:00z',
  '2026-01-31',
  'yesterday',
  '',
  5,
  true,
  [],
  {},
];

const METADATA: readonly ((metadata: Record<string, unknown>, choose: Choose) => void)[] = [
  (metadata, choose) => {
    metadata.name = ['Abc', 'a.b', 'a_b', '-a', 'a'.repeat(253), 'a'.repeat(254), '1'][choose(7)];
  },
  (metadata, choose) => {
    metadata.labels = {
      [['a', 'a b', 'A/b', 'a/B', 'a'.repeat(64), 'a/b/c', 'kubernetes.io/x'][choose(7)] ?? 'a']: [
        'b',
        'b c',
        '',
        'b-',
        null,
        1,
        true,
        'b'.repeat(64),
      ][choose(8)],
    };
  },
  (metadata, choose) => {
    metadata.annotations = {
      [['a', 'a b', 'A/b', 'a/B', 'a'.repeat(64), 'a/b/c', '/a'][choose(7)] ?? 'a']: ['b', 'b c', '', null, 1, 'é'][choose(6)],
    };
  },
  // Objects outside of namespaces may say anything; the others are sent to their namespace.
  (metadata, choose) => {
    metadata.namespace ??= ['default', 'A_b', '', null, 'a'.repeat(64)][choose(5)];
  },
  (metadata, choose) => {
    metadata.generateName = ['a-', 'A', 'a.', '-', 'a--', '', null, 5, 'a'.repeat(254)][choose(9)];
  },
  (metadata, choose) => {
    const field = ['creationTimestamp', 'deletionTimestamp'][choose(2)] ?? '';
    metadata[field] = TIMES[choose(TIMES.length)];
  },
  (metadata, choose) => {
    const field = ['generation', 'deletionGracePeriodSeconds'][choose(2)] ?? '';
    metadata[field] = [1, -1, 0.5, 1e30, '1', null, true, [], {}][choose(9)];
  },
  (metadata, choose) => {
    const finalizers = ['foregroundDeletion', 'orphan', 'example.com/a', 'a b', '', null, 5];
    metadata.finalizers = Array.from({ length: 1 + choose(3) }, () => finalizers[choose(finalizers.length)]);
  },
  (metadata, choose) => {
    metadata.ownerReferences = Array.from({ length: 1 + choose(2) }, () => {
      const owner: Record<string, unknown> = { apiVersion: 'v1', kind: 'Service', name: 'a', uid: ['u1', 'u2'][choose(2)] };
      const field = ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion', 'unknownField'][choose(7)] ?? '';
      const value = [undefined, null, '', 'a/', '/v1', 'a/b/c', 'Event', true, false, 5][choose(10)];
      return [owner, { ...owner, [field]: value }, { ...owner, controller: true }, null, 'a'][choose(5)];
    });
  },
  (metadata, choose) => {
    metadata.managedFields = [null, [], 'a', [{}], [{ manager: 'a', operation: 'Apply' }], [{ manager: 5 }], [{ unknownField: 1 }]][
      choose(7)
    ];
  },
  (metadata, choose) => {
    metadata.resourceVersion = ['', 'x', '1.5', '-1', '9'.repeat(23), 5, null][choose(7)];
  },
  (metadata, choose) => {
    metadata[['labels', 'annotations', 'finalizers', 'ownerReferences', 'unknownField'][choose(5)] ?? 'labels'] = ODD[choose(ODD.length)];
  },
];

/**
 * Objects that the API server of a bundle may take or refuse: one of `valid` with one change, or
 * two.
 */
export function mutants(bundle: Bundle, valid: readonly Manifest[] = seeds): fc.Arbitrary<Manifest> {
  const served = valid.filter(({ apiVersion, kind }) => schemaOf(apiVersion, kind, bundle) !== undefined);
  return fc.gen().map((generate) => {
    const choose: Choose = (count) => generate(fc.nat, { max: count - 1 });
    const object: Manifest = JSON.parse(JSON.stringify(served[choose(served.length)]));
    const schema = schemaOf(object.apiVersion, object.kind, bundle);
    if (schema === undefined) {
      throw new RangeError(`${object.kind} is not served`);
    }
    for (let count = 1 + choose(2); count > 0; count--) {
      if (choose(15) === 0) {
        METADATA[choose(METADATA.length)]?.(object.metadata as Record<string, unknown>, choose);
      } else {
        const places = [{ holder: object as never, step: 'spec', schema, holderSchema: schema }, ...placesIn(object.spec, schema)];
        const place = places[choose(places.length)];
        if (place !== undefined) {
          MUTATIONS[choose(MUTATIONS.length)]?.(place, choose);
        }
      }
    }
    return object;
  });
}

function schemaOf(apiVersion: string, kind: string, bundle: Bundle): MergedSchema | undefined {
  const [group = GROUP, version = ''] = apiVersion.split('/');
  const schema = mergedSchema(group, kind, version)?.fields.get('spec');
  return schema !== undefined && schema.served & only(bundle) ? schema.schema : undefined;
}
