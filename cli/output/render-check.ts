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
  sarif: (report) => checkSarif(report, packageVersion()),
  markdown: checkMarkdown,
  github: checkGithub,
};

/** A report in a format. */
export function renderCheck(report: Report, format: CheckFormat, io: Io): string {
  return RENDERERS[format](report, io);
}
