import { nearest } from '../../text/did-you-mean';
import { quoted, quotedList } from '../../text/words';
import { setField } from '../edits/change';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly names: readonly string[];
}

/** A partial Gateway that names a listener which the Gateway does not have. */
export const partialListenerMissing = defineRule('partial-listener-missing', {
  reads: [],
  title: 'a patch names a listener that the Gateway does not have',
  why: 'The API server treats it as a new listener, and refuses it because it has neither port nor protocol.',
  *find({ world }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (problem.what !== 'partial-listener-missing') {
        continue;
      }
      const { manifest, path, listener, whole } = problem;
      const names = (whole.object.spec.listeners ?? []).map(({ name }) => name);
      const taken = new Set((manifest.object.spec.listeners ?? []).map(({ name }) => name));
      const free = names.filter((name) => !taken.has(name));
      const likely = nearest(listener, free) ?? (names.length === 1 ? free[0] : undefined);
      const field = path.at(-1) === 'name' ? path : [...path, 'name'];
      const edit = likely === undefined ? undefined : setField(manifest, field, likely);
      yield { at: manifest, path: field, severity: 'error', params: { listener, names }, edit };
    }
  },
  message: (subject, { listener }) => `${subject} has no listener ${quoted(listener)} to patch`,
  seen: ({ names }) => [`it has ${quotedList(names)}`],
  fix: () => 'use a listener that the Gateway has',
});
