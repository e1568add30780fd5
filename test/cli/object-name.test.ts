import { objectName } from '../../cli/output/object-name';

const cart = { kind: 'HTTPRoute', namespace: 'shop', name: 'cart' };

test.each([
  ['HTTPRoute/shop/cart', cart],
  ['HTTPRoute shop/cart', cart],
  ['httproute/shop/cart', cart],
  ['httproutes/shop/cart', cart],
  ['svc/shop/cart', { ...cart, kind: 'Service' }],
  ['backendtlspolicies/shop/cart', { ...cart, kind: 'BackendTLSPolicy' }],
  ['shop/cart', { namespace: 'shop', name: 'cart' }],
  ['HttpRout/shop/cart', { ...cart, kind: 'HttpRout' }],
  ['Namespace/shop', { kind: 'Namespace', namespace: '', name: 'shop' }],
  ['gc/kong', { kind: 'GatewayClass', namespace: '', name: 'kong' }],
])('%s names an object', (text, name) => {
  expect(objectName(text)).toEqual(name);
});

test.each(['', 'shop', '/', 'shop/', '/cart', 'HTTPRoute/shop', 'HTTPRoute/shop/', 'a/b/c/d'])('%j names none', (text) => {
  expect(objectName(text)).toBeUndefined();
});
