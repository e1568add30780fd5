import { type DeliveryParams, deliveryProblems } from '../facts/delivery-problems';
import { defineRule, type Found } from '../rule';

export type Params = DeliveryParams;

/**
 * A route or Gateway of an Application in an earlier sync wave or phase than what it needs, such as
 * a Service or a grant.
 */
export const syncWaveDeadlock = defineRule('sync-wave-deadlock', {
  reads: [],
  title: 'a route or Gateway is applied in an earlier sync wave than what it needs',
  why: 'Argo CD begins a wave when all of the one before is healthy. A route without its Gateway, its Service or its grant is never healthy, so the first sync waits without end and never applies what the route needs.',
  find: ({ world }): Iterable<Found<Params>> => deliveryProblems(world, 'wave'),
  message: (_, { by, message }) => `${by} applies ${message}`,
  fix: () => 'apply it in the same wave as what it needs or in a later one, or remove the sync waves',
});
