import { formatRef } from '../model/object-ref';
import type { Missing } from '../model/problem';
import { list, quoted } from '../text/words';

function objectText({ kind, namespace, name }: Missing): string {
  return kind === 'Namespace' ? `Namespace ${quoted(name)}` : formatRef({ kind, namespace, name });
}

function reason(one: Missing): string {
  if (one.refused) {
    return `the API server refuses ${objectText(one)}`;
  }
  if (one.changed) {
    return `${objectText(one)} is changed by what is not carried out here`;
  }
  if (one.name === '') {
    return `Namespace ${quoted(one.namespace)} is not among the manifests, and may contain ${one.sought ?? `a ${one.kind}`}`;
  }
  const isPart = one.sought !== undefined && one.kind !== 'Namespace';
  return isPart ? `only a part of ${objectText(one)} is among the manifests` : `${objectText(one)} is not among the manifests`;
}

function wanted(one: Missing): string {
  if (one.name === '') {
    return `the manifests of namespace ${quoted(one.namespace)}, including its Namespace`;
  }
  if (one.changed) {
    return `${objectText(one)} as the cluster gets it, such as the output of the engine`;
  }
  if (one.kind === 'Secret') {
    return `the file that defines ${objectText(one)}, or what generates it, such as a Certificate`;
  }
  return one.sought !== undefined && one.kind !== 'Namespace'
    ? `the file that defines ${objectText(one)} completely`
    : `the file that defines ${objectText(one)}`;
}

/** Why the input does not tell: `Namespace "test-source" is not among the manifests`. */
export function missingText(missing: readonly Missing[]): string {
  return missing.length === 0 ? 'controllers differ' : list([...new Set(missing.map(reason))], 'and', 3);
}

/** Which file would settle it. */
export function missingFix(missing: readonly Missing[]): string {
  return `pass ${list([...new Set(missing.map(wanted))], 'and', 3)}`;
}
