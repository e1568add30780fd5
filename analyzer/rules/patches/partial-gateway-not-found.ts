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

/** A patch of a Gateway that is not there, in a namespace whose Gateways are. Where none is given at all, the patched one is taken to exist. */
export const partialGatewayNotFound = defineRule('partial-gateway-not-found', {
  reads: ['Gateway', 'Namespace'],
  title: 'a patch names a Gateway that does not exist',
  why: 'The API server takes it for a new Gateway, and refuses it as it has no class. Nothing is patched, and no route is let in.',
  *find({ world }): Iterable<Found<Params>> {
    for (const manifest of world.all('Gateway').filter(isPartial)) {
      const { name, namespace } = manifest;
      const names = world.in('Gateway', namespace).flatMap((gateway) => (isPartial(gateway) ? [] : [gateway.name]));
      if (names.length === 0 || !world.closed('Gateway', namespace)) continue;
      const meant = nearest(name, names);
      const path = ['metadata', 'name'];
      const edit = meant === undefined ? undefined : setField(manifest, path, meant);
      yield { at: manifest, path, severity: 'error', params: { namespace, names }, edit };
    }
  },
  message: (subject) => `${subject} is patched and does not exist`,
  seen: ({ namespace, names }) => [`namespace ${quoted(namespace)} has Gateway ${list(names.map(quoted))}`],
  fix: ({ namespace }) => `name a Gateway that exists, or say in crossing.yaml that ${quoted(namespace)} is open`,
});
