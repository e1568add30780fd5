import type { Manifest } from '../../model/manifest';
import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import type { Rule } from '../rule';

const isPartial = ({ parts }: Manifest<'Gateway'>) => parts.every(({ object }) => object.spec.gatewayClassName === undefined);

/** A patch of a Gateway that is not there, in a namespace whose Gateways are. Where none is given at all, the patched one is taken to exist. */
export const partialGatewayNotFound: Rule<'partial-gateway-not-found'> = {
  reads: ['Gateway', 'Namespace'],
  *find({ world }) {
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
};
