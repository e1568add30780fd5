import type { BundleSet } from '../schemas';
import type { CrossFieldRule, Violation } from './rule';
import { RULES_BY_KIND } from './table';

export { isQualifiedName } from './experimental-kinds';

/**
 * A place in an object that breaks a rule about several fields, with the bundles that refuse it.
 */
export interface CrossFieldFault extends Required<Violation> {
  readonly rule: string;
  readonly bundles: BundleSet;
}

/** The rules of one kind and version as a tree, so that an object is walked once. */
interface Node {
  readonly rules: CrossFieldRule[];
  readonly fields: Map<string, Node>;
  item?: Node;
}

const trees = new Map<string, Node>();

function treeOf(kind: string, version: string): Node {
  const key = `${kind}/${version}`;
  const known = trees.get(key);
  if (known !== undefined) {
    return known;
  }
  const root = empty();
  for (const [path, rules] of RULES_BY_KIND[kind] ?? []) {
    nodeAt(root, path).rules.push(...rules.filter(({ versions }) => versions?.includes(version) ?? true));
  }
  trees.set(key, root);
  return root;
}

function empty(): Node {
  return { rules: [], fields: new Map() };
}

function nodeAt(root: Node, path: string): Node {
  let node = root;
  for (const segment of path.split('.').filter((name) => name !== '')) {
    const name = segment.replace('[]', '');
    const field = node.fields.get(name) ?? empty();
    node.fields.set(name, field);
    if (segment !== name) {
      field.item ??= empty();
    }
    node = segment === name ? field : (field.item ?? field);
  }
  return node;
}

/**
 * What in the `spec` of an object breaks rules about several fields.
 *
 * @param spec defaulted, every value of its type
 * @param bundles those that may be asked
 */
export function crossFieldFaults(kind: string, version: string, spec: unknown, bundles: BundleSet): CrossFieldFault[] {
  const faults: CrossFieldFault[] = [];
  const path: (string | number)[] = ['spec'];

  function walk(value: unknown, { rules, fields, item }: Node): void {
    for (const rule of rules) {
      const refusing = rule.bundles & bundles;
      if (refusing === 0) {
        continue;
      }
      for (const violation of rule.find(value as never)) {
        faults.push({ ...violation, path: [...path, ...(violation.path ?? [])], rule: rule.name, bundles: refusing });
      }
    }
    if (item !== undefined && Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        step(index, value[index], item);
      }
    } else if (fields.size > 0 && typeof value === 'object' && value !== null) {
      for (const [name, node] of fields) {
        const field = (value as Record<string, unknown>)[name];
        if (field !== undefined) {
          step(name, field, node);
        }
      }
    }
  }

  function step(name: string | number, value: unknown, node: Node): void {
    path.push(name);
    walk(value, node);
    path.pop();
  }

  if (typeof spec === 'object' && spec !== null) {
    walk(spec, treeOf(kind, version));
  }
  return faults;
}
