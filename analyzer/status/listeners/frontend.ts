import type { Manifest } from '../../model/manifest';
import type { FrontendValidation, ObjectReference } from '../../model/objects';
import type { Path } from '../../model/path';
import { append } from '../../text/append';
import type { Cause, ReferenceTarget } from '../conditions/cause';
import { fault, unknownFault } from '../conditions/condition-builder';
import { mayBeKnown } from '../references/foreign-kinds';
import type { PredictionContext } from '../references/prediction-context';
import { faultsOf, permission, type Resolved, referrer, resolved } from '../references/references';
import type { ListenerDraft } from './listener';

interface Validation {
  readonly path: Path;
  readonly mode?: string;
  readonly references: readonly Resolved[];
}

/** How a Gateway checks the certificates of clients, for all of its ports. */
export class Frontend {
  private readonly standard: Validation | undefined;
  private readonly perPort = new Map<number, Validation | undefined>();

  constructor(
    private readonly setting: PredictionContext,
    private readonly manifest: Manifest<'Gateway'>,
  ) {
    const { default: standard, perPort = [] } = manifest.object.spec.tls?.frontend ?? {};
    const at = ['spec', 'tls', 'frontend'];
    this.standard = this.validation(standard?.validation, [...at, 'default', 'validation']);
    for (const [index, { port, tls }] of perPort.entries()) {
      if (port !== undefined) {
        this.perPort.set(port, this.validation(tls?.validation, [...at, 'perPort', index, 'tls', 'validation']));
      }
    }
  }

  private get validations(): Validation[] {
    return [this.standard, ...this.perPort.values()].filter((one) => one !== undefined);
  }

  get references(): Resolved[] {
    return this.validations.flatMap(({ references }) => references);
  }

  /**
   * @see Gateway API v1.6.1, apis/v1/gateway_types.go,
   * GatewayConditionInsecureFrontendValidationMode
   */
  get insecure(): boolean {
    return this.validations.some(({ mode }) => mode === 'AllowInsecureFallback');
  }

  /**
   * Puts what is wrong with a port's validation on a listener, the Gateway's own or one of a
   * ListenerSet. Only HTTPS checks clients; what a port says replaces the default, even by saying
   * nothing. One good certificate keeps the listener going.
   *
   * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayFrontendTLS; GEP-91; GEP-3567;
   * conformance, gateway-with-invalid-clientcertificate-validation
   */
  apply({ listener, accepted, resolved: unresolved }: ListenerDraft): void {
    const { protocol, port = 0 } = listener;
    const validation = this.perPort.has(port) ? this.perPort.get(port) : this.standard;
    if (protocol !== 'HTTPS' || validation === undefined || validation.references.length === 0) {
      return;
    }
    const faults = faultsOf(validation.references);
    append(unresolved, faults);
    if (faults.length < validation.references.length) {
      return;
    }
    const missing = faults.flatMap(({ cause }) => cause.missing);
    const cause: Cause = { why: 'no-valid-ca-certificate', path: [...validation.path, 'caCertificateRefs'], missing };
    accepted.push(faults.every(({ status }) => status === 'False') ? fault('NoValidCACertificate', cause) : unknownFault(cause));
  }

  private validation(written: FrontendValidation | undefined, path: Path): Validation | undefined {
    if (written === undefined) {
      return undefined;
    }
    const { mode, caCertificateRefs = [] } = written;
    const references = caCertificateRefs.map((ref, index) => this.reference(ref, [...path, 'caCertificateRefs', index]));
    return { path, references, ...(mode === undefined ? {} : { mode }) };
  }

  private reference(ref: ObjectReference, path: Path): Resolved {
    const target = { group: ref.group, kind: ref.kind, namespace: ref.namespace ?? this.manifest.namespace, name: ref.name };
    const unknown = authorityKind(this.setting, target, path, 'InvalidCACertificateKind');
    if (unknown?.status === 'False') {
      return resolved(path, 'ca-certificate', target, [], unknown);
    }
    const { grants, fault: refused } = permission(this.setting, referrer(this.manifest), target, path);
    return resolved(path, 'ca-certificate', target, grants, refused ?? authorityFault(this.setting, target, path) ?? unknown);
  }
}

/**
 * What is wrong with the kind of an object that is to hold certificates to trust. All controllers
 * take a ConfigMap, some a Secret or a kind of their own.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerReasonInvalidCACertificateKind;
 * apis/v1/backendtlspolicy_types.go, BackendTLSPolicyReasonInvalidKind
 */
export function authorityKind(setting: PredictionContext, target: ReferenceTarget, path: Path, reason: string) {
  const { group, kind } = target;
  if (group === '' && kind === 'ConfigMap') {
    return undefined;
  }
  const cause: Cause = { why: 'invalid-ca-certificate-kind', path: [...path, group === '' ? 'kind' : 'group'], target, missing: [] };
  return (group === '' && kind === 'Secret') || mayBeKnown(setting, target) ? unknownFault(cause) : fault(reason, cause);
}

/**
 * What is wrong with the object itself: missing, or without a certificate to trust.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerReasonInvalidCACertificateRef
 */
export function authorityFault({ world, contents }: PredictionContext, target: ReferenceTarget, path: Path) {
  if (target.group !== '') {
    return undefined;
  }
  const kind = target.kind === 'Secret' ? 'Secret' : 'ConfigMap';
  const { namespace, name } = target;
  const holder = world.get(kind, namespace, name);
  const why = 'invalid-ca-certificate-ref';
  if (holder === undefined) {
    const cause = { why, path: [...path, 'name'], target, fault: 'absent', detail: 'does not exist' } as const;
    if (world.closed(kind, namespace, name)) {
      return fault('InvalidCACertificateRef', { ...cause, missing: [] });
    }
    return unknownFault({ ...cause, missing: [{ kind, namespace, name }] });
  }
  const flaw = contents.authorities(holder);
  if (flaw === undefined) {
    return undefined;
  }
  const cause: Cause = { why, path, target, fault: 'contents', detail: flaw.detail, missing: [] };
  return flaw.answer === 'False' ? fault('InvalidCACertificateRef', cause) : unknownFault(cause);
}
