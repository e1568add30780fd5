import fc from 'fast-check';
import { judge } from '../../analyzer/report/judge';
import { describeFlux } from './flux-oracle';
import { randomTree } from './random-trees';
import { checkTree, documents, findingsOf, withTree } from './tree';

const RUNS = Number(process.env.TREES ?? 4);

describeFlux((oracle) => {
  test('what is found in a tree is what is found in what each cluster gets', async () => {
    await fc.assert(
      fc.asyncProperty(randomTree, ({ files, clusters }) =>
        withTree(files, async (directory) => {
          const { report } = await checkTree(directory);
          const unrendered = await checkTree(directory, ['.'], { kustomize: 'off' });
          for (const { name, builds } of clusters) {
            const objects = await oracle().cluster(directory, builds);
            if (typeof objects === 'string') {
              expect([objects, report.findings.some(({ rule }) => rule === 'delivery-incomplete')]).toEqual([objects, true]);
              continue;
            }
            const text = documents(...objects.map((object) => `${JSON.stringify(object)}\n`));
            const expected = findingsOf(judge([{ path: 'rendered.yaml', text, place: { literal: true } }]).report);
            expect([name, findingsOf(report, name)]).toEqual([name, expected]);
            const errors = findingsOf(unrendered.report, name).filter((finding) => finding.startsWith('error'));
            expect(expected).toEqual(expect.arrayContaining(errors));
          }
        }),
      ),
      { numRuns: RUNS },
    );
  }, 900_000);
});
