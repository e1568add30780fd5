import { formatRef } from '../../model/object-ref';
import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { gatewaysWithoutController, type UnmanagedGateway, unmanagedText } from './class-without-controller';

export interface Params extends UnmanagedGateway {
  readonly known: readonly string[];
}

/** A Gateway of a class that does not exist. */
export const classNotFound = defineRule('class-not-found', {
  reads: ['Gateway', 'GatewayClass'],
  title: 'a Gateway uses a GatewayClass that does not exist',
  why: 'The GatewayClass determines which controller manages a Gateway. Without it no controller does: the Gateway waits forever, and its routes never get a status.',
  *find(input): Iterable<Found<Params>> {
    const { world, facts } = input;
    for (const { gateway, cause, reported } of gatewaysWithoutController(input, 'class-not-found')) {
      const { className } = cause;
      const likely = nearest(className, facts.objectsByName.names(world.all('GatewayClass')));
      const edit = likely === undefined ? undefined : setField(gateway, ['spec', 'gatewayClassName'], likely);
      const params = { className, gateway: formatRef(gateway), known: likely === undefined ? [] : [likely] };
      for (const { at, path } of reported) {
        yield { at, path, severity: 'warning', params, edit };
      }
    }
    for (const { manifest, assumed } of input.prediction.gateways) {
      if (assumed?.why !== 'class-not-found') {
        continue;
      }
      const params = { className: assumed.className, gateway: formatRef(manifest), known: [] };
      yield { at: manifest, path: assumed.path, severity: 'note', params, missing: assumed.missing };
    }
  },
  message: (subject, params) => unmanagedText(subject, params, 'which is not among the given GatewayClasses'),
  question: (_, { className, gateway }) => `a controller manages ${gateway} of GatewayClass ${className}`,
  seen: ({ known }) => known.map((name) => `there is GatewayClass ${name}`),
  fix: ({ className }) => `use an existing GatewayClass, or pass the file that defines GatewayClass ${className}`,
  traffic: unattached,
});
