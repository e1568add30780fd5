import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { checkText } from '../../../analyzer/render/check-text';
import { cases, judge, sources } from '../cases';

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every field of an object, at any depth. */
function places(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])]);
}

const ODD = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, '', 0, -1, 1e21, true, [], {}, [null], [[]], [{}], '*', '\u0000', '__proto__', 'x'.repeat(300)),
);

const readable = cases
  .filter(({ name }) => name !== 'malformed-document')
  .map((one) => ({ one, documents: sources(one, 'bad.yaml', one.bad).map((source) => ({ source, objects: loadAll(source.text) })) }));

test('whatever stands in two fields of a case, there is an answer', () => {
  fc.assert(
    fc.property(fc.nat(readable.length - 1), fc.nat(), fc.nat(), ODD, ODD, (index, first, second, some, other) => {
      const { one, documents } = readable[index] ?? { documents: [] };
      const copies = structuredClone(documents);
      const fields = copies.flatMap(({ objects }) => objects.flatMap(places));
      for (const [at, value] of [
        [first, some],
        [second, other],
      ] as const) {
        const place = fields[at % fields.length];
        if (place !== undefined) place.holder[place.key] = value;
      }
      const read = copies.map(({ source, objects }) => ({
        ...source,
        text: objects.map((object) => JSON.stringify(object)).join('\n---\n'),
      }));
      expect(checkText(judge(read, one?.without).report)).toMatch(/\n$/);
    }),
    { numRuns: 500 },
  );
});
