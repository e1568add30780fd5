import fc from 'fast-check';
import type { Source } from '../../analyzer/model/sources/source';
import { applyFix } from './apply-edit';
import { anything, cluster } from './arbitrary';
import { cases, type Judged, judge, sources } from './cases';
import { troublesOf } from './fix-troubles';

/** What the fixes of a judgement leave, bring or break. */
function troubles(before: Judged, read: readonly Source[], again: (read: readonly Source[]) => Judged): string[] {
  return before.report.findings.flatMap((finding) =>
    finding.fix?.edit === undefined ? [] : troublesOf(finding, before, again(applyFix(read, finding.fix))),
  );
}

test.each(cases)('each fix of $name may be applied blindly', (one) => {
  const read = sources(one, 'bad.yaml', one.bad);
  const again = (sources: readonly Source[]) => judge(sources, one.without, one.target);
  expect(troubles(again(read), read, again)).toEqual([]);
});

test('each fix of any manifests may be applied blindly', () => {
  fc.assert(
    fc.property(cluster(anything), (manifests) => {
      const read = [{ path: 'all.yaml', text: manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n') }];
      expect(troubles(judge(read), read, judge)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
