import { RENAMED } from '../../../analyzer/rules/renamed';
import { rules } from '../cases';

test('a slug that a rule had before is not the slug of another one', () => {
  expect([...RENAMED.keys()].filter((slug) => (rules as readonly string[]).includes(slug))).toEqual([]);
});
