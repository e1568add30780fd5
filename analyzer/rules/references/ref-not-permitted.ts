import type { Manifest } from '../../model/manifest';
import type { World } from '../../model/world/world';
import type { RoutePrediction } from '../../status/conditions/prediction';
import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { Consent } from '../edits/grant-edit';
import { RefusedTargets } from '../edits/missing-grants';
import { type ReferenceFault, referenceFaults } from '../facts/condition-faults';
import { grantUses } from '../facts/grant-uses';
import { namesOf } from '../facts/objects-by-name';
import { lossOf } from '../facts/traffic';
import type { Rule } from '../rule';

/** How many grants that come near are worth showing. */
const SHOWN = 3;

/** A reference into another namespace that no ReferenceGrant there permits. */
export const refNotPermitted: Rule<'ref-not-permitted'> = {
  reads: ['Namespace', 'ReferenceGrant', 'Secret', 'Service'],
  *find({ world, prediction }) {
    const { routes, gateways, listenerSets } = prediction;
    const faults = [...referenceFaults([...routes, ...gateways, ...listenerSets], 'ref-not-permitted', 'RefNotPermitted')];
    const consent = new Consent(world, grantUses(prediction));
    const refused = new RefusedTargets(faults.map(({ cause }) => cause));
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
      const edit = fault.severity === 'error' ? consent.edit(fault, refused.grantFor(cause)) : namespaceMeant(world, fault);
      const params = { target: cause.target, from: cause.from, near, loss: lossOf(manifest, reference) };
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
};

function isForMeshOnly({ parents, silent }: RoutePrediction): boolean {
  return parents.length === 0 && silent.length > 0 && silent.every(({ why }) => why === 'mesh');
}

/** Of a namespace that is not in the input, the one that its name is a typo of, where the target is there. */
function namespaceMeant(world: World, { manifest, reference, cause: { target } }: ReferenceFault<'ref-not-permitted'>): Edit | undefined {
  const holdsTarget = (namespace: string) => world.has(target.group, target.kind, namespace, target.name);
  const meant = nearest(target.namespace, namesOf(world.all('Namespace')), holdsTarget);
  return meant === undefined ? undefined : setField(manifest, [...reference.path, 'namespace'], meant);
}
