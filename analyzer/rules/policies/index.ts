export { policyConflicted } from './policy-conflicted';
export { policyTargetNotFound } from './policy-target-not-found';
