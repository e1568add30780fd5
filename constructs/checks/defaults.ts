import { DEFAULTS, type Kind } from '../../gateway-api';

/** The defaults of one kind as a tree, so that an object is walked once. */
interface Node {
  readonly fields: Map<string, Node>;
  value?: unknown;
  list?: boolean;
}

const trees = new Map<Kind, Node>();

function treeOf(kind: Kind): Node {
  const known = trees.get(kind);
  if (known !== undefined) {
    return known;
  }
  const root: Node = { fields: new Map() };
  for (const [path, value] of DEFAULTS[kind] ?? []) {
    let node = root;
    for (const segment of path.split('.')) {
      const name = segment.replace('[]', '');
      const next: Node = node.fields.get(name) ?? { fields: new Map() };
      node.fields.set(name, next);
      next.list ||= segment !== name;
      node = next;
    }
    node.value = value;
  }
  trees.set(kind, root);
  return root;
}

/** A `spec` as the API server stores it: what was left out, or written as null, has the CRD's default where there is one. */
export function withDefaults<Spec>(kind: Kind, spec: Spec): Spec {
  return defaulted(spec, treeOf(kind)) as Spec;
}

function defaulted(value: unknown, { fields, list }: Node): unknown {
  if (list) {
    return Array.isArray(value) ? value.map((item) => defaulted(item, { fields })) : value;
  }
  if (fields.size === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const result: Record<string, unknown> = { ...value };
  for (const [name, node] of fields) {
    const field = result[name] ?? structuredClone(node.value);
    if (field !== undefined) {
      result[name] = defaulted(field, node);
    }
  }
  return result;
}
