import { KINDS } from '../../analyzer/model/kinds';

/** An object as somebody names it on a command line. */
export interface ObjectName {
  /** @default - any kind */
  readonly kind?: string;
  readonly namespace: string;
  readonly name: string;
}

const SHORT: Readonly<Record<string, string>> = {
  btlspolicy: 'BackendTLSPolicy',
  gc: 'GatewayClass',
  gtw: 'Gateway',
  lset: 'ListenerSet',
  ns: 'Namespace',
  svc: 'Service',
};
const CLUSTER_SCOPED = ['GatewayClass', 'Namespace'];

/** The kind that a word names, as kubectl would take it: in any case, as a plural, or short. */
export function kindNamed(word: string): string | undefined {
  const lower = word.toLowerCase();
  const kinds = new Map(
    KINDS.flatMap((kind) => {
      const singular = kind.toLowerCase();
      const plural = singular.endsWith('s') ? `${singular}es` : singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
      return [
        [singular, kind],
        [plural, kind],
      ];
    }),
  );
  return kinds.get(lower) ?? (Object.hasOwn(SHORT, lower) ? SHORT[lower] : undefined);
}

/**
 * `HTTPRoute/shop/cart`, `httproute/shop/cart`, `HTTPRoute shop/cart`, `shop/cart`,
 * `Namespace/shop`; undefined if a text has no such form.
 */
export function objectName(text: string): ObjectName | undefined {
  const [first = '', ...rest] = text.split(/[/ ]/);
  const kind = kindNamed(first);
  const [namespace = '', name] = kind === undefined ? [first, ...rest] : rest;
  if (kind === undefined && rest.length === 2) {
    return { kind: first, namespace: rest[0] ?? '', name: rest[1] ?? '' };
  }
  const parts = kind === undefined ? rest.length : rest.length - 1;
  if (kind !== undefined && CLUSTER_SCOPED.includes(kind) && rest.length === 1 && namespace !== '') {
    return { kind, namespace: '', name: namespace };
  }
  if (parts !== 1 || namespace === '' || name === undefined || name === '') {
    return undefined;
  }
  return { ...(kind !== undefined && { kind }), namespace, name };
}
