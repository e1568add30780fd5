import fc from 'fast-check';
import { canonical } from '../../../analyzer/model/world/canonical';

test('it is JSON with sorted keys', () => {
  expect(canonical({ b: [1, 'x', null, {}], a: { d: true, c: [] }, __proto: undefined })).toBe(
    '{"a":{"c":[],"d":true},"b":[1,"x",null,{}]}',
  );
  expect(canonical('a')).toBe('"a"');
});

test('the order of keys does not matter, and any value is read back equal', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonical(reversed)).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('values that differ far below are different', () => {
  const deep = (leaf: string) => {
    let value: unknown = leaf;
    for (let level = 0; level < 100_000; level++) {
      value = level % 2 ? [value] : { a: value };
    }
    return canonical(value);
  };
  const value = deep('x');
  expect(deep('x') === value).toBe(true);
  expect(deep('y') === value).toBe(false);
});
