import { formatRef } from '../../model/object-ref';
import type { ReferenceTarget } from '../../status/conditions/cause';
import { parentFaults } from '../facts/condition-faults';
import { defineRule, type Found } from '../rule';
import { kindText } from './backend-fault';

export interface Params {
  readonly target: ReferenceTarget;
}

/** A filter whose object is not in the input. */
export const extensionUnknown = defineRule('extension-unknown', {
  reads: [],
  title: 'a filter references an object that is not in the input',
  why: 'A filter of type ExtensionRef references an object that only some controllers know. A controller that does not find it answers requests with an error, because a filter must not be skipped.',
  *find({ prediction: { routes } }): Iterable<Found<Params>> {
    for (const { manifest, cause, severity } of parentFaults(routes, 'extension-unknown')) {
      yield { at: manifest, path: cause.path, severity, params: { target: cause.target }, missing: cause.missing };
    }
  },
  message: (subject, { target }) => `${subject} uses filter ${kindText(target)} ${target.namespace}/${target.name}`,
  question: (subject, { target }) => `${subject} finds its filter ${kindText(target)} ${target.namespace}/${target.name}`,
  fix: ({ target }) => `add ${formatRef(target)}`,
});
