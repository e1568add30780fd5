import { App } from 'cdk8s';
import fc from 'fast-check';
import { HttpRouteFilter, TARGET_CONTEXT } from '../../constructs';
import { manifests } from '../../jest';
import { edge, makers, paths, put } from './props';
import { everything } from './routes';

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    undefined,
    null,
    0,
    -1,
    Number.NaN,
    1n,
    '',
    'a',
    [],
    [null],
    [undefined],
    {},
    { name: 'a' },
    { backend: {} },
    { metadata: 1 },
    () => 'a',
    Symbol('a'),
  ),
  fc.constantFrom<unknown>(new Map(), new Date(0), edge(), edge().listener('a'), HttpRouteFilter.cors({}), Object.create(null)),
);

test.each(Object.entries(makers))('%s takes any value in place of any prop, or refuses it with a sentence', (_, [make, props]) => {
  const places = [...paths(props)];
  fc.assert(
    fc.property(fc.constantFrom(...places), strange, (place, value) => {
      const app = new App();
      app.node.setContext(TARGET_CONTEXT, everything);
      try {
        make(app, put(props, place, value));
        manifests(app);
      } catch (error) {
        expect((error as Error).constructor).toBe(Error);
        expect((error as Error).message).not.toMatch(/Cannot |is not a function|is not iterable|\[object |of undefined|of null/);
        expect((error as Error).message).toMatch(/[:;]/);
      }
    }),
    { numRuns: 300 },
  );
});
