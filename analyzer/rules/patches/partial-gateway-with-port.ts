import type { Listener } from '../../model/objects';
import { list, quoted } from '../../text/words';
import { joinEdits, removeField } from '../edits/change';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly fields: readonly string[];
}

/** What a patch of a listener may set; everything else belongs to the owner. */
const OURS = new Set(['name', 'allowedRoutes']);

/**
 * A partial Gateway that sets more of a listener than its `allowedRoutes`: if it is applied last,
 * the other listeners are removed.
 */
export const partialGatewayWithPort = defineRule('partial-gateway-with-port', {
  reads: ['Gateway'],
  title: 'a patch of a listener sets more than allowedRoutes',
  why: 'For the API server a patch with a port and a protocol is a complete Gateway. If the owner uses client-side apply, it silently removes every other listener.',
  *find({ world }): Iterable<Found<Params>> {
    for (const { parts } of world.all('Gateway')) {
      for (const part of parts) {
        if (part.object.spec.gatewayClassName !== undefined) {
          continue;
        }
        for (const [index, listener] of (part.object.spec.listeners ?? []).entries()) {
          const fields = Object.keys(listener).filter((field) => !OURS.has(field)) as (keyof Listener)[];
          const [first, ...others] = fields.map((field) => ['spec', 'listeners', index, field]);
          if (first === undefined) {
            continue;
          }
          const edit = joinEdits(removeField(part, first), ...others.map((path) => removeField(part, path)));
          yield { at: part, path: first, severity: 'warning', params: { listener: listener.name, fields }, edit };
        }
      }
    }
  },
  message: (subject, { listener, fields }) =>
    `${subject} is a patch and sets ${list(fields)} of listener ${quoted(listener)}, which only its owner should set`,
});
