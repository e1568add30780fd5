import { list, quotedList, shortened } from '../../../analyzer/text/words';

const letters = (amount: number) => Array.from('abcdefghijkl').slice(0, amount);

test.each([
  [0, ''],
  [1, '"a"'],
  [2, '"a" and "b"'],
  [3, '"a", "b" and "c"'],
  [9, '"a", "b", "c", "d", "e", "f", "g" and 2 more'],
])('of %i words it is told: %s', (amount, text) => {
  expect(quotedList(letters(amount))).toBe(text);
});

test('how many are told can be said', () => {
  expect(list(letters(4), 'or', 3)).toBe('a, b or 2 more');
  expect(shortened(letters(12))).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', '5 more']);
});
