import { contentsUnknown } from '../../model/generated/copies';
import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import type { World } from '../../model/world/world';
import type { ReferenceTarget } from '../../status/conditions/cause';
import { nearest } from '../../text/did-you-mean';
import { quoted } from '../../text/words';
import { setField } from '../edits/change';
import { type CauseOf, type ReferenceFault, referenceFaults } from '../facts/condition-faults';
import type { Found, RuleDefinition, RuleInput } from '../rule';

type Name = 'invalid-ca-certificate-ref' | 'invalid-certificate-ref' | 'invalid-client-certificate-ref';

/** A reference to a certificate that is missing or invalid. */
export interface CertificateFault {
  readonly target: ReferenceTarget;
  readonly fault: 'kind' | 'absent' | 'contents';
  readonly detail: string;
  /** Objects of a similar name. */
  readonly similar: readonly string[];
}

/** The object that is likely meant: of the right kind, with this name or a similar one. */
function similar(
  { world, facts }: RuleInput,
  kind: 'Secret' | 'ConfigMap',
  { namespace, name }: ReferenceTarget,
  fault: CauseOf<Name>['fault'],
): Manifest | undefined {
  if (fault === 'contents') {
    return undefined;
  }
  const there = world.in(kind, namespace);
  const likely = fault === 'kind' ? name : nearest(name, facts.objectsByName.names(there));
  return likely === undefined ? undefined : facts.objectsByName.namesakes<'Secret' | 'ConfigMap'>(there, likely)[0];
}

function found(input: RuleInput, kind: 'Secret' | 'ConfigMap', fault: ReferenceFault<Name>): Found<CertificateFault> {
  const { manifest, reference, cause, severity, predicts } = fault;
  const { target, missing, detail } = cause;
  const likely = similar(input, kind, target, cause.fault);
  const params = { target, fault: cause.fault, detail, similar: likely === undefined ? [] : [formatRef(likely)] };
  const wrongKind = target.group === '' && target.kind !== kind;
  const field = wrongKind ? 'kind' : 'group';
  const right = cause.fault === 'kind' ? (wrongKind ? kind : '') : likely?.name;
  const at = cause.fault === 'kind' ? field : 'name';
  const edit = likely === undefined || right === undefined ? undefined : setField(manifest, [...reference.path, at], right);
  return { at: manifest, path: cause.path, severity, params, missing, predicts, edit };
}

/**
 * Whether something in the input makes the object, or fills in what stands there without its
 * contents: there is no file to pass.
 */
function isAnnounced(world: World, kind: 'Secret' | 'ConfigMap', { severity, cause }: ReferenceFault<Name>): boolean {
  const { target, fault } = cause;
  if (severity !== 'note' || target.group !== '' || target.kind !== kind) {
    return false;
  }
  if (fault === 'absent') {
    return world.makes(kind, target.namespace, target.name);
  }
  const holder = fault === 'contents' ? world.get(kind, target.namespace, target.name) : undefined;
  return holder !== undefined && contentsUnknown(holder.object) !== undefined;
}

/** The references to certificates that are missing or invalid. */
export function* certificateFaults(
  input: RuleInput,
  name: Name,
  reason: string,
  kind: 'Secret' | 'ConfigMap',
): Iterable<Found<CertificateFault>> {
  const { gateways, listenerSets, policies } = input.prediction;
  for (const fault of referenceFaults([...gateways, ...listenerSets, ...policies], name, reason)) {
    if (!isAnnounced(input.world, kind, fault)) {
      yield found(input, kind, fault);
    }
  }
}

/** `ConfigMap shop/ca`, with the group if there is one. */
export function targetText({ group, kind, namespace, name }: ReferenceTarget): string {
  const object = formatRef({ kind, namespace, name });
  return group === '' ? object : `${object} of group ${quoted(group)}`;
}

/**
 * The words of the rules: the references differ in what they are called and in what they may
 * reference.
 */
export function certificateWords(
  what: string,
  holder: string,
  traffic: string,
): Pick<RuleDefinition<CertificateFault>, 'message' | 'question' | 'seen' | 'fix' | 'traffic'> {
  return {
    message: (subject, { target, fault, detail }) => {
      if (fault === 'kind') {
        return `${subject} references ${targetText(target)} as its ${what}; expected a ${holder}`;
      }
      if (fault === 'absent') {
        return `${subject} names ${targetText(target)} as its ${what}, which ${detail}`;
      }
      return `${subject} finds no usable ${what} in ${targetText(target)}: ${detail}`;
    },
    question: (subject, { target }) => `${subject} finds its ${what} in ${targetText(target)}`,
    seen: ({ similar }) => similar.map((object) => `there is ${object}`),
    fix: ({ target, fault }) => {
      if (fault === 'contents') {
        return `put a valid ${what} into ${formatRef(target)}`;
      }
      return fault === 'kind'
        ? `put the ${what} into a ${holder}, and reference that`
        : `use an existing ${holder}, or add ${formatRef(target)}`;
    },
    traffic: (kind) => (kind === 'BackendTLSPolicy' ? 'requests to the backend get 5xx' : traffic),
  };
}
