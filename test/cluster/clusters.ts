import { resolve } from 'node:path';

/** The API servers' programs and the CRDs, which are no part of the project. */
export const shared = resolve(__dirname, '../../../shared');

export const bundles = ['standard-v1.3.0', 'standard-v1.6.1', 'experimental-v1.3.0', 'experimental-v1.6.1'] as const;
export type Bundle = (typeof bundles)[number];

export interface Cluster {
  readonly dir: string;
  readonly kubeconfig: string;
  readonly kubectl: string;
}

const variable = 'CROSSING_TEST_CLUSTERS';

/** The environment is what jest hands from its global setup to the workers. */
export function setClusters(started: readonly (readonly [Bundle, Cluster])[]): void {
  process.env[variable] = JSON.stringify(Object.fromEntries(started));
}

export function clusters(): Record<Bundle, Cluster> {
  return JSON.parse(process.env[variable] ?? '{}');
}
