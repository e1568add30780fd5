import fc from 'fast-check';
import { validate } from '../../analyzer/model/schema/validate';
import { GROUP, only, servedIn, versionsOf } from '../../gateway-api';
import { RULES_BY_KIND } from '../../gateway-api/rules/table';
import { BROKEN } from '../gateway-api/broken';
import { disagreement } from './admission';
import { ApiServer, type Manifest } from './api-server';
import { type Bundle, bundles } from './clusters';
import { fixtures } from './conformance';
import { mutants } from './mutants';
import { seeds } from './seeds';

/**
 * As many as five minutes of a small machine allow for all bundles together; the record was made
 * with 50,000.
 */
const COUNT = Number(process.env.CROSSING_MUTANTS ?? 1_500);
const AT_ONCE = 8;

function parsed(bundle: Bundle) {
  const [, channel, gatewayApi] = /^(\w+)-v(\d+\.\d+)/.exec(bundle) ?? [];
  return { channel, gatewayApi } as Parameters<typeof only>[0];
}

function isServed({ apiVersion, kind }: Manifest, bundle: Parameters<typeof only>[0]): boolean {
  const [group = GROUP, version = ''] = apiVersion.split('/');
  return (servedIn(group, kind, version) & only(bundle)) !== 0;
}

/** The rules about several fields that an object of the run breaks. */
const broken = new Set<string>();

/** What breaks each rule alone, and what nearly does. */
const breaking = BROKEN.flatMap(({ bad, ok }) => [...bad, ...ok]);

const asked = bundles.reduce((set, name) => set | only(parsed(name)), 0);

describe.each(bundles)('%s', (name) => {
  const bundle = parsed(name);
  const server = ApiServer.of(name);

  async function disagreements(objects: Parameters<typeof disagreement>[2][]): Promise<string[]> {
    const found: string[] = [];
    for (let at = 0; at < objects.length; at += AT_ONCE) {
      const answers = await Promise.all(objects.slice(at, at + AT_ONCE).map((object) => disagreement(server, bundle, object, broken)));
      found.push(...answers.flatMap((answer) => answer ?? []));
    }
    return found;
  }

  test('an object of every kind is refused here if it is refused there', async () => {
    expect(await disagreements([...seeds, ...breaking].filter((object) => isServed(object, bundle)))).toEqual([]);
  });

  test.each<[string, readonly Manifest[], number]>([
    ['an object', seeds, COUNT],
    ['a fixture of the conformance suite', fixtures, COUNT / 3],
  ])(
    '%s with one change or two is refused here if it is refused there, and in the same places',
    async (_, valid, numRuns) => {
      const objects = fc.sample(mutants(bundle, valid), { numRuns: Math.ceil(numRuns), seed: Number(process.env.SEED ?? 1) });
      expect((await disagreements(objects)).slice(0, 5)).toEqual([]);
    },
    900_000,
  );

  test('the fixtures of the conformance suite are refused here if they are refused there; release 1.7 takes all', async () => {
    const asked = fixtures.filter((fixture) => isServed(fixture, bundle));
    expect(await disagreements(asked)).toEqual([]);
    const refused = asked.filter((fixture) => validate(structuredClone(fixture), only(bundle)).length > 0);
    expect(bundle.gatewayApi === '1.7' ? refused.map(({ kind, metadata }) => `${kind} ${metadata.name}`) : []).toEqual([]);
  });
});

test('every rule about several fields is broken in the run', () => {
  const rules = Object.values(RULES_BY_KIND).flatMap((table) =>
    table.flatMap(([, list]) => list.filter(({ bundles: held }) => held & asked).map(({ name }) => name)),
  );
  expect([...new Set(rules)].filter((rule) => !broken.has(rule))).toEqual([]);
});

test('every kind of the table is a kind of the API', () => {
  for (const kind of Object.keys(RULES_BY_KIND)) {
    expect([kind, versionsOf(kind.startsWith('X') ? 'gateway.networking.x-k8s.io' : GROUP, kind).length > 0]).toEqual([kind, true]);
  }
});
