import type { Manifest } from '../../model/manifest';
import { valueAt } from '../../model/path';
import type { ListenerPrediction, ParentPrediction, RoutePrediction } from '../../status/conditions/prediction';
import { quotedList } from '../../text/words';
import { addObject, joinEdits, removeField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { attachOnlyTo, parentRefTo } from '../edits/section-name-edit';
import { type RedirectLoop, redirectLoops, redirectOf } from '../facts/redirect-loops';
import { defineRule, type Found, type RuleInput } from '../rule';

export interface Params {
  readonly rule: number;
  /** The listeners on which the redirect leads back to the rule. */
  readonly listeners: readonly string[];
  /** Whether it names a scheme, so that another listener may have the requests instead. */
  readonly toScheme: boolean;
}

interface Split {
  readonly edit: Edit | undefined;
  readonly also: readonly Edit[];
}

function namesOf(listeners: readonly ListenerPrediction[]): readonly string[] {
  return listeners.map(({ listener }) => listener.name);
}

/**
 * Attaches what redirects to the listeners that it does not lead to, and the rest to those that it
 * leads to.
 */
function split(input: RuleInput, { manifest, parents }: RoutePrediction, loops: readonly RedirectLoop[]): Split {
  const [parent, ...others] = parents;
  const rules = manifest.object.spec.rules ?? [];
  const refs = manifest.object.spec.parentRefs ?? [];
  if (parent === undefined || others.length > 0 || refs.length !== 1 || parent.parentRef.sectionName !== undefined) {
    return { edit: undefined, also: [] };
  }
  const looping = parent.listeners.filter((listener) => loops.some(({ listeners }) => listeners.includes(listener)));
  const redirecting = namesOf(parent.listeners.filter((listener) => !looping.includes(listener)));
  if (redirecting.length === 0) {
    return { edit: undefined, also: [] };
  }
  if (rules.every((rule) => redirectOf(rule) !== undefined)) {
    return { edit: attachOnlyTo(manifest, parent.path, parent.parentRef, redirecting), also: [] };
  }
  const moved = [...new Set(loops.map(({ rule }) => rule))];
  const rest = attachOnlyTo(manifest, parent.path, parent.parentRef, namesOf(looping));
  const removed = moved.toReversed().map((rule) => removeField(manifest, ['spec', 'rules', rule]));
  return {
    edit: rest && joinEdits(rest, ...removed),
    also: [redirectRoute(input, manifest, parent, redirecting, moved)],
  };
}

/** A route of its own for the redirects of another one. */
function redirectRoute(
  { world }: RuleInput,
  route: Manifest,
  { parentRef }: ParentPrediction,
  sections: readonly string[],
  rules: readonly number[],
): Edit {
  const { apiVersion, kind, namespace } = route;
  const isFree = (candidate: string) => world.get('HTTPRoute', namespace, candidate) === undefined;
  let name = `${route.name}-redirect`;
  for (let number = 2; !isFree(name); number++) {
    name = `${route.name}-redirect-${number}`;
  }
  const hostnames = valueAt(route.written(), ['spec', 'hostnames']);
  return addObject(
    { apiVersion, kind, namespace, name },
    {
      spec: {
        parentRefs: sections.map((section) => parentRefTo(parentRef, section)),
        ...(hostnames !== undefined && { hostnames }),
        rules: rules.map((rule) => valueAt(route.written(), ['spec', 'rules', rule])),
      },
    },
  );
}

/** A redirect that also answers where it leads: clients follow it until they give up. */
export const redirectLoop = defineRule('redirect-loop', {
  reads: ['HTTPRoute'],
  title: 'a redirect leads back to itself',
  why: 'A redirect to https that is also attached to the HTTPS listener answers its own requests: clients follow it until they give up. No status reports it.',
  *find(input): Iterable<Found<Params>> {
    for (const route of input.prediction.routes) {
      const loops = redirectLoops(route);
      if (loops.length === 0) {
        continue;
      }
      const { edit, also } = split(input, route, loops);
      for (const { rule, listeners } of loops) {
        const toScheme = redirectOf(route.manifest.object.spec.rules?.[rule] ?? {})?.scheme !== undefined;
        const params = { rule, listeners: namesOf(listeners), toScheme };
        const path = ['spec', 'rules', rule, 'filters'];
        yield { at: route.manifest, path, severity: 'warning', params, edit, ...(also.length > 0 && { also }) };
      }
    }
  },
  message: (subject, { rule, listeners }) =>
    `${subject} redirects the requests of rule ${rule} on listener ${quotedList(listeners)} to the same URL: clients follow it until they give up`,
  fix: ({ toScheme }) =>
    toScheme
      ? 'attach the redirect to the HTTP listener by sectionName, and everything else to the HTTPS listener'
      : 'redirect to another hostname or path, or match only what does not lead back',
  traffic: () => 'requests end in a redirect loop',
});
