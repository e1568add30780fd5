import { quoted } from '../../text/words';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
}

/** Two listeners with the same name, which the API server refuses in one Gateway or ListenerSet. */
export const listenerNameRepeated = defineRule('listener-name-repeated', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'two listeners have the same name',
  why: 'Routes, policies and the status identify listeners by name. The API server refuses a Gateway or ListenerSet that uses a name twice.',
  *find({ world }): Iterable<Found<Params>> {
    for (const owner of [...world.all('Gateway'), ...world.all('ListenerSet')]) {
      const before = new Set<string>();
      for (const [index, { name }] of (owner.object.spec.listeners ?? []).entries()) {
        if (before.has(name))
          yield { at: owner, path: ['spec', 'listeners', index, 'name'], severity: 'error', params: { listener: name } };
        before.add(name);
      }
    }
  },
  message: (subject, { listener }) => `${subject} has two listeners named ${quoted(listener)}, which the API server refuses`,
  fix: () => 'give each listener its own name, and set sectionName in the routes that mean one of them',
});
