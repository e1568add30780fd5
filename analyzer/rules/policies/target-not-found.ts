import { formatRef } from '../../model/object-ref';
import type { World } from '../../model/world/world';
import { nearest } from '../../text/did-you-mean';
import { quoted } from '../../text/words';
import { setField } from '../edits/change';
import { type CauseOf, conditionFaults } from '../facts/condition-faults';
import { namesOf } from '../facts/objects-by-name';
import type { Rule } from '../rule';

/** The name of a port, or of a Service, that comes near. */
function guess(
  world: World,
  { target, sectionName }: CauseOf<'target-not-found'>,
): { field: string; name: string; text: string } | undefined {
  const service = world.get('Service', target.namespace, target.name);
  if (service === undefined) {
    const name = nearest(target.name, namesOf(world.in('Service', target.namespace)));
    return name === undefined ? undefined : { field: 'name', name, text: `there is ${formatRef({ ...target, name })}` };
  }
  const ports = (service.object.spec.ports ?? []).flatMap(({ name }) => name ?? []);
  const name = nearest(sectionName ?? '', ports);
  return name === undefined ? undefined : { field: 'sectionName', name, text: `there is port ${quoted(name)}` };
}

/** A BackendTLSPolicy about what does not exist. */
export const targetNotFound: Rule<'target-not-found'> = {
  reads: ['Service'],
  *find({ world, prediction: { policies } }) {
    for (const { manifest, ancestors } of policies)
      for (const { conditions } of ancestors)
        for (const { cause, severity, predicts } of conditionFaults(conditions, 'target-not-found')) {
          const { target, sectionName, path, missing } = cause;
          const meant = guess(world, cause);
          const edit = meant && setField(manifest, [...path.slice(0, 3), meant.field], meant.name);
          const params = { target, similar: meant === undefined ? [] : [meant.text], ...(sectionName !== undefined && { sectionName }) };
          yield { at: manifest, path, severity, params, missing, predicts, edit };
        }
  },
};
