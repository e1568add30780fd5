import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import type { Rule } from '../rule';

/** A partial Gateway that names a listener which the Gateway does not have. */
export const partialListenerMissing: Rule<'partial-listener-missing'> = {
  reads: [],
  *find({ world }) {
    for (const problem of world.problems) {
      if (problem.what !== 'partial-listener-missing') continue;
      const { manifest, path, listener, whole } = problem;
      const names = (whole.object.spec.listeners ?? []).map(({ name }) => name);
      const taken = new Set((manifest.object.spec.listeners ?? []).map(({ name }) => name));
      const free = names.filter((name) => !taken.has(name));
      const meant = nearest(listener, free) ?? (names.length === 1 ? free[0] : undefined);
      const field = path.at(-1) === 'name' ? path : [...path, 'name'];
      const edit = meant === undefined ? undefined : setField(manifest, field, meant);
      yield { at: manifest, path: field, severity: 'error', params: { listener, names }, edit };
    }
  },
};
