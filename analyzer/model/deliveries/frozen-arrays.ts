import { GROUP } from '../../../gateway-api';
import { KINDS, presentGroup } from '../kinds';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import type { DeliveryFault } from './delivery';
import { allOf, type Delivered } from './follow';
import { matchesGlob } from './glob';

/** An element of an array in a jq path: `.spec.parentRefs[].group`, also `.["spec"].rules[0:2]`. */
const ELEMENT = /^\s*\(*\.(?:spec\b|\s*\[?\s*"spec"\s*\]?).*\[\s*(?:-?\d+)?\s*(?::\s*(?:-?\d+)?\s*)?\]/;
/** An element of an array in a JSON pointer: `/spec/parentRefs/0/group`. */
const INDEX = /^\/spec\/(?:.*\/)?\d+(?:\/|$)/;

/**
 * Arrays of Gateway API objects that an Application keeps as the cluster has them: by whom, and the
 * first path.
 */
export function frozenArrays(delivered: readonly Delivered[]): DeliveryFault[] {
  return delivered.flatMap((one) =>
    allOf(one).flatMap(({ by, file, spec }) => {
      const options = isMap(spec?.syncPolicy) ? spec.syncPolicy.syncOptions : undefined;
      if (!by.startsWith('Application ') || !Array.isArray(options) || !options.includes('RespectIgnoreDifferences=true')) {
        return [];
      }
      const paths = mapsIn(spec?.ignoreDifferences).flatMap(({ group, kind, jsonPointers, jqPathExpressions }) =>
        !matches(group, GROUP) || !KINDS.some((known) => presentGroup(known) === GROUP && matches(kind, known))
          ? []
          : [
              ...textsIn(jqPathExpressions).filter((path) => ELEMENT.test(path)),
              ...textsIn(jsonPointers).filter((path) => INDEX.test(path)),
            ].map((path) => `${path} of ${kind === '*' ? 'every kind' : kind}`),
      );
      const [first, ...more] = [...new Set(paths)];
      return first === undefined ? [] : [{ by, file, message: more.length === 0 ? first : `${first}, and ${more.length} more` }];
    }),
  );
}

/** Argo CD takes the group and the kind for patterns. */
function matches(pattern: unknown, text: string): boolean {
  return matchesGlob(String(pattern ?? ''), text, { separated: false });
}
