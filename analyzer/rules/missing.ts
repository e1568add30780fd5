import { formatRef } from '../model/object-ref';
import type { Missing } from '../model/problem';
import { list, quoted } from './spell';

function objectText({ kind, namespace, name }: Missing): string {
  return kind === 'Namespace' ? `Namespace ${quoted(name)}` : formatRef({ kind, namespace, name });
}

function isObject({ name, sought }: Missing): boolean {
  return name !== '' && sought === undefined;
}

/** Why the input does not tell: `Namespace "test-source" is not among the manifests`. */
export function missingText(missing: readonly Missing[]): string {
  const texts = missing.map((one) => {
    if (isObject(one)) return `${objectText(one)} is not among the manifests`;
    const object = one.name === '' ? `namespace ${quoted(one.namespace)}` : objectText(one);
    return `${one.sought ?? one.kind} of ${object} may not be among the manifests`;
  });
  return list([...new Set(texts)]);
}

/** Which file would settle it. */
export function missingFix(missing: readonly Missing[]): string {
  const texts = missing.map((one) => {
    if (isObject(one)) return `the file that defines ${objectText(one)}`;
    return one.name === ''
      ? `the manifests of namespace ${quoted(one.namespace)}, its Namespace object among them`
      : `the whole of ${objectText(one)}`;
  });
  return `pass ${list([...new Set(texts)])}`;
}
