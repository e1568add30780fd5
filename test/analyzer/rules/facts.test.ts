import { factsOf } from '../../../analyzer/rules/facts/facts';
import { cases, judge, sources } from '../cases';

const [one] = cases.filter(({ name }) => name === 'grant-unused');

test('a fact is worked out when it is first asked for, and once', () => {
  if (one === undefined) {
    throw new Error('there is no case grant-unused');
  }
  const { world, prediction } = judge(sources(one, 'bad.yaml', one.bad));
  let read = 0;
  const counted = new Proxy(prediction, {
    get(target, key, receiver) {
      read++;
      return Reflect.get(target, key, receiver);
    },
  });
  const facts = factsOf(world, counted);
  expect(read).toBe(0);
  const uses = facts.grantUses;
  const once = read;
  expect(once).toBeGreaterThan(0);
  expect(facts.grantUses).toBe(uses);
  expect(read).toBe(once);
});
