import type { Finding } from '../report/finding';
import type { Report } from '../report/report';
import type { Severity } from '../rules/severity';
import { details } from './details';
import { oneLine, workflowData, workflowProperty } from './safe';
import { summaryLine } from './summary';

const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' };

function command(finding: Finding): string {
  const file = workflowProperty(oneLine(finding.file));
  const title = workflowProperty(finding.rule);
  const message = [oneLine(finding.message), ...details(finding).map(([label, text]) => `${label}: ${text}`)].join('\n');
  return `::${COMMANDS[finding.severity]} file=${file},line=${finding.line},col=${finding.column},title=${title}::${workflowData(message)}\n`;
}

/** A report as GitHub workflow commands: annotations on the lines of a pull request. */
export function checkGithub(report: Report): string {
  return `${report.findings.map(command).join('')}${summaryLine(report)}\n`;
}
