import type { Manifest } from '../../model/manifest';
import type { World } from '../../model/world/world';
import type { Cause, ReferenceTarget } from '../conditions/cause';
import { type Fault, fault, positiveCondition, unknownFault } from '../conditions/condition-builder';
import type { ClassPrediction } from '../conditions/prediction';

/** Stands for the controller where the input names none. */
export const ANY_CONTROLLER = 'example.net/gateway-controller';

/**
 * Who manages a Gateway, or why nobody does. `assumed`: its class is not in the input, and
 * something there may bring it.
 */
export type Scope =
  | {
      readonly controllerName: string;
      readonly assumed?: Cause;
      /** What the controller says that it supports. */
      readonly features?: readonly { readonly name?: string }[];
    }
  | { readonly cause: Cause };

/**
 * A class is accepted by its controller, unless its parameters are missing.
 *
 * @see Gateway API v1.6.1, apis/v1/gatewayclass_types.go, GatewayClassConditionStatusAccepted and
 * GatewayClassConditionStatusSupportedVersion
 */
export function evaluateClass(world: World, manifest: Manifest<'GatewayClass'>): ClassPrediction {
  const conditions = [
    positiveCondition('Accepted', parameterFaults(world, manifest), { reason: 'Accepted', message: 'class is accepted' }),
    positiveCondition('SupportedVersion', [], { reason: 'SupportedVersion', message: 'version of the installed CRDs is supported' }),
  ];
  return { manifest, conditions };
}

function parameterFaults(world: World, { object }: Manifest<'GatewayClass'>): Fault[] {
  const ref = object.spec.parametersRef;
  if (ref === undefined) {
    return [];
  }
  return parametersFault(world, { ...ref, namespace: ref.namespace ?? '' }, ['spec', 'parametersRef']);
}

/**
 * What is wrong with a reference to parameters, of whatever kind they are.
 *
 * @see Gateway API v1.6.1, apis/v1/gatewayclass_types.go, GatewayClassReasonInvalidParameters;
 * apis/v1/gateway_types.go, GatewayReasonInvalidParameters
 */
export function parametersFault(world: World, target: ReferenceTarget, path: Cause['path']): Fault[] {
  const { group, kind, namespace, name } = target;
  if (world.has(group, kind, namespace, name)) {
    return [];
  }
  const cause = { why: 'invalid-parameters', path, target } as const;
  const core = group === '' && (kind === 'ConfigMap' || kind === 'Secret' || kind === 'Service');
  const closed = namespace !== '' && world.closed(core ? kind : 'Other', namespace, name);
  return [
    closed ? fault('InvalidParameters', { ...cause, missing: [] }) : unknownFault({ ...cause, missing: [{ kind, namespace, name }] }),
  ];
}

/**
 * Who manages a Gateway: the controller of its class. If the input has no GatewayClass at all, or
 * something in it may bring the one that is missing, a conforming controller is assumed; else the
 * class does not exist, and nobody answers.
 *
 * @see Gateway API v1.6.1, apis/v1/gatewayclass_types.go; site docs, concepts/troubleshooting
 */
export function scopeOf(world: World, classes: ReadonlyMap<string, ClassPrediction>, { object }: Manifest<'Gateway'>): Scope {
  const className = object.spec.gatewayClassName;
  if (className === undefined || world.all('GatewayClass').length === 0) {
    return { controllerName: ANY_CONTROLLER };
  }
  const found = classes.get(className);
  const base = { path: ['spec', 'gatewayClassName'], className, missing: [] };
  if (found === undefined && world.closed('GatewayClass', '', className)) {
    return { cause: { why: 'class-not-found', ...base } };
  }
  if (found === undefined) {
    const missing = [{ kind: 'GatewayClass', namespace: '', name: className }];
    return { controllerName: ANY_CONTROLLER, assumed: { why: 'class-not-found', ...base, missing } };
  }
  if (found.conditions.some(({ type, status }) => type === 'Accepted' && status === 'False')) {
    return { cause: { why: 'class-not-accepted', ...base } };
  }
  const { spec, status } = found.manifest.object;
  return { controllerName: spec.controllerName ?? ANY_CONTROLLER, features: status?.supportedFeatures ?? [] };
}
