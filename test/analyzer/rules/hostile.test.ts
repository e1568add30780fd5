import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { load } from '../../../analyzer/model/load';
import { check } from '../../../analyzer/report/check';
import { predict } from '../../../analyzer/status/predict';
import { cases } from '../cases';
import { places } from '../places';

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, '', [], {}, [null], [{}], true, 0, '*', '/', '*.', '__proto__', 'constructor', ['x', 'x']),
  fc.jsonValue({ maxDepth: 3 }),
);

test('no value in any field of any case makes a rule throw, and no finding lies outside the input', () => {
  const scenes = cases
    .filter(({ name }) => !name.startsWith('malformed'))
    .map(({ bad, context = '' }) => loadAll(`${bad}\n---\n${context}`));
  const spoilt = fc.tuple(fc.constantFrom(...scenes), fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(spoilt, ([scene, changes]) => {
      const objects = structuredClone(scene);
      for (const [at, value] of changes) {
        const all = places(objects);
        const [holder, key] = all[at % all.length] ?? [{}, ''];
        holder[key] = structuredClone(value);
      }
      const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
      const world = load([{ path: 'input.yaml', text }]);
      const { findings } = check(world, predict(world), { target: { gatewayApi: '1.4', channel: 'standard' } });
      const lines = text.split('\n').length;
      expect(findings.filter(({ file, line, column }) => file !== 'input.yaml' || line < 1 || line > lines || column < 1)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
