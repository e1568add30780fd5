import type { Finding } from '../report/finding';
import type { Report } from '../report/report';
import { safeJson } from './safe';

function plain(finding: Finding) {
  const { rule, severity, message, seen, fix, file, line, column, subject, path, predicts, traffic } = finding;
  return { rule, severity, message, seen, fix, file, line, column, subject, path, predicts, traffic };
}

/** A report as JSON: a contract, so fields are only ever added. */
export function checkJson({ findings, summary }: Report): string {
  return `${safeJson({ findings: findings.map(plain), summary })}\n`;
}
