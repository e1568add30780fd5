import { formatRef } from '../../model/object-ref';
import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import { namesOf } from '../facts/objects-by-name';
import type { Rule } from '../rule';
import { classSilences } from './class-without-controller';

/** A Gateway of a class that nobody brings. */
export const classNotFound: Rule<'class-not-found'> = {
  reads: ['Gateway', 'GatewayClass'],
  *find({ world, prediction }) {
    for (const { gateway, cause, told } of classSilences(prediction, world, 'class-not-found')) {
      const { className } = cause;
      const meant = nearest(className, namesOf(world.all('GatewayClass')));
      const edit = meant === undefined ? undefined : setField(gateway, ['spec', 'gatewayClassName'], meant);
      const params = { className, gateway: formatRef(gateway), known: meant === undefined ? [] : [meant] };
      for (const { at, path } of told) yield { at, path, severity: 'warning', params, edit };
    }
  },
};
