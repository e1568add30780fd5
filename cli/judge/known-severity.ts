import type { Severity } from '../../analyzer/rules/severity';
import { Trouble } from '../exit-code';

/** All severities, the gravest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Refuses what is no severity, `at` a place. */
export function refuseUnknownSeverity(severity: unknown, at: string): void {
  if (!SEVERITIES.some((known) => known === severity))
    throw new Trouble(`${at} is ${JSON.stringify(severity)}: allowed are ${SEVERITIES.join(', ')}`);
}
