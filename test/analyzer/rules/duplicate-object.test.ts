import { load } from '../../../analyzer/model/load';
import { check } from '../../../analyzer/report/check';
import { predict } from '../../../analyzer/status/predict';

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {ports: [{port: 80}]}\n`;

function told(files: Readonly<Record<string, string>>): string[] {
  const world = load(Object.entries(files).map(([path, text]) => ({ path, text })));
  return check(world, predict(world), { rules: ['duplicate-object'] }).findings.map(
    ({ file, line, message, fix }) => `${file}:${line} ${message}; ${fix?.text}`,
  );
}

test('directories with the same objects are one finding', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => service(name));
  expect(
    told({ 'prod/a.yaml': `${a}`, 'prod/bc.yaml': `${b}---\n${c}`, 'stage/all.yaml': `${c}---\n${b}---\n${a}`, 'test/c.yaml': `${c}` }),
  ).toEqual([
    'stage/all.yaml:11 Service shop/a is already defined at prod/a.yaml:1, and 2 more objects of the two directories with it: they say the same; remove one of the two; if the directories are for different clusters or namespaces, check each in its own run',
    'test/c.yaml:1 Service shop/c is already defined at prod/bc.yaml:6: they say the same; remove one of the two; if the directories are for different clusters or namespaces, check each in its own run',
  ]);
});

test('within a directory each object is a finding of its own', () => {
  expect(told({ 'a.yaml': `${service('a')}---\n${service('b')}`, 'b.yaml': `${service('a')}---\n${service('b')}` })).toEqual([
    'b.yaml:1 Service shop/a is already defined at a.yaml:1: they say the same; remove one of the two',
    'b.yaml:6 Service shop/b is already defined at a.yaml:6: they say the same; remove one of the two',
  ]);
});

test('what Flux bootstraps in two clusters of a repository is no duplicate', () => {
  const bootstrap = {
    'clusters/a/flux-system/gotk-components.yaml': service('a'),
    'clusters/b/flux-system/gotk-components.yaml': service('a'),
  };
  expect(told(bootstrap)).toEqual([]);
  expect(told({ ...bootstrap, 'a.yaml': service('a') })).toHaveLength(2);
});
