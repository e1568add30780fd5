export { listenerOpenToAll } from './listener-open-to-all';
export { selectorIgnored } from './selector-ignored';
export { selectorInvalid } from './selector-invalid';
export { selectorMissing } from './selector-missing';
export { selectorOnTenantLabel } from './selector-on-tenant-label';
