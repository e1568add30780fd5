import type { Manifest } from '../../model/manifest';
import type { Cause, ReferenceTarget } from '../conditions/cause';
import { type Fault, fault, positiveCondition, unknownFault } from '../conditions/condition-builder';
import type { PolicyPrediction } from '../conditions/prediction';
import { authorityFault, authorityKind } from '../listeners/frontend';
import { ageOf } from '../matching/age';
import type { PredictionContext } from '../references/prediction-context';
import { faultsOf, type Resolved, resolved } from '../references/references';
import type { Reach } from './reach';

type Policy = Manifest<'BackendTLSPolicy'>;
type TargetRef = NonNullable<Policy['object']['spec']['targetRefs']>[number];

/**
 * Every policy, with an entry for each Gateway that reaches a Service which it targets.
 *
 * @see Gateway API v1.6.1, apis/v1/backendtlspolicy_types.go; apis/v1/policy_types.go; GEP-1897
 */
export function evaluatePolicies(setting: PredictionContext, reachOf: () => Reach): PolicyPrediction[] {
  const policies = setting.world.all('BackendTLSPolicy');
  if (policies.length === 0 || !setting.supports('BackendTLSPolicy')) {
    return policies.map((manifest) => ({ manifest, conditions: [], ancestors: [], references: [] }));
  }
  const [reach, winners] = [reachOf(), winnersOf(policies)];
  return policies.map((manifest) => evaluatePolicy(setting, manifest, reach, winners));
}

function evaluatePolicy(
  setting: PredictionContext,
  manifest: Policy,
  reach: Reach,
  winners: ReadonlyMap<string, Policy>,
): PolicyPrediction {
  const { targetRefs = [] } = manifest.object.spec;
  const references = authorities(setting, manifest);
  const gateways = new Set(targetRefs.filter(isService).flatMap(({ name }) => [...(reach.get(`${manifest.namespace}/${name}`) ?? [])]));
  const unresolved = faultsOf(references);
  const conditions = [
    positiveCondition('Accepted', [...targetFaults(setting, manifest, winners), ...authorityFaults(references)], {
      reason: 'Accepted',
      message: 'policy is accepted',
    }),
    positiveCondition('ResolvedRefs', unresolved, { reason: 'ResolvedRefs', message: 'all references are resolved' }),
  ];
  const ancestors = [...gateways].map((gateway) => ({ gateway: gateway.manifest, controllerName: gateway.controllerName, conditions }));
  ancestors.sort(({ gateway: one }, { gateway: other }) => (`${one.namespace}/${one.name}` < `${other.namespace}/${other.name}` ? -1 : 1));
  return { manifest, conditions, ancestors, references: references.map(({ reference }) => reference) };
}

/**
 * @see Gateway API v1.6.1, apis/v1/backendtlspolicy_types.go,
 * BackendTLSPolicyValidation.CACertificateRefs
 */
function authorities(setting: PredictionContext, { namespace, object }: Policy): Resolved[] {
  return (object.spec.validation?.caCertificateRefs ?? []).map((ref, index) => {
    const path = ['spec', 'validation', 'caCertificateRefs', index];
    const target = { ...ref, namespace };
    const unknown = authorityKind(setting, target, path, 'InvalidKind');
    const found = unknown?.status === 'False' ? unknown : (authorityFault(setting, target, path) ?? unknown);
    return resolved(path, 'ca-certificate', target, [], found);
  });
}

/** Without any certificate to trust the policy is of no use. */
function authorityFaults(references: readonly Resolved[]): Fault[] {
  const faults = faultsOf(references);
  if (references.length === 0 || faults.length < references.length) {
    return [];
  }
  const missing = faults.flatMap(({ cause }) => cause.missing);
  const cause: Cause = { why: 'no-valid-ca-certificate', path: ['spec', 'validation', 'caCertificateRefs'], missing };
  return [faults.every(({ status }) => status === 'False') ? fault('NoValidCACertificate', cause) : unknownFault(cause)];
}

/**
 * What is wrong with the targets: a Service or a port of it that is missing, or another policy that
 * comes first. Of a policy that misses or loses some of its targets only, the API does not say what
 * it gets.
 *
 * @see Gateway API v1.6.1, apis/v1/policy_types.go, PolicyReasonTargetNotFound and
 * PolicyReasonConflicted; conformance, backendtlspolicy-conflict-resolution
 */
function targetFaults(setting: PredictionContext, manifest: Policy, winners: ReadonlyMap<string, Policy>): Fault[] {
  const { targetRefs = [] } = manifest.object.spec;
  const absences = targetRefs.map((ref, index) => absence(setting, manifest, ref, ['spec', 'targetRefs', index]));
  const partly = absences.includes(undefined);
  const faults = absences.flatMap((one): Fault | [] => {
    if (one === undefined) {
      return [];
    }
    const cause: Cause = { why: 'target-not-found', ...one, partly };
    return cause.missing.length > 0 ? unknownFault(cause) : fault('TargetNotFound', cause);
  });
  const lost = targetRefs.flatMap((ref, index): Cause | [] => {
    const winner = winners.get(keyOf(manifest, ref));
    if (winner === undefined || winner === manifest) {
      return [];
    }
    return { why: 'conflicted', path: ['spec', 'targetRefs', index], winner, byName: ageOf(winner) === ageOf(manifest), missing: [] };
  });
  const conflicts = lost.map((cause) => (lost.length === targetRefs.length ? fault('Conflicted', cause) : unknownFault(cause)));
  return [...faults, ...conflicts];
}

type Absence = Omit<Extract<Cause, { readonly why: 'target-not-found' }>, 'why' | 'partly'>;

/** A target that is not there, or may not be. */
function absence({ world }: PredictionContext, { namespace }: Policy, ref: TargetRef, path: Cause['path']): Absence | undefined {
  if (!isService(ref)) {
    return undefined;
  }
  const { group, kind, name, sectionName } = ref;
  const target: ReferenceTarget = { group, kind, namespace, name };
  const service = world.get('Service', namespace, name);
  if (service === undefined) {
    return {
      target,
      path: [...path, 'name'],
      missing: world.closed('Service', namespace, name) ? [] : [{ kind: 'Service', namespace, name }],
    };
  }
  if (sectionName === undefined || service.object.spec.ports?.some((port) => port.name === sectionName)) {
    return undefined;
  }
  return { target, path: [...path, 'sectionName'], sectionName, missing: [] };
}

function isService({ group, kind }: TargetRef): boolean {
  return group === '' && kind === 'Service';
}

/** One policy for the whole Service and one for a port of it do not conflict. */
function keyOf({ namespace }: Policy, { group, kind, name, sectionName = '' }: TargetRef): string {
  return JSON.stringify([namespace, group, kind, name, sectionName]);
}

/**
 * The policy that holds for each target: the oldest, then by name.
 *
 * @see Gateway API v1.6.1, apis/v1/backendtlspolicy_types.go, conflict resolution of TargetRefs;
 * GEP-713
 */
function winnersOf(policies: readonly Policy[]): ReadonlyMap<string, Policy> {
  const winners = new Map<string, Policy>();
  for (const policy of policies) {
    for (const ref of policy.object.spec.targetRefs ?? []) {
      const key = keyOf(policy, ref);
      const holder = winners.get(key);
      if (holder === undefined || ageOf(policy) < ageOf(holder)) {
        winners.set(key, policy);
      }
    }
  }
  return winners;
}
