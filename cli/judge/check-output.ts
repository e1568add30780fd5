import { createColors } from 'picocolors';
import { checkText } from '../../analyzer/render/check-text';
import { mergeVerdicts } from '../../analyzer/report/merge-verdicts';
import { atLeast, type Report } from '../../analyzer/report/report';
import { outputReader } from '../input/inputs';
import type { Io } from '../io';
import { judgeInputs } from './judge';
import { withInputs } from './with-inputs';

/** What `crossing check` finds in what an app writes. */
export type OutputCheck = (texts: ReadonlyMap<string, string>) => Promise<Report>;

/**
 * Gets ready to check what an app writes, which it may still do.
 *
 * @param output the directory that the app writes
 * @returns takes texts by the paths that findings show
 */
export function outputCheck(output: string, cwd: string): OutputCheck {
  const read = outputReader(output, cwd);
  return async (texts) => {
    const inputs = read(texts);
    return withInputs(mergeVerdicts(await judgeInputs(inputs, {}, () => {})).report, inputs, cwd);
  };
}

/** The warnings and errors of a report, for people; empty if there are none. */
export function faults(report: Report, io: Io): string {
  const findings = report.findings.filter((finding) => atLeast(finding, 'warning'));
  return findings.length === 0 ? '' : checkText({ ...report, findings }, createColors(io.colour));
}
