import { createColors } from 'picocolors';
import { checkText } from '../../analyzer/render/check-text';
import { mergeVerdicts } from '../../analyzer/report/merge-verdicts';
import { atLeast, type Report } from '../../analyzer/report/report';
import { outputInputs } from '../input/inputs';
import type { Io } from '../io';
import { judgeInputs } from './judge';
import { withInputs } from './with-inputs';

/** What `crossing check` finds in the output of an app. The texts are keyed by the paths that findings show. */
export async function checkOutput(texts: ReadonlyMap<string, string>, output: string, cwd: string): Promise<Report> {
  const inputs = outputInputs(texts, output, cwd);
  return withInputs(mergeVerdicts(await judgeInputs(inputs, {}, () => {})).report, inputs, cwd);
}

/** The warnings and errors of a report, for people; empty if there are none. */
export function faults(report: Report, io: Io): string {
  const findings = report.findings.filter((finding) => atLeast(finding, 'warning'));
  return findings.length === 0 ? '' : checkText({ ...report, findings }, createColors(io.colour));
}
