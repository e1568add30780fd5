import { relative, resolve } from 'node:path';
import { createColors } from 'picocolors';
import { checkGithub } from '../../analyzer/render/check-github';
import { checkJson } from '../../analyzer/render/check-json';
import { checkMarkdown } from '../../analyzer/render/check-markdown';
import { checkSarif } from '../../analyzer/render/check-sarif';
import { checkText } from '../../analyzer/render/check-text';
import type { Report } from '../../analyzer/report/report';
import { type Io, packageVersion } from '../io';
import type { CheckFormat } from './check-formats';

const RENDERERS: Readonly<Record<CheckFormat, (report: Report, io: Io) => string>> = {
  text: (report, io) => checkText(report, createColors(io.colour)),
  json: checkJson,
  sarif: (report, io) => checkSarif(inRepository(report, io), packageVersion()),
  markdown: checkMarkdown,
  github: (report, io) => checkGithub(inRepository(report, io)),
};

/** A report in a format. */
export function renderCheck(report: Report, format: CheckFormat, io: Io): string {
  return RENDERERS[format](report, io);
}

/**
 * A report whose files are named from the root of the checkout, as GitHub places annotations, and
 * not from the folder of it that a job works in.
 */
function inRepository(report: Report, { env: { GITHUB_WORKSPACE: root }, cwd }: Io): Report {
  if (!root || relative(root, cwd) === '' || relative(root, cwd).startsWith('..')) {
    return report;
  }
  const fromRoot = (file: string) => (file === 'stdin' ? file : relative(root, resolve(cwd, file)));
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, file: fromRoot(finding.file) })) };
}
