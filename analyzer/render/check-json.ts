import type { Report } from '../report/report';
import type { Finding } from '../rules/finding';
import { safeJson } from './safe';

function plain(finding: Finding) {
  const { rule, severity, message, seen, fix, file, line, column, subject, path, predicts, traffic } = finding;
  return { rule, severity, message, seen, fix, file, line, column, subject, path, predicts, traffic };
}

/** A report as JSON: a contract, so fields are only ever added. */
export function checkJson({ findings, summary }: Report): string {
  return `${safeJson({ findings: findings.map(plain), summary })}\n`;
}
