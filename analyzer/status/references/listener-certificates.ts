import { notIssued } from '../../model/generated/certificates';
import type { Listener, ObjectReference } from '../../model/objects';
import { type Path, valueAt } from '../../model/path';
import type { Cause, Owner, ReferenceTarget } from '../conditions/cause';
import { type Fault, fault, unknownFault } from '../conditions/condition-builder';
import { mayBeKnown } from './foreign-kinds';
import type { PredictionContext } from './prediction-context';
import { faultsOf, permission, type Resolved, referrer, resolved } from './references';

/**
 * Whether the listener itself ends TLS, and needs a certificate for it.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, TLSModeType
 */
export function terminates({ protocol, tls }: Listener): boolean {
  return protocol === 'HTTPS' || (protocol === 'TLS' && tls?.mode !== 'Passthrough');
}

/**
 * The certificates of a listener, and what they keep it from. Ignored for Passthrough. With options
 * in place of certificates it is for the controller to say where they come from. Of several
 * certificates a controller may serve the good ones.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerTLSConfig; conformance,
 * gateway-invalid-tls-configuration, gateway-secret-missing-reference-grant
 */
export function listenerCertificates(
  setting: PredictionContext,
  owner: Owner,
  listener: Listener,
  path: Path,
): { readonly references: readonly Resolved[]; readonly resolved: Fault[]; readonly programmed: Fault[] } {
  if (!terminates(listener)) {
    return { references: [], resolved: [], programmed: [] };
  }
  const { certificateRefs = [], options = {} } = listener.tls ?? {};
  if (certificateRefs.length === 0) {
    const cause: Cause = { why: 'invalid-tls-config', path: [...path, 'tls'], listener: listener.name, missing: [] };
    if (Object.keys(options).length === 0) {
      return { references: [], resolved: [], programmed: [fault('Invalid', cause)] };
    }
    return { references: [], resolved: [unknownFault(cause)], programmed: [unknownFault(cause)] };
  }
  const references = certificateRefs.map((ref, index) =>
    certificateReference(setting, owner, ref, [...path, 'tls', 'certificateRefs', index], 'certificate'),
  );
  const faults = faultsOf(references);
  const [bad, open] = [faults.filter(({ status }) => status === 'False'), faults.filter(({ status }) => status === 'Unknown')];
  if (bad.length === references.length) {
    return { references, resolved: [], programmed: bad.map(({ cause }) => fault('Invalid', cause)) };
  }
  const partly: Cause = { why: 'certificates-partly', path: [...path, 'tls', 'certificateRefs'], listener: listener.name, missing: [] };
  return { references, resolved: [], programmed: [...(bad.length > 0 ? [unknownFault(partly)] : []), ...open] };
}

/**
 * One reference to a certificate with its key: kind, consent, existence, contents.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerReasonInvalidCertificateRef,
 * ListenerReasonRefNotPermitted and GatewayReasonInvalidClientCertificateRef
 */
export function certificateReference(
  setting: PredictionContext,
  owner: Owner,
  ref: ObjectReference,
  path: Path,
  role: 'certificate' | 'client-certificate',
): Resolved {
  const { group = '', kind = 'Secret', name } = ref;
  const target: ReferenceTarget = { group, kind, namespace: ref.namespace ?? owner.namespace, name };
  const [why, reason] =
    role === 'certificate'
      ? (['invalid-certificate-ref', 'InvalidCertificateRef'] as const)
      : (['invalid-client-certificate-ref', 'InvalidClientCertificateRef'] as const);
  if (group !== '' || kind !== 'Secret') {
    const cause: Cause = {
      why,
      path: [...path, group === '' ? 'kind' : 'group'],
      target,
      fault: 'kind',
      detail: 'is not a Secret',
      missing: [],
    };
    return resolved(path, role, target, [], mayBeKnown(setting, target) ? unknownFault(cause) : fault(reason, cause));
  }
  const { grants, fault: refused } = permission(setting, referrer(owner), target, path);
  if (refused !== undefined) {
    return resolved(path, role, target, grants, refused);
  }
  const secret = setting.world.get('Secret', target.namespace, name);
  if (secret === undefined) {
    const skipped =
      role === 'certificate' ? notIssued(owner.object, valueAt(owner.object, path.slice(0, 3)), ref, owner.namespace) : undefined;
    const detail = skipped === undefined ? 'does not exist' : `does not exist; cert-manager does not issue it, as ${skipped}`;
    const cause = { why, path: [...path, 'name'], target, fault: 'absent', detail } as const;
    const missing = [{ kind, namespace: target.namespace, name }];
    const closed = setting.world.closed('Secret', target.namespace, name);
    return resolved(path, role, target, grants, closed ? fault(reason, { ...cause, missing: [] }) : unknownFault({ ...cause, missing }));
  }
  const flaw = setting.contents.pair(secret);
  if (flaw === undefined) {
    return resolved(path, role, target, grants);
  }
  const cause: Cause = { why, path, target, fault: 'contents', detail: flaw.detail, missing: [] };
  return resolved(path, role, target, grants, flaw.answer === 'False' ? fault(reason, cause) : unknownFault(cause));
}
