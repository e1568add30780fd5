/** The type of a value, as the API has it. */
export type Shape =
  | { readonly type: 'string' | 'integer' | 'boolean' | 'map of strings' | 'any' }
  /** `key` names the field by which the items of several appliers become one; without it the list belongs to one applier whole. */
  | { readonly type: 'list'; readonly item: Shape; readonly key?: string }
  /** `atomic`: belongs to one applier whole. `open`: has more fields than are named here. */
  | { readonly type: 'map'; readonly fields: Fields; readonly atomic?: boolean; readonly open?: boolean };

export interface Field {
  readonly shape: Shape;
  /** `required`: without it, what holds it is left out. `expected`: it is missed, but the rest can be judged. */
  readonly need: 'required' | 'expected' | 'optional';
}

export type Fields = Readonly<Record<string, Shape | Field>>;

export const STRING: Shape = { type: 'string' };
export const ANY: Shape = { type: 'any' };
export const INTEGER: Shape = { type: 'integer' };
export const BOOLEAN: Shape = { type: 'boolean' };
export const STRINGS: Shape = { type: 'map of strings' };

export function map(fields: Fields): Shape {
  return { type: 'map', fields };
}

export function atomic(fields: Fields): Shape {
  return { type: 'map', fields, atomic: true };
}

export function open(fields: Fields): Shape {
  return { type: 'map', fields, open: true };
}

export function list(item: Shape): Shape {
  return { type: 'list', item };
}

export function listBy(key: string, item: Shape): Shape {
  return { type: 'list', item, key };
}

export function required(shape: Shape): Field {
  return { shape, need: 'required' };
}

export function expected(shape: Shape): Field {
  return { shape, need: 'expected' };
}

export function fieldOf(field: Shape | Field): Field {
  return 'need' in field ? field : { shape: field, need: 'optional' };
}
