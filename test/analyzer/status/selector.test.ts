import type { LabelSelector } from '../../../analyzer/model/objects';
import { isSelector, selects } from '../../../analyzer/status/matching/selector';

const LABELS = { team: 'a', stage: '', 'example.com/tier': 'web' };

const requirement = (key: string, operator: string, ...values: string[]): LabelSelector => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
});

test.each<[string, LabelSelector, string, string]>([
  ['an empty selector', {}, 'True', 'True'],
  ['a label that is there', { matchLabels: { team: 'a' } }, 'True', 'True'],
  ['a label of another value', { matchLabels: { team: 'b' } }, 'False', 'False'],
  ['a label that is not there', { matchLabels: { other: 'a' } }, 'False', 'Unknown'],
  ['two labels of which one fails', { matchLabels: { team: 'b', other: 'a' } }, 'False', 'False'],
  ['labels and expressions together', { matchLabels: { team: 'a' }, ...requirement('stage', 'Exists') }, 'True', 'True'],
  ['In', requirement('team', 'In', 'b', 'a'), 'True', 'True'],
  ['In of other values', requirement('team', 'In', 'b', 'c'), 'False', 'False'],
  ['In of an absent key', requirement('other', 'In', 'a'), 'False', 'Unknown'],
  ['NotIn', requirement('team', 'NotIn', 'b'), 'True', 'True'],
  ['NotIn that names the value', requirement('team', 'NotIn', 'a', 'b'), 'False', 'False'],
  ['NotIn of an absent key', requirement('other', 'NotIn', 'a'), 'True', 'Unknown'],
  ['Exists', requirement('stage', 'Exists'), 'True', 'True'],
  ['Exists of an absent key', requirement('other', 'Exists'), 'False', 'Unknown'],
  ['DoesNotExist', requirement('team', 'DoesNotExist'), 'False', 'False'],
  ['DoesNotExist of an absent key', requirement('other', 'DoesNotExist'), 'True', 'Unknown'],
  ['a key with a prefix', requirement('example.com/tier', 'In', 'web'), 'True', 'True'],
  ['a key like a member of every object', requirement('constructor', 'Exists'), 'False', 'Unknown'],
])('%s', (_, selector, complete, incomplete) => {
  expect(selects(selector, { labels: LABELS, complete: true })).toBe(complete);
  expect(selects(selector, { labels: LABELS, complete: false })).toBe(incomplete);
});

test.each<[string, LabelSelector]>([
  ['In without values', requirement('team', 'In')],
  ['NotIn without values', requirement('team', 'NotIn')],
  ['Exists with values', requirement('team', 'Exists', 'a')],
  ['DoesNotExist with values', requirement('other', 'DoesNotExist', 'a')],
  ['an operator that is none', requirement('team', 'Equals', 'a')],
  ['no operator', { matchExpressions: [{ key: 'team' }] }],
  ['no key', { matchExpressions: [{ operator: 'Exists' }] }],
  ['a key that is none', { matchLabels: { 'bad key!': 'a' } }],
  ['a prefix that is none', { matchLabels: { 'Example_/team': 'a' } }],
  ['a value that is none', { matchLabels: { team: 'a b c' } }],
  ['a value that is too long', requirement('other', 'NotIn', 'x'.repeat(64))],
])('%s selects nothing, whatever else is asked', (_, selector) => {
  expect(isSelector(selector)).toBe(false);
  expect(selects(selector, { labels: LABELS, complete: true })).toBe('False');
  expect(selects(selector, { labels: LABELS, complete: false })).toBe('False');
});
