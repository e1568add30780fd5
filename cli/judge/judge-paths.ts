import type { Ignore } from '../../analyzer/report/ignore';
import type { Verdict } from '../../analyzer/report/judge';
import { mergeVerdicts } from '../../analyzer/report/merge-verdicts';
import type { Report } from '../../analyzer/report/report';
import { deliveredInputs } from '../engines/delivered-inputs';
import type { ManifestOptions } from '../input/manifest-options';
import type { Io } from '../io';
import type { Progress } from '../progress';
import { judgeInputs, type VerdictOptions } from './judge';
import { withInputs } from './with-inputs';

/** What is found in paths: about each cluster, and about all of them. */
export interface PathsVerdict {
  readonly verdicts: readonly Verdict[];
  readonly report: Report;
  /** Ignores that match no finding. */
  readonly unused: readonly Ignore[];
}

/** Judges what paths hold, each cluster with what the engines deliver to it. */
export async function judgePaths(
  paths: readonly string[],
  options: ManifestOptions & VerdictOptions,
  io: Io,
  progress: Progress,
): Promise<PathsVerdict> {
  const { inputs, deliveries } = await deliveredInputs(paths, options, io, progress);
  const verdicts = await judgeInputs(inputs, options, progress);
  const { report, unused } = mergeVerdicts(verdicts);
  return { verdicts, report: { ...withInputs(report, inputs, io.cwd), ...(deliveries && { deliveries }) }, unused };
}
