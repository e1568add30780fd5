import { formatRef } from '../../analyzer/model/object-ref';
import type { Finding } from '../../analyzer/report/finding';
import type { Verdict } from '../../analyzer/report/judge';
import { condition } from '../../analyzer/status/conditions/condition';
import type { Prediction } from '../../analyzer/status/conditions/prediction';

type Judged = Pick<Verdict, 'prediction' | 'report'>;

function identity({ rule, subject, path, message }: Finding): string {
  return JSON.stringify([rule, subject, path, message]);
}

/**
 * The reference or listener that a finding is about, or the whole ListenerSet that is not attached:
 * what one error hides about it may show once that one is fixed.
 */
function placeOf({ subject, path }: Finding): string {
  return JSON.stringify([subject, subject.kind === 'ListenerSet' ? '' : (/^.*\]/.exec(path)?.[0] ?? path)]);
}

/** The routes and ListenerSets that some parent accepts. */
function admitted({ routes, listenerSets }: Prediction): ReadonlySet<string> {
  const isAccepted = (conditions: Parameters<typeof condition>[0]) => condition(conditions, 'Accepted')?.status === 'True';
  const attached = routes.filter(({ parents }) => parents.some(({ conditions }) => isAccepted(conditions)));
  const sets = listenerSets.filter(({ conditions }) => isAccepted(conditions));
  return new Set([...attached, ...sets].map(({ manifest }) => formatRef(manifest)));
}

/**
 * What a fix leaves, brings or breaks in one cluster, which it must not; empty for a fix that may
 * be applied blindly.
 */
export function troublesOf(finding: Finding, before: Judged, after: Judged): string[] {
  const known = new Set(before.report.findings.map(identity));
  const errors = new Set(before.report.findings.filter(({ severity }) => severity === 'error').map(placeOf));
  const guests = admitted(before.prediction);
  // What was not attached at all shows its other faults once it is.
  const wasServed = ({ subject }: Finding) => !/Route$|ListenerSet$/.test(subject.kind) || guests.has(formatRef(subject));
  const left = after.report.findings.map(identity).filter((one) => one === identity(finding));
  const brought = after.report.findings.filter(
    (one) => one.severity === 'error' && !known.has(identity(one)) && !errors.has(placeOf(one)) && wasServed(one),
  );
  const guestsAfter = admitted(after.prediction);
  const lost = [...guests].filter((guest) => !guestsAfter.has(guest));
  const said = [
    ...left.map(() => 'is still there'),
    ...brought.map(({ rule, message }) => `brings ${rule}: ${message}`),
    ...lost.map((guest) => `shuts out ${guest}`),
  ];
  return said.map((text) => `${finding.rule}: ${finding.fix?.text}: ${text}`);
}
