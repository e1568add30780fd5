/** What names an object; `namespace` is empty for the kinds that live outside namespaces. */
export interface ObjectRef {
  /** As written: `gateway.networking.k8s.io/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The one spelling of an object in all texts: `HTTPRoute test-source/echo`, `Namespace kong`. */
export function formatRef(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  if (ref.name === '') {
    return ref.namespace === '' ? ref.kind : `${ref.kind} in ${ref.namespace}`;
  }
  return ref.namespace === '' ? `${ref.kind} ${ref.name}` : `${ref.kind} ${ref.namespace}/${ref.name}`;
}

/** The group of an apiVersion; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}
