import { GROUP, NAME_LABEL, type RouteKind } from '../../gateway-api';
import type { LabelSelector, LabelSelectorRequirement } from '../checks/metadata';
import type { NamespaceFacts } from '../namespaces/namespace-facts';

/** From which namespaces a listener allows routes. */
export const FROM = ['All', 'Same', 'Selector'] as const;
export type From = (typeof FROM)[number];

/** `allowedRoutes` of a listener, as it is written. */
export interface AllowedRoutes {
  readonly namespaces: { readonly from: From; readonly selector?: LabelSelector };
  readonly kinds?: readonly { readonly group: string; readonly kind: RouteKind }[];
}

/** Kinds as `allowedRoutes` has them. */
export function allowedKinds(kinds: Iterable<RouteKind>): AllowedRoutes['kinds'] {
  return [...new Set(kinds)].sort().map((kind) => ({ group: GROUP, kind }));
}

/** The selector of namespaces by their names, sorted. */
export function byName(names: Iterable<string>): LabelSelector {
  return { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: [...new Set(names)].sort() }] };
}

/** The names that a selector names, if it selects by name alone. */
export function namesOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly string[] | undefined {
  const [only, ...others] = [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...matchExpressions,
  ];
  return only?.key === NAME_LABEL && only.operator === 'In' && others.length === 0 ? only.values : undefined;
}

/**
 * Whether a selector selects a namespace; undefined if that is not known. The labels of a namespace
 * of this App are known, of an external one only the name.
 */
export function selects(selector: LabelSelector, namespace: string, facts: NamespaceFacts): boolean | undefined {
  const labels: Readonly<Record<string, string>> = { ...facts.labels, [NAME_LABEL]: namespace };
  const conditions: readonly LabelSelectorRequirement[] = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
    ...(selector.matchExpressions ?? []),
  ];
  const answers = conditions.map((condition) =>
    facts.isExternal && condition.key !== NAME_LABEL ? undefined : holds(condition, labels[condition.key]),
  );
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

function holds({ operator, values = [] }: LabelSelectorRequirement, value: string | undefined): boolean {
  const listed = value !== undefined && values.includes(value);
  return { DoesNotExist: value === undefined, Exists: value !== undefined, In: listed, NotIn: !listed }[operator];
}

/** Whether a listener with these `allowedRoutes` allows a route; undefined if that is not known. */
export function allows(
  { namespaces: { from, selector }, kinds }: AllowedRoutes,
  gatewayNamespace: string,
  route: { readonly kind: RouteKind; readonly namespace: string },
  facts: NamespaceFacts,
): boolean | undefined {
  if (kinds !== undefined && !kinds.some(({ kind }) => kind === route.kind)) {
    return false;
  }
  if (from === 'Selector') {
    return selector === undefined ? false : selects(selector, route.namespace, facts);
  }
  return from === 'All' || route.namespace === gatewayNamespace;
}

/** What `allowedRoutes` allows, in words. */
export function formatAllowed({ namespaces: { from, selector = {} }, kinds }: AllowedRoutes, gatewayNamespace: string): string {
  const names = from === 'Same' ? [gatewayNamespace] : namesOf(selector)?.toSorted();
  const from_ =
    from === 'All'
      ? 'every namespace'
      : names === undefined
        ? `namespaces that match ${JSON.stringify(selector)}`
        : `namespace ${names.map((name) => JSON.stringify(name)).join(', ')}`;
  return `${kinds?.map(({ kind }) => kind).join(', ') ?? 'routes'} from ${from_}`;
}

/** A selector in the one form that all with the same conditions have. */
export function sortedSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelSelector {
  const labels = Object.entries(matchLabels).sort(([one], [other]) => (one < other ? -1 : 1));
  const expressions = matchExpressions
    .map(({ key, operator, values }) => ({ key, operator, ...(values && { values: [...values].sort() }) }))
    .map((expression) => ({ expression, text: JSON.stringify(expression) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1));
  return {
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels) }),
    ...(expressions.length > 0 && { matchExpressions: expressions.map(({ expression }) => expression) }),
  };
}
