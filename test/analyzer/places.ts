type Holder = Record<string, unknown>;

/** Every place in a value that something else can be put into. */
export function places(value: unknown): [Holder, string][] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]): [Holder, string][] => [[value as Holder, key], ...places(inner)]);
}
