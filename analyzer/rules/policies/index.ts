export { policyAncestorsExceeded } from './policy-ancestors-exceeded';
export { policyConflicted } from './policy-conflicted';
export { policyTargetNotFound } from './policy-target-not-found';
