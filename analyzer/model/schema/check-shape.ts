import type { Bound, BundleSet, MergedField } from '../../../gateway-api';
import type { Path } from '../path';
import type { Plan } from './plan';

/**
 * Told of every value that the API does not take, by its path as written and with the bundles of
 * CRDs that refuse it.
 */
export interface Deviations {
  /** A value of another type; `seen` is `nothing` for a required one that is missing. */
  malformed(path: Path, expected: string, seen: string, bundles: BundleSet): void;
  /** A field without a value, which server-side apply refuses and other requests drop. */
  empty(path: Path, expected: string, bundles: BundleSet): void;
  /** A field that the API does not have. */
  unknown(path: Path, known: readonly string[], bundles: BundleSet): void;
  /** A value outside its bounds. */
  invalid(path: Path, bound: Pick<Bound, 'keyword' | 'limit'>, value: unknown, bundles: BundleSet): void;
  /** An item that the list holds already, by the fields that tell its items apart. */
  repeated(path: Path, keys: readonly string[], bundles: BundleSet): void;
  /** An item that is left out, so that those behind it move up. */
  dropped(list: Path, index: number): void;
}

export interface Terms {
  /** Whether what is required and missing is a deviation. */
  readonly whole: boolean;
  /**
   * Whether CRD defaults are set; if not, they are set within what belongs to one applier whole,
   * and nowhere else.
   */
  readonly fill: boolean;
  /** The bundles of CRDs that may be asked. */
  readonly bundles: BundleSet;
}

const LONGEST_SEEN = 60;

/** Without these strings, what holds them cannot be determined from others: it is left out. */
const IDENTIFYING: ReadonlySet<string> = new Set(['group', 'kind', 'namespace', 'name']);

/** How a value of a wrong type is called. */
export function seen(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object') {
    return 'a map';
  }
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, LONGEST_SEEN) : value);
  return `${typeof value} ${typeof value === 'string' && value.length > LONGEST_SEEN ? `${text.slice(0, -1)}…` : text}`;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The maps of a list; none of what is not a list. */
export function mapsIn(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isMap) : [];
}

/** The texts of a list; none of what is not a list. */
export function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/**
 * Makes a parsed value what its plan says, in place: types checked, nulls and misfits taken out,
 * defaults set.
 */
export function conform(value: unknown, plan: Plan, at: Path, terms: Terms, deviations: Deviations): boolean {
  const path = [...at];
  const { bundles, whole } = terms;

  function fits(value: unknown, plan: Plan, fill: boolean): boolean {
    const { bounds, type } = plan;
    // A list is counted as it is written, before what does not fit is left out of it.
    if (bounds.length > 0 && type === 'list' && Array.isArray(value)) {
      fitBounds(value, plan);
    }
    const fit = hasType(value, plan, fill);
    if (fit && bounds.length > 0 && type !== 'list') {
      fitBounds(value, plan);
    }
    return fit;
  }

  function hasType(value: unknown, plan: Plan, fill: boolean): boolean {
    switch (plan.type) {
      case 'string':
        return typeof value === 'string' ? isShort(value, plan) : refuse(plan, value);
      case 'integer':
        return isInteger(value) || refuse(plan, value);
      case 'map of strings':
        return isMap(value) ? fitStrings(value, plan) : refuse(plan, value);
      case 'boolean':
        return typeof value === 'boolean' || refuse(plan, value);
      case 'any':
        return true;
      case 'list':
        return Array.isArray(value) ? fitItems(value, plan, fill) : refuse(plan, value);
      case 'map':
        return isMap(value) ? fitFields(value, plan, fill || plan.atomic) : refuse(plan, value);
    }
  }

  function refuse(plan: Plan, value: unknown): false {
    deviations.malformed([...path], plan.type, seen(value), bundles);
    return false;
  }

  function fitBounds(value: unknown, plan: Plan): void {
    let asked = bundles;
    for (const bound of plan.bounds) {
      const refusing = bound.bundles & asked;
      if (refusing === 0 || bound.holds(value)) {
        continue;
      }
      asked &= ~refusing;
      deviations.invalid([...path], bound, value, refusing);
    }
  }

  /** False for a text that is longer than any CRD takes: it is left out. */
  function isShort(value: string, plan: Plan): boolean {
    const most = limitOf(plan, 'maxLength');
    // A letter outside of the basic plane counts once.
    if (value.length <= most || (value.length <= 2 * most && Array.from(value).length <= most)) {
      return true;
    }
    fitBounds(value, plan);
    return false;
  }

  function fitStrings(value: Record<string, unknown>, { item }: Plan): true {
    for (const key of Object.keys(value)) {
      const text = value[key];
      path.push(key);
      if (text === null && path[0] === 'metadata') {
        // Metadata are decoded into Go's types, in which an absent text is an empty one.
        value[key] = '';
      } else if (typeof text === 'string') {
        if (item !== undefined && item.bounds.length > 0) {
          fitBounds(text, item);
        }
      } else {
        if (text === null) {
          deviations.empty([...path], 'string', bundles);
        } else {
          deviations.malformed([...path], 'string', seen(text), bundles);
        }
        delete value[key];
      }
      path.pop();
    }
    return true;
  }

  function fitItems(items: unknown[], plan: Plan, fill: boolean): true {
    const { item } = plan;
    // What no CRD takes is not judged, as it may be as long as the file.
    if (items.length > limitOf(plan, 'maxItems')) {
      items.length = limitOf(plan, 'maxItems');
    }
    if (item === undefined) {
      return true;
    }
    const earlierTexts = (plan.distinct & bundles) === 0 ? undefined : new Set<string>();
    let kept = 0;
    for (let index = 0; index < items.length; index++) {
      path.push(index);
      const fit = fits(items[index], item, fill || plan.atomic);
      if (fit && earlierTexts !== undefined) {
        fitDistinct(items[index], plan, earlierTexts);
      }
      path.pop();
      if (fit) {
        items[kept++] = items[index];
      } else {
        deviations.dropped([...path], index);
      }
    }
    items.length = kept;
    return true;
  }

  function fitDistinct(item: unknown, { keys = [], distinct }: Plan, earlierTexts: Set<string>): void {
    const key = keys.length === 0 ? item : keys.map((name) => (item as Record<string, unknown>)[name]);
    const text = typeof key === 'string' ? key : JSON.stringify(key);
    if (earlierTexts.has(text)) {
      deviations.repeated([...path], keys, distinct & bundles);
    }
    earlierTexts.add(text);
  }

  function fitFields(holder: Record<string, unknown>, plan: Plan, fill: boolean): boolean {
    let misfits: string[] | undefined;
    for (const name of Object.keys(holder)) {
      const field = plan.fields.get(name);
      if (field === undefined) {
        if (!plan.open) {
          deviations.unknown([...path, name], [...plan.fields.keys()], bundles);
        }
        continue;
      }
      const lacking = bundles & ~field.served;
      if (lacking !== 0) {
        deviations.unknown([...path, name], servedBy(plan, lacking), lacking);
      }
      const value = holder[name];
      path.push(name);
      const fit = value !== null && fits(value, field.schema, fill);
      if (value === null) {
        fitNull(field);
      }
      path.pop();
      if (fit) {
        continue;
      }
      misfits ??= [];
      if (value !== null) {
        misfits.push(name);
      }
      delete holder[name];
    }
    return fillIn(holder, plan, fill, misfits);
  }

  /** What is required counts as missing, and what has a default gets it. */
  function fitNull({ schema, required, fallback, served }: MergedField): void {
    const refusing = bundles & served & ~required & ~(fallback?.bundles ?? 0);
    if (refusing !== 0) {
      deviations.empty([...path], schema.type, refusing);
    }
  }

  function fillIn(holder: Record<string, unknown>, plan: Plan, fill: boolean, misfits: readonly string[] = []): boolean {
    let identified = true;
    for (const { name, required, fallback, schema } of plan.missed) {
      if (holder[name] !== undefined) {
        continue;
      }
      if (fallback !== undefined && fallback.bundles & bundles) {
        if (fill) {
          holder[name] = fallback.value;
        }
        continue;
      }
      if (required === 0) {
        continue;
      }
      const identifying = schema.type === 'string' && IDENTIFYING.has(name);
      if (identifying) {
        identified = false;
      }
      if ((required & bundles) !== 0 && (identifying || whole) && !misfits.includes(name)) {
        deviations.malformed([...path, name], schema.type, 'nothing', required & bundles);
      }
    }
    return identified;
  }

  return fits(value, plan, terms.fill);
}

/** The largest limit of all CRDs; infinity if there is none. */
function limitOf({ bounds }: Plan, keyword: 'maxItems' | 'maxLength'): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const bound of bounds) {
    if (bound.keyword === keyword) {
      most = Math.max(most, bound.limit as number);
    }
  }
  return most === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : most;
}

/** The numbers that the API server reads as whole ones. */
function isInteger(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;
}

/** The fields that at least one of some bundles has. */
function servedBy(plan: Plan, bundles: BundleSet): string[] {
  return [...plan.fields.values()].filter(({ served }) => served & bundles).map(({ name }) => name);
}
