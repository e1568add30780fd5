import type { Finding } from '../report/finding';
import type { Report } from '../report/report';
import { safeJson } from './safe';

function plain(finding: Finding) {
  const { rule, severity, message, seen, fix, missing, file, line, column, subject, path, predicts, traffic, affects, clusters } = finding;
  return { rule, severity, message, seen, fix, missing, file, line, column, subject, path, predicts, traffic, affects, clusters };
}

/** A report as JSON: a contract, so fields are only ever added. */
export function checkJson({
  findings,
  summary,
  suppressions = [],
  settings = [],
  passedOver = [],
  unapplied,
  unjudged,
  unknownRelease,
  deliveries,
}: Report): string {
  const { clusters, rendered, unknownPatches, notDelivered, differing, revisions } = deliveries ?? {};
  const accepted = suppressions.map(({ ignore: { rule, at, reason }, findings }) => ({ rule, at, reason, findings: findings.map(plain) }));
  return `${safeJson({ findings: findings.map(plain), summary, suppressions: accepted, settings, passedOver, unapplied, unjudged, unknownRelease, clusters, rendered, unknownPatches, notDelivered, differing, revisions })}\n`;
}
