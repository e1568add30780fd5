import { formatRef } from '../model/object-ref';
import { setField } from './change';
import { classSilences } from './class-silence';
import { namesOf } from './names';
import { nearest } from './near';
import type { Rule } from './rule';

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
