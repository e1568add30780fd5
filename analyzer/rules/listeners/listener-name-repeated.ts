import type { Rule } from '../rule';

/** Two listeners of one name, which the API server refuses in one Gateway or ListenerSet. */
export const listenerNameRepeated: Rule<'listener-name-repeated'> = {
  reads: ['Gateway', 'ListenerSet'],
  *find({ world }) {
    for (const owner of [...world.all('Gateway'), ...world.all('ListenerSet')]) {
      const before = new Set<string>();
      for (const [index, { name }] of (owner.object.spec.listeners ?? []).entries()) {
        if (before.has(name))
          yield { at: owner, path: ['spec', 'listeners', index, 'name'], severity: 'error', params: { listener: name } };
        before.add(name);
      }
    }
  },
};
