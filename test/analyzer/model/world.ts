import { type LoadOptions, load } from '../../../analyzer/model/load';
import { formatRef } from '../../../analyzer/model/object-ref';
import type { Problem } from '../../../analyzer/model/problem';
import type { World } from '../../../analyzer/model/world/world';

/** A world of texts: what is judged, and what already runs. */
export function worldOf(text: string | readonly string[], context: string | readonly string[] = [], options?: LoadOptions): World {
  const judged = [text].flat().map((one, index) => ({ path: `${index}.yaml`, text: one }));
  const known = [context].flat().map((one, index) => ({ path: `context/${index}.yaml`, text: one, context: true }));
  return load([...judged, ...known], options);
}

/** A problem in one line. */
export function told(problem: Problem): string {
  switch (problem.what) {
    case 'unparsable':
      return `unparsable ${problem.file}:${problem.line}:${problem.column} ${problem.message}${problem.template ? ' (template)' : ''}`;
    case 'misspelt':
      return `misspelt ${problem.object} ${problem.field} ${problem.written}: ${problem.meant}`;
    case 'malformed':
      return `malformed ${formatRef(problem.manifest)} ${problem.path.join('.')}: ${problem.expected}, not ${problem.seen}`;
    case 'unknown-field':
      return `unknown ${formatRef(problem.manifest)} ${problem.path.join('.')}`;
    case 'duplicate':
      return `duplicate ${formatRef(problem.manifest)} ${[problem.manifest, ...problem.others].map(({ file }) => file).join(' ')}`;
    case 'admission-contested':
      return `contested ${formatRef(problem.manifest)} ${[problem, ...problem.others].map(({ manifest, path }) => `${manifest.file}:${path.join('.')}`).join(' ')}`;
    case 'partial-listener-missing':
      return `missing ${formatRef(problem.manifest)} ${problem.listener} ${problem.manifest.file}:${problem.path.join('.')}`;
  }
}
