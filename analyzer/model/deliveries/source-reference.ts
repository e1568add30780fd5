import { isMap } from '../schema/check-shape';

/** The source that a Kustomization or HelmRelease names. */
export interface SourceReference {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Known for what a FluxInstance makes. */
  readonly url?: string;
}

export function referenceOf(reference: unknown, namespace: string): SourceReference {
  const named = isMap(reference) ? reference : {};
  return {
    kind: textOf(named.kind) ?? '',
    name: textOf(named.name) ?? '',
    namespace: textOf(named.namespace) ?? namespace,
    ...(textOf(named.url) !== undefined && { url: named.url as string }),
  };
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
