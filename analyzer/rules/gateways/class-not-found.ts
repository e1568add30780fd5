import { formatRef } from '../../model/object-ref';
import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { gatewaysWithoutController, type UnmanagedGateway, unmanagedText } from './class-without-controller';

export interface Params extends UnmanagedGateway {
  readonly known: readonly string[];
}

/** A Gateway of a class that nobody brings. */
export const classNotFound = defineRule('class-not-found', {
  reads: ['Gateway', 'GatewayClass'],
  title: 'a Gateway is of a GatewayClass that does not exist',
  why: 'The GatewayClass says which controller looks after a Gateway. Without one nobody does: the Gateway waits for ever, and its routes never get a status.',
  *find(input): Iterable<Found<Params>> {
    const { world, facts } = input;
    for (const { gateway, cause, told } of gatewaysWithoutController(input, 'class-not-found')) {
      const { className } = cause;
      const meant = nearest(className, facts.objectsByName.names(world.all('GatewayClass')));
      const edit = meant === undefined ? undefined : setField(gateway, ['spec', 'gatewayClassName'], meant);
      const params = { className, gateway: formatRef(gateway), known: meant === undefined ? [] : [meant] };
      for (const { at, path } of told) yield { at, path, severity: 'warning', params, edit };
    }
    for (const { manifest, assumed } of input.prediction.gateways) {
      if (assumed?.why !== 'class-not-found') continue;
      const params = { className: assumed.className, gateway: formatRef(manifest), known: [] };
      yield { at: manifest, path: assumed.path, severity: 'note', params, missing: assumed.missing };
    }
  },
  message: (subject, params) => unmanagedText(subject, params, 'which is not among the GatewayClasses given'),
  question: (_, { className, gateway }) => `a controller manages ${gateway} of GatewayClass ${className}`,
  seen: ({ known }) => known.map((name) => `there is GatewayClass ${name}`),
  fix: ({ className }) => `name a GatewayClass that exists, or pass the file that defines GatewayClass ${className}`,
  traffic: unattached,
});
