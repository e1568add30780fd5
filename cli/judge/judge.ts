import { load } from '../../analyzer/model/load';
import type { World } from '../../analyzer/model/world/world';
import type { Prediction } from '../../analyzer/status/conditions/prediction';
import { predict } from '../../analyzer/status/predict';
import { Trouble } from '../exit-code';
import type { Input } from '../input/inputs';
import type { Progress } from '../progress';
import { refuseUnknownFeatures } from './known-features';

/** An input, and what a conforming controller would write about it. */
export interface Judged {
  readonly input: Input;
  readonly world: World;
  readonly prediction: Prediction;
}

/** Predicts for each input what a conforming controller that lacks some features would write. */
export async function judge(inputs: readonly Input[], without: readonly string[], progress: Progress): Promise<Judged[]> {
  refuseUnknownFeatures(without, '--without');
  const judged: Judged[] = [];
  for (const input of inputs) {
    progress(`${input.sources.length} files read, parsing`);
    const world = load(input.sources, { open: input.config?.open ?? [] });
    refuseUnparsable(input, world);
    progress(`${world.census.objects} objects read, judging`);
    // Certificates are rare, and the module of node that looks into them is slow to start.
    const certificates =
      world.all('Secret').length > 0 || world.all('ConfigMap').length > 0 ? (await import('./certificates.js')).certificates : undefined;
    judged.push({ input, world, prediction: predict(world, { without, ...(certificates && { certificates }) }) });
  }
  return judged;
}

/** What somebody named has to parse. */
function refuseUnparsable({ sources }: Input, { problems }: World): void {
  const named = new Set(sources.filter(({ strict }) => strict).map(({ path }) => path));
  const lines = problems.flatMap((problem) => {
    if (problem.what !== 'unparsable' || !named.has(problem.file)) return [];
    const { file, line, column, message, template } = problem;
    return [`${file}:${line}:${column}: ${message}${template ? '; it is a Go template: render it first, as with "helm template"' : ''}`];
  });
  if (lines.length > 0) throw new Trouble(lines.join('\n'));
}
