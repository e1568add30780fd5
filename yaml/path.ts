/**
 * Where a value lies in a document: map keys and list indexes from the root, such as `['spec',
 * 'rules', 0, 'backendRefs', 1]`.
 */
export type Path = readonly (string | number)[];
