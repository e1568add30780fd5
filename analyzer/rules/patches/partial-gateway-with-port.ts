import type { Listener } from '../../model/objects';
import { joinEdits, removeField } from '../edits/change';

import type { Rule } from '../rule';

/** What a patch of a listener may hold; everything else is the owner's. */
const OURS = new Set(['name', 'allowedRoutes']);

/** A partial Gateway that says more of a listener than whom it lets in: where it is the last to apply, the other listeners go. */
export const partialGatewayWithPort: Rule<'partial-gateway-with-port'> = {
  reads: ['Gateway'],
  *find({ world }) {
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
};
