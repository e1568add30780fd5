import {
  type Bundle,
  type BundleSet,
  GROUP,
  type Kind,
  type MergedSchema,
  type MinorRelease,
  mergedSchema,
  only,
  type Since,
  servedIn,
  sinceOf,
  VERSIONS,
} from '../gateway-api';
import { PROFILES } from './controllers';
import type { Controller, Target } from './target';

/** The apiVersions of a kind that the CRDs of a target serve. */
export function servedApiVersions(target: Bundle, kind: Kind): string[] {
  return VERSIONS[kind].filter((version) => servedIn(GROUP, kind, version) & only(target)).map((version) => `${GROUP}/${version}`);
}

/**
 * The apiVersion in which a kind is written for a target; undefined where the target does not serve
 * the kind.
 */
export function apiVersion(target: Target, kind: Kind): string | undefined {
  const read = PROFILES[target.controller].reads[kind]?.map((name) => `${GROUP}/${name}`);
  return servedApiVersions(target, kind).find((version) => read?.includes(version) ?? true);
}

/** The `spec` of a kind in the version that is written for a target, as all bundles have it. */
export function specSchema(target: Target, kind: Kind): MergedSchema | undefined {
  const version = (apiVersion(target, kind) ?? `${GROUP}/${VERSIONS[kind][0]}`).slice(GROUP.length + 1);
  return mergedSchema(GROUP, kind, version)?.fields.get('spec')?.schema;
}

/**
 * A limit that the CRDs of a target set to a field.
 *
 * @param path below `spec`, such as `rules[].matches`
 * @throws if no bundle has the field
 */
export function limitOf(target: Target, kind: Kind, path: string, keyword: 'maxItems' | 'maxLength'): number {
  let schema = specSchema(target, kind);
  for (const segment of path.split('.')) {
    const field = schema?.fields.get(segment.replace('[]', ''))?.schema;
    schema = segment.endsWith('[]') ? field?.item : field;
  }
  if (schema === undefined) {
    throw new RangeError(`${kind} has no ${path}`);
  }
  const bound = schema.bounds.find((candidate) => candidate.keyword === keyword && candidate.bundles & only(target));
  return bound === undefined ? Number.POSITIVE_INFINITY : (bound.limit as number);
}

/** The oldest CRDs that a controller works with; undefined if any do. */
export function oldestCrds(controller: Controller): MinorRelease | undefined {
  return PROFILES[controller].oldestCrds;
}

/** A field of an object that its target does not serve. */
export interface Unserved {
  /** Where it stands below `spec`, such as `rules[0].filters[1].cors`. */
  readonly path: string;

  /** Set where the field is served and this value of it is not. */
  readonly value?: number | string;

  /** What would serve it; undefined where the controller is what does not. */
  readonly since?: Since;
}

/**
 * The fields of a `spec` that a target does not serve, then the values, each in the order in which
 * they are written.
 */
export function unservedFields(target: Target, kind: Kind, spec: unknown): Unserved[] {
  const schema = specSchema(target, kind);
  const unserved = schema === undefined ? [] : unservedIn(spec, schema, only(target), ~0, '');
  return [
    ...unserved.filter(({ value }) => value === undefined),
    ...unserved.filter(({ value }) => value !== undefined),
    ...(PROFILES[target.controller].notHonoured[kind] ?? []).flatMap((path) =>
      fieldsAt(spec, path.split('.')).map((found) => ({ path: found.path })),
    ),
  ];
}

function unservedIn(value: unknown, schema: MergedSchema, target: BundleSet, serving: BundleSet, path: string): Unserved[] {
  if (Array.isArray(value)) {
    const { item } = schema;
    return item === undefined ? [] : value.flatMap((each, index) => unservedIn(each, item, target, serving, `${path}[${index}]`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => {
      const field = schema.fields.get(name);
      if (field === undefined || inner === undefined || inner === null) {
        return [];
      }
      const at = path === '' ? name : `${path}.${name}`;
      if (field.served & target) {
        return unservedIn(inner, field.schema, target, field.served, at);
      }
      const since = sinceOf(field.served);
      return since ? [{ path: at, since }] : [];
    });
  }
  return typeof value === 'string' || typeof value === 'number' ? unservedValue(value, schema, target, serving, path) : [];
}

/**
 * A value that the target refuses and another bundle takes: it came later. What all refuse is an
 * error of another kind.
 */
function unservedValue(value: number | string, { bounds }: MergedSchema, target: BundleSet, serving: BundleSet, path: string): Unserved[] {
  const refusing = bounds.filter(({ holds }) => !holds(value)).reduce((all, { bundles }) => all | bundles, 0);
  const since = refusing & target ? sinceOf(serving & ~refusing) : undefined;
  return since ? [{ path, value, since }] : [];
}

/** Every value of an object at a path; what is absent has none. */
function fieldsAt(value: unknown, [segment, ...rest]: readonly string[], at = ''): { path: string; value: unknown }[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (segment === undefined) {
    return [{ path: at, value }];
  }
  const name = segment.replace('[]', '');
  const path = at === '' ? name : `${at}.${name}`;
  const field: unknown = (value as Record<string, unknown>)[name];
  if (segment === name) {
    return fieldsAt(field, rest, path);
  }
  return Array.isArray(field) ? field.flatMap((item, index) => fieldsAt(item, rest, `${path}[${index}]`)) : [];
}
