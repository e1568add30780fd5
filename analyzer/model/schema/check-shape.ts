import type { Path } from '../path';
import type { Plan } from './plan';

/** Told of every value that is not what the API takes, by its path as written. */
export interface Deviations {
  malformed(path: Path, expected: string, seen: string): void;
  /** A field that the API does not have. */
  unknown(path: Path, known: readonly string[]): void;
  /** An item that is left out, so that those behind it move up. */
  dropped(list: Path, index: number): void;
}

/**
 * `whole`: what is expected and missing is told. `fill`: CRD defaults are set; where it is false they are set within what belongs to one
 * applier whole, and nowhere else.
 */
export interface Terms {
  readonly whole: boolean;
  readonly fill: boolean;
}

const LONGEST_SEEN = 60;

/** How a value of a wrong type is called. */
export function seen(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return `${typeof value} ${text.length > LONGEST_SEEN ? `${text.slice(0, LONGEST_SEEN)}…` : text}`;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Makes a parsed value what its plan says, in place: types checked, nulls and misfits taken out, defaults set. */
export function conform(value: unknown, plan: Plan, at: Path, terms: Terms, deviations: Deviations): boolean {
  const path = [...at];

  function fits(value: unknown, plan: Plan, fill: boolean): boolean {
    switch (plan.type) {
      case 'string':
        return typeof value === 'string' || refuse(plan, value);
      case 'integer':
        return Number.isSafeInteger(value) || refuse(plan, value);
      case 'map of strings':
        return isMap(value) ? fitStrings(value) : refuse(plan, value);
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
    deviations.malformed([...path], plan.type, seen(value));
    return false;
  }

  function fitStrings(value: Record<string, unknown>): true {
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (typeof item === 'string') continue;
      if (item !== null) deviations.malformed([...path, key], 'string', seen(item));
      delete value[key];
    }
    return true;
  }

  function fitItems(items: unknown[], plan: Plan, fill: boolean): true {
    const { item } = plan;
    if (item === undefined) return true;
    let kept = 0;
    for (let index = 0; index < items.length; index++) {
      path.push(index);
      const fit = fits(items[index], item, fill || plan.atomic);
      path.pop();
      if (fit) items[kept++] = items[index];
      else deviations.dropped([...path], index);
    }
    items.length = kept;
    return true;
  }

  function fitFields(holder: Record<string, unknown>, plan: Plan, fill: boolean): boolean {
    let misfits: string[] | undefined;
    for (const name of Object.keys(holder)) {
      const field = plan.fields.get(name);
      if (field === undefined) {
        if (!plan.open) deviations.unknown([...path, name], [...plan.fields.keys()]);
        continue;
      }
      const value = holder[name];
      if (value !== null) {
        path.push(name);
        const fit = fits(value, field.plan, fill);
        path.pop();
        if (fit) continue;
        misfits ??= [];
        misfits.push(name);
      }
      delete holder[name];
    }
    return fillIn(holder, plan, fill, misfits);
  }

  function fillIn(holder: Record<string, unknown>, plan: Plan, fill: boolean, misfits: readonly string[] = []): boolean {
    let whole = true;
    for (const { name, need, fallback, plan: missing } of plan.missed) {
      if (holder[name] !== undefined) continue;
      if (fallback !== undefined) {
        if (fill) holder[name] = fallback;
        continue;
      }
      if (need === 'required') whole = false;
      if ((need === 'required' || terms.whole) && !misfits.includes(name)) deviations.malformed([...path, name], missing.type, 'nothing');
    }
    return whole;
  }

  return fits(value, plan, terms.fill);
}
