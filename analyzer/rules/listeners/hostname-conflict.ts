import type { Rule } from '../rule';
import { conflictRule } from './conflict';

/** Two listeners on one port with one hostname. */
export const hostnameConflict: Rule<'hostname-conflict'> = conflictRule('hostname-conflict');
