import { annotations, type LabelSelector, labelSelector, labels } from '../../constructs/checks/metadata';

test.each<LabelSelector>([
  { matchLabels: { team: 'a', 'example.com/tier': '' } },
  { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] }] },
  { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
])('a selector of namespaces is %j', (selector) => {
  expect(() => labelSelector('selector', selector)).not.toThrow();
});

test.each<[LabelSelector, string]>([
  [{}, 'a selector without labels selects everything; name at least one label'],
  [{ matchLabels: {} }, 'a selector without labels selects everything'],
  [{ matchLabels: { 'bad key!': 'a' } }, 'selector.matchLabels: a key is "bad key!": expected 1 to 63 letters'],
  [{ matchLabels: { team: 'a b c' } }, 'selector.matchLabels["team"] is "a b c": expected up to 63 letters'],
  [
    { matchExpressions: [{ key: 'team', operator: 'In' }] },
    'selector.matchExpressions[0].values is []: operator In takes at least one value',
  ],
  [
    { matchExpressions: [{ key: 'team', operator: 'Exists', values: ['a'] }] },
    'selector.matchExpressions[0].values is ["a"]: operator Exists takes no values',
  ],
  [{ matchExpressions: [{ key: 'a/b/c', operator: 'Exists' }] }, 'selector.matchExpressions[0].key is "a/b/c"'],
  [
    { matchExpressions: [{ key: 'team', operator: 'Foo' as 'In', values: ['a'] }] },
    'selector.matchExpressions[0].operator is "Foo": expected DoesNotExist, Exists, In, NotIn',
  ],
])('fails if a selector is %j', (selector, why) => {
  expect(() => labelSelector('selector', selector)).toThrow(why);
});

test('fails if a label or an annotation is none', () => {
  expect(() => labels('labels', { 'kubernetes.io/': 'a' })).toThrow('labels: a key is "kubernetes.io/"');
  expect(() => annotations('annotations', { '/a': 'b' })).toThrow('annotations: a key is "/a"');
  expect(() => annotations('annotations', { 'konghq.com/strip-path': true as unknown as string })).toThrow(
    'annotations["konghq.com/strip-path"] is true: an annotation is a string; did you mean "true"?',
  );
});

test('an annotation may hold any text', () => {
  expect(() => annotations('annotations', { 'example.com/note': 'any\ntext: {"a": 1}' })).not.toThrow();
});
