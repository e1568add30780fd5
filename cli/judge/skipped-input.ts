import { count, unknownReleaseText } from '../../analyzer/render/summary';
import type { Verdict } from '../../analyzer/report/judge';

/**
 * What a prediction leaves out or judges in part only, because it cannot be read; empty if nothing
 * is left out.
 */
export function skippedInput(verdicts: readonly Verdict[]): string {
  const places = new Map([
    ['unparsable document', new Set<string>()],
    ['Go template', new Set<string>()],
    ['malformed object', new Set<string>()],
  ]);
  const add = (what: string, { file, line }: { readonly file: string; readonly line: number }) => places.get(what)?.add(`${file}:${line}`);
  for (const problem of verdicts.flatMap(({ world }) => world.problems)) {
    if (problem.what === 'unparsable' && !problem.context) {
      add(problem.template ? 'Go template' : 'unparsable document', problem);
    } else if (problem.what === 'malformed' && !problem.manifest.context) {
      add('malformed object', problem.manifest.locate([]));
    }
  }
  const parts = [...places].filter(([, { size }]) => size > 0).map(([what, { size }]) => count(size, what));
  const skipped = parts.length === 0 ? '' : `not judged, or not in full: ${parts.join(', ')}; see "crossing check"\n`;
  return skipped + [...unknownReleases(verdicts)].map((text) => `${text}\n`).join('');
}

function unknownReleases(verdicts: readonly Verdict[]): ReadonlySet<string> {
  const found = verdicts.flatMap(({ world: { bundle } }) =>
    bundle?.standsFor === undefined ? [] : [unknownReleaseText({ named: bundle.standsFor, counts: bundle.gatewayApi })],
  );
  return new Set(found);
}
