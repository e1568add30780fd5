import { selectorFaults } from '../../../analyzer/rules/admission/selector-invalid';
import { findingsOf, HTTP, shared } from './judged';

const long = 'x'.repeat(64);

test.each([
  [{ key: 'team', operator: 'in', values: ['a'] }, 'operator'],
  [{ key: 'team', operator: 'Equals', values: ['a'] }, 'operator'],
  [{ key: 'team', operator: 'Gt', values: ['1'] }, 'operator'],
  [{ key: 'team' }, 'operator'],
  [{ key: 'team', operator: 'constructor' }, 'operator'],
  [{ key: 'team', operator: 'In' }, 'values-missing'],
  [{ key: 'team', operator: 'NotIn', values: [] }, 'values-missing'],
  [{ key: 'team', operator: 'Exists', values: ['a'] }, 'values-given'],
  [{ key: 'team', operator: 'DoesNotExist', values: ['a'] }, 'values-given'],
  [{ key: 'bad key!', operator: 'Exists' }, 'label'],
  [{ key: '', operator: 'Exists' }, 'label'],
  [{ key: '/name', operator: 'Exists' }, 'label'],
  [{ key: 'UPPER.example.com/name', operator: 'Exists' }, 'label'],
  [{ key: 'a/b/c', operator: 'Exists' }, 'label'],
  [{ key: long, operator: 'Exists' }, 'label'],
  [{ key: 'team', operator: 'In', values: ['a b'] }, 'label'],
  [{ key: 'team', operator: 'In', values: ['-a'] }, 'label'],
  [{ key: 'team', operator: 'In', values: [long] }, 'label'],
])('the requirement %j is refused for its %s', (requirement, fault) => {
  expect([...selectorFaults({ matchExpressions: [requirement] })].map((bad) => bad.fault)).toEqual([fault]);
});

test.each([
  [{ matchLabels: { 'kubernetes.io/metadata.name': 'web' } }],
  [{ matchLabels: { team: '' } }],
  [{ matchLabels: { a_b: 'A.b-c_D' } }],
  [{ matchExpressions: [{ key: 'team', operator: 'In', values: ['a', ''] }] }],
  [{ matchExpressions: [{ key: 'example.com/Team', operator: 'NotIn', values: ['a'] }] }],
  [{ matchExpressions: [{ key: 'team', operator: 'Exists', values: [] }] }],
  [{ matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }],
  [{}],
])('the selector %j is one', (selector) => {
  expect([...selectorFaults(selector)]).toEqual([]);
});

describe('which selectors are open, and to whom', () => {
  const rules = ['listener-open-to-all', 'selector-on-tenant-label', 'selector-missing', 'selector-ignored', 'selector-invalid'] as const;
  const found = (namespaces: object) => findingsOf([shared({ ...HTTP, allowedRoutes: { namespaces } })], ...rules).map(({ rule }) => rule);
  const name = 'kubernetes.io/metadata.name';

  test.each([
    [{ from: 'All' }, 'listener-open-to-all'],
    [{ from: 'Selector', selector: {} }, 'listener-open-to-all'],
    [{ from: 'Selector', selector: { matchLabels: {} } }, 'listener-open-to-all'],
    [{ from: 'Selector', selector: { matchExpressions: [{ key: name, operator: 'Exists' }] } }, 'listener-open-to-all'],
    [{ from: 'Selector', selector: { matchLabels: { team: 'a' } } }, 'selector-on-tenant-label'],
    [{ from: 'Selector', selector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } }, 'selector-on-tenant-label'],
    [
      {
        from: 'Selector',
        selector: { matchLabels: { team: 'a' }, matchExpressions: [{ key: name, operator: 'NotIn', values: ['b'] }] },
      },
      'selector-on-tenant-label',
    ],
    [{ from: 'Selector' }, 'selector-missing'],
    [{ selector: { matchLabels: { team: 'a' } } }, 'selector-ignored'],
    [{ from: 'Same', selector: {} }, 'selector-ignored'],
  ])('%j is %s', (namespaces, rule) => {
    expect(found(namespaces)).toEqual([rule]);
  });

  test.each([
    [{}],
    [{ from: 'Same' }],
    [{ from: 'Selector', selector: { matchLabels: { [name]: 'web' } } }],
    [{ from: 'Selector', selector: { matchExpressions: [{ key: name, operator: 'In', values: ['web'] }] } }],
    [{ from: 'Selector', selector: { matchExpressions: [{ key: name, operator: 'NotIn', values: ['kube-system'] }] } }],
    [{ from: 'Selector', selector: { matchLabels: { [name]: 'web', team: 'a' } } }],
  ])('%j is what its author meant', (namespaces) => {
    expect(found(namespaces)).toEqual([]);
  });

  test('from: All beside a selector is open all the same', () => {
    expect(found({ from: 'All', selector: { matchLabels: { team: 'a' } } }).sort()).toEqual(['listener-open-to-all', 'selector-ignored']);
  });
});
