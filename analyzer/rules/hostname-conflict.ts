import { conflictRule } from './conflict';
import type { Rule } from './rule';

/** Two listeners on one port with one hostname. */
export const hostnameConflict: Rule<'hostname-conflict'> = conflictRule('hostname-conflict');
