import type { Truth } from '../../../analyzer/status/conditions/condition';
import { all, any } from '../../../analyzer/status/conditions/truth';

test.each<[Truth, Truth, Truth, Truth]>([
  ['True', 'True', 'True', 'True'],
  ['True', 'Unknown', 'Unknown', 'True'],
  ['True', 'False', 'False', 'True'],
  ['Unknown', 'Unknown', 'Unknown', 'Unknown'],
  ['Unknown', 'False', 'False', 'Unknown'],
  ['False', 'False', 'False', 'False'],
])('%s with %s is %s where all count and %s where one does', (one, other, both, either) => {
  expect([all([one, other]), all([other, one])]).toEqual([both, both]);
  expect([any([one, other]), any([other, one])]).toEqual([either, either]);
});

test('of nothing, all are true and none is', () => {
  expect([all([]), any([])]).toEqual(['True', 'False']);
});
