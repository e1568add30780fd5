import type { RuleName } from './registry';

/** The rules that had another slug, by that slug: an ignore or a bookmark may still name it. */
export const RENAMED: ReadonlyMap<string, RuleName> = new Map([
  ['accepted-without-traffic', 'route-without-traffic'],
  ['conflicted', 'policy-conflicted'],
  ['not-allowed', 'listener-set-not-allowed'],
  ['target-not-found', 'policy-target-not-found'],
  ['unsupported-value', 'unsupported-tls-mode'],
]);
