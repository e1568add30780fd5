export { noMatchingListenerHostname } from './no-matching-listener-hostname';
export { noMatchingParent } from './no-matching-parent';
export { notAllowedByListeners } from './not-allowed-by-listeners';
export { parentDuplicated } from './parent-duplicated';
export { parentNotAccepted } from './parent-not-accepted';
export { parentNotFound } from './parent-not-found';
export { routeWithoutParent } from './route-without-parent';
export { sectionNameMissing } from './section-name-missing';
