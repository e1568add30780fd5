import type { Listener } from '../../model/objects';
import { list, quoted } from '../../text/words';
import { joinEdits, removeField } from '../edits/change';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly fields: readonly string[];
}

/** What a patch of a listener may hold; everything else is the owner's. */
const OURS = new Set(['name', 'allowedRoutes']);

/** A partial Gateway that says more of a listener than whom it lets in: where it is the last to apply, the other listeners go. */
export const partialGatewayWithPort = defineRule('partial-gateway-with-port', {
  reads: ['Gateway'],
  title: 'a patch of a listener says more than whom it lets in',
  why: 'A patch that holds a port and a protocol is a whole Gateway to the API server. Where the owner applies on the client side, it takes away every other listener without a word.',
  *find({ world }): Iterable<Found<Params>> {
    for (const { parts } of world.all('Gateway'))
      for (const part of parts) {
        if (part.object.spec.gatewayClassName !== undefined) continue;
        for (const [index, listener] of (part.object.spec.listeners ?? []).entries()) {
          const fields = Object.keys(listener).filter((field) => !OURS.has(field)) as (keyof Listener)[];
          const [first, ...others] = fields.map((field) => ['spec', 'listeners', index, field]);
          if (first === undefined) continue;
          const edit = joinEdits(removeField(part, first), ...others.map((path) => removeField(part, path)));
          yield { at: part, path: first, severity: 'warning', params: { listener: listener.name, fields }, edit };
        }
      }
  },
  message: (subject, { listener, fields }) =>
    `${subject} is a patch and gives ${list(fields)} of listener ${quoted(listener)}, which is the owner's to say`,
});
