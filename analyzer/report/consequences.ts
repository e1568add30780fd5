import type { Manifest } from '../model/manifest';
import { formatRef } from '../model/object-ref';
import { formatPath } from '../rules/edits/edit';
import type { RuleName } from '../rules/registry';
import type { ListenerPrediction, ParentPrediction, Prediction } from '../status/conditions/prediction';
import type { Finding } from './finding';

/**
 * What a fault of a listener does to the routes of that listener: the rule about the routes, and
 * those about the fault.
 */
const CAUSES: { readonly [R in RuleName]?: { readonly of: 'any' | 'every'; readonly causes: readonly RuleName[] } } = {
  // Each listener of such a route is out of order, and each is reported to its owner: one of these
  // is the cause.
  'route-without-traffic': {
    of: 'any',
    causes: [
      'hostname-conflict',
      'invalid-ca-certificate-kind',
      'invalid-ca-certificate-ref',
      'invalid-certificate-ref',
      'invalid-tls-config',
      'listener-name-repeated',
      'no-valid-ca-certificate',
      'protocol-conflict',
      'ref-not-permitted',
      'unsupported-protocol',
      'unsupported-tls-mode',
    ],
  },
  // A route may be refused by a sound listener and by a faulty one; only if all are faulty, the
  // fault is the cause.
  'not-allowed-by-listeners': {
    of: 'every',
    causes: ['invalid-route-kinds', 'selector-invalid', 'selector-missing', 'unsupported-protocol'],
  },
  'section-name-missing': { of: 'any', causes: ['listener-name-repeated'] },
};

/**
 * The findings without those that follow from a fault of a listener that another one reports: that
 * one counts the routes, and is as severe as they are.
 */
export function withoutConsequences(findings: readonly Finding[], prediction: Prediction): readonly Finding[] {
  const parents = new Map(prediction.routes.map(({ manifest, parents }) => [formatRef(manifest), parents]));
  const bySubject = new Map<string, Finding[]>();
  for (const finding of findings) {
    const subject = formatRef(finding.subject);
    const ofSubject = bySubject.get(subject);
    ofSubject === undefined ? bySubject.set(subject, [finding]) : ofSubject.push(finding);
  }
  const affected = new Map<Finding, Finding[]>();
  const kept = findings.filter((finding) => {
    const cause = causeOf(finding, parents.get(formatRef(finding.subject)) ?? [], bySubject, prediction);
    if (cause === undefined) {
      return true;
    }
    affected.set(cause, [...(affected.get(cause) ?? []), finding]);
    return false;
  });
  return kept.map((finding) => withAffected(finding, affected.get(finding) ?? []));
}

function causeOf(
  finding: Finding,
  parents: readonly ParentPrediction[],
  bySubject: ReadonlyMap<string, readonly Finding[]>,
  prediction: Prediction,
): Finding | undefined {
  const { of, causes } = CAUSES[finding.rule] ?? { of: 'any', causes: [] };
  const entry = parents.find(({ path }) => isBelow(finding.path, formatPath(path)));
  if (causes.length === 0 || entry?.parent === undefined || entry.parent.context) {
    return undefined;
  }
  const faults = (bySubject.get(formatRef(entry.parent)) ?? []).filter(
    ({ rule, severity }) => causes.includes(rule) && severity !== 'note',
  );
  const concerned = listenersOf(entry, entry.parent, prediction);
  const explaining = concerned.map(({ path }) => faults.find((fault) => isBelow(fault.path, formatPath(path))));
  if (of === 'every') {
    return explaining.every((fault) => fault !== undefined) ? explaining[0] : undefined;
  }
  return explaining.find((fault) => fault !== undefined) ?? faults[0];
}

/** The listeners that a route is attached to through a parentRef, or those that it asks for. */
function listenersOf({ listeners, parentRef }: ParentPrediction, parent: Manifest, prediction: Prediction): readonly ListenerPrediction[] {
  if (listeners.length > 0) {
    return listeners;
  }
  const owner = [...prediction.gateways, ...prediction.listenerSets].find(({ manifest }) => manifest === parent);
  return (owner?.listeners ?? []).filter(
    ({ listener: { name, port } }) =>
      (parentRef.sectionName === undefined || parentRef.sectionName === name) && (parentRef.port === undefined || parentRef.port === port),
  );
}

function isBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

function withAffected(cause: Finding, consequences: readonly Finding[]): Finding {
  if (consequences.length === 0) {
    return cause;
  }
  const routes = [...new Set(consequences.map(({ subject }) => formatRef(subject)))];
  const severity = consequences.some(({ severity }) => severity === 'error') ? 'error' : cause.severity;
  const lost = consequences.every(({ rule }) => rule === 'section-name-missing')
    ? []
    : [`${routes.length} route${routes.length === 1 ? ' gets' : 's get'} no traffic`];
  const traffic = [...(cause.traffic === undefined ? [] : [cause.traffic]), ...lost].join('; ');
  return { ...cause, severity, ...(traffic !== '' && { traffic }), affects: routes };
}
