import type { Rule } from '../rule';
import { conflictRule } from './conflict';

/** Two listeners on one port whose protocols do not go together. */
export const protocolConflict: Rule<'protocol-conflict'> = conflictRule('protocol-conflict');
