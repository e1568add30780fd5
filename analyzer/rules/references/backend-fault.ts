import type { ReferenceTarget } from '../../status/conditions/cause';
import { quoted } from '../../text/words';
import type { Loss } from '../facts/traffic';

/** A backend that gets no traffic. */
export interface BackendFault {
  readonly target: ReferenceTarget;
  readonly loss: Loss;
}

/** `Service`, `Plugin of group "configuration.konghq.com"`. */
export function kindText({ group, kind }: Pick<ReferenceTarget, 'group' | 'kind'>): string {
  return group === '' ? kind : `${kind} of group ${quoted(group)}`;
}
