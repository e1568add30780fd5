import { gateway, grant, namespace, route, service } from '../status/scene';
import { findingsOf, told } from './judged';

const BASE = [...['infra', 'apps', 'shop'].map((name) => namespace(name)), gateway('infra/gw')];
const NAMES = Array.from({ length: 20 }, (_, index) => `svc-${String(index).padStart(2, '0')}`);
const ROUTES = NAMES.flatMap((name) => [
  service(`shop/${name}`),
  route(`apps/to-${name}`, { rules: [{ backendRefs: [{ name, namespace: 'shop', port: 80 }] }] }),
]);

test('what a new grant has no room for is named in a second one', () => {
  const edits = findingsOf([...BASE, ...ROUTES], 'ref-not-permitted').map(({ fix }) => fix?.edit);
  const named = edits.map((edit, index) => [edit?.name, JSON.stringify(edit?.jsonPatch).includes(`"${NAMES[index]}"`)]);
  expect(named).toEqual(NAMES.map((_, index) => [index < 16 ? 'apps-httproute' : 'apps-httproute-2', true]));
});

test('grants that permit the same are each told all that is used of them', () => {
  const grants = Array.from({ length: 12 }, (_, index) => grant(`shop/g${index}`, {}, {}));
  const findings = findingsOf([...BASE, ...ROUTES, ...grants], 'grant-wider-than-used', 'grant-unused');
  expect(findings.map(({ rule, params }) => [rule, params])).toEqual(
    grants.map(() => ['grant-wider-than-used', { what: 'to', entry: { group: '', kind: 'Service' }, used: NAMES }]),
  );
});

test('a grant beside many is unused only if nothing goes by it', () => {
  const grants = NAMES.map((name) => grant(`shop/${name}`, {}, { name }));
  const spare = grant('shop/spare', {}, { name: 'spare' });
  expect(told(findingsOf([...BASE, ...ROUTES, ...grants, spare], 'grant-wider-than-used', 'grant-unused'))).toEqual([
    'grant-unused shop/spare ',
  ]);
});
