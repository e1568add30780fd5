import { valueAt } from '../../model/path';
import { quoted } from '../../text/words';
import { isRepeatedListener, predictedRefusal } from '../facts/refusals';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
}

/** Two listeners with the same name, which the API server refuses in one Gateway or ListenerSet. */
export const listenerNameRepeated = defineRule('listener-name-repeated', {
  reads: [],
  title: 'two listeners have the same name',
  why: 'Routes, policies and the status identify listeners by name. The API server refuses a Gateway or ListenerSet that uses a name twice.',
  *find({ world }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (!('admission' in problem) || !isRepeatedListener(problem)) {
        continue;
      }
      const { manifest, path } = problem;
      const listener = String(valueAt(manifest.written(), [...path, 'name']));
      yield { at: manifest, path: [...path, 'name'], severity: 'error', params: { listener }, predicts: predictedRefusal(problem) };
    }
  },
  message: (subject, { listener }) => `${subject} has two listeners named ${quoted(listener)}, which the API server refuses`,
  fix: () => 'give each listener its own name, and set sectionName in the routes that mean one of them',
});
