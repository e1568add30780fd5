import { type Edit, editText, formatPath, pointer } from '../../../analyzer/rules/edits/edit';

const grant = { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', namespace: 'test-destination', name: 'allow-web' };
const gateway = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', namespace: 'kong', name: 'kong' };
const group = 'gateway.networking.k8s.io';

test.each<[string, Edit]>([
  [
    'add from HTTPRoute in "test-source" to ReferenceGrant test-destination/allow-web',
    { ...grant, jsonPatch: [{ op: 'add', path: '/spec/from/-', value: { group, kind: 'HTTPRoute', namespace: 'test-source' } }] },
  ],
  [
    'add to Service "echo" to ReferenceGrant test-destination/allow-web',
    { ...grant, jsonPatch: [{ op: 'add', path: '/spec/to/-', value: { group: '', kind: 'Service', name: 'echo' } }] },
  ],
  [
    'set spec.from[0].kind of ReferenceGrant test-destination/allow-web to "HTTPRoute"',
    { ...grant, jsonPatch: [{ op: 'replace', path: '/spec/from/0/kind', value: 'HTTPRoute' }] },
  ],
  [
    'add ReferenceGrant test-destination/allow-web: from HTTPRoute in "test-source", to every Service',
    {
      ...grant,
      jsonPatch: [
        {
          op: 'add',
          path: '',
          value: { spec: { from: [{ group, kind: 'HTTPRoute', namespace: 'test-source' }], to: [{ group: '', kind: 'Service' }] } },
        },
      ],
    },
  ],
  ['delete ReferenceGrant test-destination/allow-web', { ...grant, jsonPatch: [{ op: 'remove', path: '' }] }],
  [
    'set allowedRoutes.namespaces of listener "proxy" of Gateway kong/kong to {from: Selector, selector: {matchLabels: {team: "on", a/b: x}}}',
    {
      ...gateway,
      jsonPatch: [
        { op: 'test', path: '/spec/listeners/1/name', value: 'proxy' },
        {
          op: 'replace',
          path: '/spec/listeners/1/allowedRoutes/namespaces',
          value: { from: 'Selector', selector: { matchLabels: { team: 'on', 'a/b': 'x' } } },
        },
      ],
    },
  ],
  [
    'add test-source to spec.selector.values of Gateway kong/kong; remove spec.kinds[0] from Gateway kong/kong',
    {
      ...gateway,
      jsonPatch: [
        { op: 'add', path: '/spec/selector/values/-', value: 'test-source' },
        { op: 'remove', path: '/spec/kinds/0' },
      ],
    },
  ],
])('says: %s', (text, edit) => {
  expect(editText(edit)).toBe(text);
});

test('a pointer escapes what RFC 6901 escapes, a path quotes what is no plain word', () => {
  const path = ['metadata', 'annotations', 'konghq.com/strip~path', 0];
  expect(pointer(path)).toBe('/metadata/annotations/konghq.com~1strip~0path/0');
  expect(formatPath(path)).toBe('metadata.annotations["konghq.com/strip~path"][0]');
});
