import { PATTERN_WORDS } from '../../../gateway-api';
import { TEXT } from '../../../gateway-api/schemas/data';
import type { Data } from '../../../gateway-api/schemas/schema';

const data: Data = JSON.parse(TEXT);

test('what an expression of the CRDs describes is said in words', () => {
  const patterns = [...new Set(data.nodes.flatMap(({ pattern = [] }) => pattern))].sort();
  expect(Object.keys(PATTERN_WORDS).sort()).toEqual(patterns);
});
