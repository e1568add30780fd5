import { createColors } from 'picocolors';
import { checkText } from '../../analyzer/render/check-text';
import { atLeast, type Report } from '../../analyzer/report/report';
import { writtenInput } from '../input/inputs';
import type { Io } from '../io';
import { judge } from './judge';
import { report } from './report';

/** What `crossing check` finds in what an app wrote; the texts go by the paths that findings show, and `from` is where the output lies. */
export async function checkWritten(texts: ReadonlyMap<string, string>, from: string, cwd: string): Promise<Report> {
  return report(await judge([writtenInput(texts, from, cwd)], [], () => {}), []).report;
}

/** The warnings and errors of a report, for people; nothing where there are none. */
export function faults(found: Report, io: Io): string {
  const findings = found.findings.filter((finding) => atLeast(finding, 'warning'));
  return findings.length === 0 ? '' : checkText({ ...found, findings }, createColors(io.colour));
}
