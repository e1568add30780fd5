import type { Manifest } from '../model/manifest';
import { formatRef } from '../model/object-ref';
import type { World } from '../model/world';
import { setField } from './change';
import { conditionFaults } from './faults';
import { nearest } from './near';
import type { Found, Rule } from './rule';

const FIELD = ['spec', 'gatewayClassName'];

function similar(world: World, className: string): string | undefined {
  return nearest(
    className,
    world.all('GatewayClass').map(({ name }) => name),
  );
}

function params(world: World, gateway: Manifest<'Gateway'>, className: string): Found<'class-not-found'>['params'] {
  const known = similar(world, className);
  return { className, gateway: formatRef(gateway), known: known === undefined ? [] : [known] };
}

/** A Gateway of a class that nobody brings; where the Gateway is somebody else's, its routes are told. */
export const classNotFound: Rule<'class-not-found'> = {
  reads: ['Gateway', 'GatewayClass'],
  *find({ world, prediction: { gateways, routes } }) {
    for (const { manifest, conditions } of gateways)
      for (const { cause, predicts } of conditionFaults(conditions, 'class-not-found')) {
        const known = similar(world, cause.className);
        const edit = known === undefined ? undefined : setField(manifest, FIELD, known);
        const { path, missing } = cause;
        yield { at: manifest, path, severity: 'warning', params: params(world, manifest, cause.className), missing, predicts, edit };
      }
    for (const { manifest, silent } of routes)
      for (const { path, target, why } of silent) {
        const gateway = why === 'class' ? world.get('Gateway', target.namespace, target.name) : undefined;
        const className = gateway?.object.spec.gatewayClassName;
        if (gateway === undefined || className === undefined || !gateway.origin(FIELD).manifest.context) continue;
        yield { at: manifest, path, severity: 'warning', params: params(world, gateway, className) };
      }
  },
};
