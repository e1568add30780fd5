import fc from 'fast-check';
import { GROUP, only, servedIn, versionsOf } from '../../gateway-api';
import { RULES_BY_KIND } from '../../gateway-api/rules/table';
import { disagreement } from './admission';
import { ApiServer } from './api-server';
import { type Bundle, bundles } from './clusters';
import { mutants } from './mutants';
import { seeds } from './seeds';

/** As many as five minutes of a small machine allow for all bundles together; the record was made with 50,000. */
const COUNT = Number(process.env.CROSSING_MUTANTS ?? 1_500);
const AT_ONCE = 8;

function parsed(bundle: Bundle) {
  const [, channel, gatewayApi] = /^(\w+)-v(\d+\.\d+)/.exec(bundle) ?? [];
  return { channel, gatewayApi } as Parameters<typeof only>[0];
}

describe.each(bundles)('%s', (name) => {
  const bundle = parsed(name);
  const server = ApiServer.of(name);

  async function disagreements(objects: Parameters<typeof disagreement>[2][]): Promise<string[]> {
    const found: string[] = [];
    for (let at = 0; at < objects.length; at += AT_ONCE) {
      const answers = await Promise.all(objects.slice(at, at + AT_ONCE).map((object) => disagreement(server, bundle, object)));
      found.push(...answers.flatMap((answer) => answer ?? []));
    }
    return found;
  }

  const served = seeds.filter(({ apiVersion, kind }) => {
    const [group = GROUP, version = ''] = apiVersion.split('/');
    return servedIn(group, kind, version) & only(bundle);
  });

  test('an object of every kind is refused here if it is refused there', async () => {
    expect(await disagreements(served)).toEqual([]);
  });

  test('an object with one change or two is refused here if it is refused there, and in the same places', async () => {
    const objects = fc.sample(mutants(bundle), { numRuns: COUNT, seed: Number(process.env.SEED ?? 1) });
    expect((await disagreements(objects)).slice(0, 5)).toEqual([]);
  }, 600_000);
});

test('every kind of the table is a kind of the API', () => {
  for (const kind of Object.keys(RULES_BY_KIND)) {
    expect([kind, versionsOf(kind.startsWith('X') ? 'gateway.networking.x-k8s.io' : GROUP, kind).length > 0]).toEqual([kind, true]);
  }
});
