import { FIELDS, GROUP, has, type Kind, type Since, VERSIONS, type Version } from '../gateway-api';
import { PROFILES } from './controllers';
import type { Target } from './target';

/** The apiVersions of a kind that the CRDs of a target serve. */
export function servedApiVersions(target: Target, kind: Kind): string[] {
  const versions: readonly Version[] = VERSIONS[kind];
  return versions.filter((version) => has(target, version)).map(({ name }) => `${GROUP}/${name}`);
}

/** The apiVersion in which a kind is written for a target; undefined where the target does not serve the kind. */
export function apiVersion(target: Target, kind: Kind): string | undefined {
  const read = PROFILES[target.controller].reads[kind]?.map((name) => `${GROUP}/${name}`);
  return servedApiVersions(target, kind).find((version) => read?.includes(version) ?? true);
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

/** The fields of a `spec` that a target does not serve, in the order of this catalogue. */
export function unservedFields(target: Target, kind: Kind, spec: unknown): Unserved[] {
  const missing = (FIELDS[kind] ?? []).filter((field) => !has(target, field));
  return [
    ...missing.flatMap(({ path, values, ...since }) =>
      fieldsAt(spec, path.split('.'))
        .filter(({ value }) => values === undefined || values.some((it) => it === value))
        .map((found) => ({ path: found.path, since, ...(values && { value: found.value as number | string }) })),
    ),
    ...(PROFILES[target.controller].notHonoured[kind] ?? []).flatMap((path) =>
      fieldsAt(spec, path.split('.')).map((found) => ({ path: found.path })),
    ),
  ];
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
