import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import type { ReferenceGrantFrom, ReferenceGrantTo } from '../../model/objects';
import type { NearGrant, ReferenceTarget, Referrer } from '../../status/conditions/cause';
import type { RoutePrediction } from '../../status/conditions/prediction';
import { nearest } from '../../text/did-you-mean';
import { list, quoted } from '../../text/words';
import { setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { GrantEdit } from '../edits/grant-edit';
import { MissingGrants } from '../edits/missing-grants';
import { type ReferenceFault, referenceFaults } from '../facts/condition-faults';
import { fromText, toText } from '../facts/grant-text';
import { lossOf, unresolved } from '../facts/traffic';
import { defineRule, type Found, type RuleInput } from '../rule';
import type { BackendFault } from './backend-fault';

export interface Params extends BackendFault {
  readonly from: Referrer;
  readonly near: readonly Near[];
  /** Whether no grant helps, as the kind is for references of its own namespace. */
  readonly local: boolean;
}

/** A ReferenceGrant that almost permits the reference, with what it lacks. */
interface Near {
  readonly name: string;
  readonly namespace: string;
  readonly failed: NearGrant['failed'];
  readonly from: readonly ReferenceGrantFrom[];
  readonly to: readonly ReferenceGrantTo[];
}

/** How many similar grants are shown. */
const SHOWN = 3;

function nearText({ name, namespace, failed, from, to }: Near, target: ReferenceTarget): string {
  if (failed.includes('namespace')) {
    return `ReferenceGrant ${namespace}/${name} is in ${quoted(namespace)}; a grant has an effect only in the target's namespace, ${quoted(target.namespace)}`;
  }
  const permits = failed.includes('from') ? list(from.map(fromText)) : `references to ${list(to.map(toText))}`;
  return `${name} permits ${permits}`;
}

/** A reference into another namespace that no ReferenceGrant there permits. */
export const refNotPermitted = defineRule('ref-not-permitted', {
  reads: ['Namespace', 'ReferenceGrant', 'Secret', 'Service'],
  title: 'a reference into another namespace has no ReferenceGrant',
  why: 'A reference into another namespace needs the consent of that namespace, a ReferenceGrant. Without one a controller acts as if the target did not exist.',
  *find(input): Iterable<Found<Params>> {
    const { world, prediction, facts } = input;
    const { routes, gateways, listenerSets } = prediction;
    const faults = [...referenceFaults([...routes, ...gateways, ...listenerSets], 'ref-not-permitted', 'RefNotPermitted')];
    const grantEdit = new GrantEdit(world, facts.grantUses);
    const missingGrants = new MissingGrants(faults.map(({ cause }) => cause).filter(({ local }) => !local));
    const meshed = new Set<Manifest>(routes.filter(isForMeshOnly).map(({ manifest }) => manifest));
    for (const fault of faults) {
      const { manifest, reference, cause } = fault;
      // Whether a mesh asks for consent is left open (GEP-1294); a Gateway does.
      const { severity, predicts } = meshed.has(manifest) ? { severity: 'note' as const, predicts: undefined } : fault;
      const near = cause.grants.slice(0, SHOWN).map(({ grant: { name, namespace, object }, failed }) => ({
        name,
        namespace,
        failed,
        from: object.spec.from ?? [],
        to: object.spec.to ?? [],
      }));
      const local = cause.local === true;
      const grants = fault.severity === 'error' && !local;
      const edit = grants ? grantEdit.edit(fault, missingGrants.grantFor(cause)) : local ? undefined : likelyNamespace(input, fault);
      const params = { target: cause.target, from: cause.from, near, local, loss: lossOf(manifest, reference) };
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
  message: (subject, { target, from, local }) =>
    local
      ? `${subject} may not reference ${formatRef(target)}: ${target.kind} is for references of its own namespace, and no ReferenceGrant changes that`
      : `${subject} may not reference ${formatRef(target)}: no ReferenceGrant in ${quoted(target.namespace)} permits ${fromText(from)}`,
  question: (subject, { target }) => `${subject} may reference ${formatRef(target)}`,
  seen: ({ near, target }) => near.map((grant) => nearText(grant, target)),
  fix: ({ local, target, from }) =>
    local ? `make the ${target.kind} in ${quoted(from.namespace)}, or refer to a Service there` : undefined,
  traffic: (kind, { loss }) => unresolved(kind, loss),
});

function isForMeshOnly({ parents, noStatus }: RoutePrediction): boolean {
  return parents.length === 0 && noStatus.length > 0 && noStatus.every(({ why }) => why === 'mesh');
}

/**
 * Of a namespace that is not in the input, the one that its name is a typo of, where the target is
 * there.
 */
function likelyNamespace(
  { world, facts }: RuleInput,
  { manifest, reference, cause: { target } }: ReferenceFault<'ref-not-permitted'>,
): Edit | undefined {
  const holdsTarget = (namespace: string) => world.has(target.group, target.kind, namespace, target.name);
  const likely = nearest(target.namespace, facts.objectsByName.names(world.all('Namespace')), holdsTarget);
  return likely === undefined ? undefined : setField(manifest, [...reference.path, 'namespace'], likely);
}
