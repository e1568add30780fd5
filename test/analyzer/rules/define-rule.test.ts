import { type ParamsOf, registry } from '../../../analyzer/rules/registry';
import { defineRule, type Found, registryOf } from '../../../analyzer/rules/rule';
import { rules } from '../cases';

interface Params {
  readonly listener: string;
}

const words = { reads: [], title: 'a title', why: 'A reason.' } as const;
const at = { file: 'a.yaml', line: 1, column: 1 };

function* find(): Iterable<Found<Params>> {
  yield { at, severity: 'error', params: { listener: 'http' } };
}

const one = defineRule('one', { ...words, find, message: (subject, { listener }) => `${subject} ${listener}` });

test('fails to compile if a rule has no message, or takes a parameter that it does not find', () => {
  // @ts-expect-error Property 'message' is missing
  defineRule('mute', { ...words, find });
  // @ts-expect-error Property 'port' does not exist on type 'Params'
  defineRule('unknown', { ...words, find, message: (subject, { port }) => `${subject} ${port}` });
  // @ts-expect-error Property 'why' is missing
  defineRule('unexplained', { reads: [], title: 'a title', find, message: (subject) => subject });
  expect(one.message('Gateway', { listener: 'http' })).toBe('Gateway http');
});

test('fails to compile if a finding has a parameter that the rule does not name, or lacks one that it does', () => {
  defineRule('excess', {
    ...words,
    *find(): Iterable<Found<Params>> {
      // @ts-expect-error 'port' does not exist in type 'Params'
      yield { at, severity: 'error', params: { listener: 'http', port: 80 } };
      // @ts-expect-error Property 'listener' is missing
      yield { at, severity: 'error', params: {} };
    },
    message: (subject) => subject,
  });
  expect([...one.find({} as never)]).toHaveLength(1);
});

test('fails to compile if two rules have one slug', () => {
  const twin = defineRule('one', { ...words, find, message: (subject) => subject });
  // @ts-expect-error "one is the slug of two rules"
  registryOf({ one, twin });
  expect(Object.keys(registryOf({ one, other: defineRule('another', { ...words, find, message: (subject) => subject }) }))).toEqual([
    'another',
    'one',
  ]);
});

test('the parameters of a finding are known from the name of its rule', () => {
  const known: ParamsOf<'listener-name-repeated'> = { listener: 'http' };
  // @ts-expect-error 'port' does not exist in type 'Params'
  const unknown: ParamsOf<'listener-name-repeated'> = { listener: 'http', port: 80 };
  expect(unknown).toMatchObject(known);
});

test.each(rules)('%s finds before it speaks, so that its words are checked against what it finds', (rule) => {
  const order = Object.keys(registry[rule]);
  expect(order.indexOf('find')).toBeLessThan(order.indexOf('message'));
});
