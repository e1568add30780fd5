import type { Manifest } from '../../model/manifest';
import { nearest } from '../../text/did-you-mean';
import { list, quoted } from '../../text/words';
import { setField } from '../edits/change';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly namespace: string;
  readonly names: readonly string[];
}

const isPartial = ({ parts }: Manifest<'Gateway'>) => parts.every(({ object }) => object.spec.gatewayClassName === undefined);

/**
 * A patch of a Gateway that does not exist in a namespace with other Gateways. If the namespace has
 * none, the patched one is assumed to exist.
 */
export const partialGatewayNotFound = defineRule('partial-gateway-not-found', {
  reads: ['Gateway', 'Namespace'],
  title: 'a patch names a Gateway that does not exist',
  why: 'The API server treats it as a new Gateway, and refuses it because it has no class. Nothing is patched, and no route is allowed.',
  *find({ world }): Iterable<Found<Params>> {
    for (const manifest of world.all('Gateway').filter(isPartial)) {
      const { name, namespace } = manifest;
      const names = world.in('Gateway', namespace).flatMap((gateway) => (isPartial(gateway) ? [] : [gateway.name]));
      if (names.length === 0 || !world.closed('Gateway', namespace)) {
        continue;
      }
      const likely = nearest(name, names);
      const path = ['metadata', 'name'];
      const edit = likely === undefined ? undefined : setField(manifest, path, likely);
      yield { at: manifest, path, severity: 'error', params: { namespace, names }, edit };
    }
  },
  message: (subject) => `${subject} is patched but does not exist`,
  seen: ({ namespace, names }) => [`namespace ${quoted(namespace)} has Gateway ${list(names.map(quoted))}`],
  fix: ({ namespace }) => `use an existing Gateway, or list ${quoted(namespace)} under open in crossing.yaml`,
});
