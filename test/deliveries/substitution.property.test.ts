import fc from 'fast-check';
import { substitute } from '../../analyzer/model/deliveries/substitute';
import { parse } from '../../yaml/parse';
import { describeFlux } from './flux-oracle';
import { withTree } from './tree';

const VALUES = { a: 'x', empty: '', host: 'shop.example.com', path: 'a/b/c', port: '8080', UP: 'UP' };
const RUNS = Number(process.env.TREES ?? 4) * 10;

const name = fc.constantFrom('none', ...Object.keys(VALUES));
const letters = fc.array(fc.constantFrom('a', 'c', '.', '/', '*', '?', '1', '-', ':', '$', '$$', '\\/', '\\\\'), { maxLength: 4 });
const operator = fc.constantFrom(
  ':-',
  ':=',
  '=',
  ':+',
  ':?',
  '#',
  '##',
  '%',
  '%%',
  '/',
  '//',
  '/#',
  '/%',
  ':',
  '^',
  '^^',
  ',',
  ',,',
  '-',
  '',
);
const form: fc.Arbitrary<string> = fc.letrec<{ form: string; argument: string }>((tie) => ({
  argument: fc.oneof(
    { maxDepth: 3 },
    letters.map((parts) => parts.join('')),
    tie('form'),
    fc.tuple(letters, tie('form')).map(([parts, inner]) => parts.join('') + inner),
  ),
  form: fc
    .tuple(name, operator, fc.array(tie('argument'), { maxLength: 2 }), fc.boolean())
    .map(([variable, by, args, length]) =>
      length && by === '' ? `\${#${variable}}` : `\${${variable}${by}${args.join(by.startsWith('/') ? '/' : by === ':' ? ':' : '')}}`,
    ),
})).form;

describeFlux((oracle) => {
  test('fills in what is filled in here, and refuses what is refused here', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            form,
            letters.map((parts) => parts.join('')),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        (parts) => {
          const text = `v ${parts.join('')} v`;
          const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'n' }, data: { text } };
          return withTree({ 'all.yaml': JSON.stringify(object) }, async (directory) => {
            const [filled] = (await Promise.all([
              oracle().cluster(directory, [{ path: '', spec: { postBuild: { substitute: VALUES } } }]),
            ])) as [string | [{ data: { text: string } }]];
            const expected = typeof filled === 'string' ? undefined : filled[0].data.text;
            expect([text, ours(text)]).toEqual([text, expected]);
          });
        },
      ),
      { numRuns: RUNS },
    );
  }, 900_000);
});

/** The value of `text:` if it is filled in; nothing if it is refused. */
function ours(text: string): string | undefined {
  try {
    const filled = parse(substitute(`text: '${text}'`, { values: new Map(Object.entries(VALUES)), complete: true }));
    return 'value' in filled ? String((filled.value as { text: unknown }).text) : undefined;
  } catch {
    return undefined;
  }
}
