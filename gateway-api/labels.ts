/**
 * The label that the API server sets on every Namespace, to its name: the one label that a tenant
 * cannot set.
 */
export const NAME_LABEL = 'kubernetes.io/metadata.name';
