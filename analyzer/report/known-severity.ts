import type { Severity } from '../rules/severity';

/** All severities, the highest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Refuses an unknown severity; `at` is the place that names it. */
export function refuseUnknownSeverity(severity: unknown, at: string): void {
  if (!SEVERITIES.some((known) => known === severity)) {
    throw new Error(`${at} is ${JSON.stringify(severity)}: expected one of ${SEVERITIES.join(', ')}`);
  }
}
