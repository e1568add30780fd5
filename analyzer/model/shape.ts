/** The type of a value, as far as it is read: fields that are not named pass by untouched. */
export type Shape =
  | { readonly type: 'string' | 'integer' | 'map of strings' }
  /** `key` names the field by which the items of several appliers become one; without it the list belongs to one applier whole. */
  | { readonly type: 'list'; readonly item: Shape; readonly key?: string }
  /** `atomic`: belongs to one applier whole. */
  | { readonly type: 'map'; readonly fields: Readonly<Record<string, Shape | Field>>; readonly atomic?: boolean };

export interface Field {
  readonly shape: Shape;
  /** `required`: without it, what holds it is left out. `expected`: it is missed, but the rest can be judged. */
  readonly need: 'required' | 'expected' | 'optional';
}

type Fields = Readonly<Record<string, Shape | Field>>;

export const STRING: Shape = { type: 'string' };
export const INTEGER: Shape = { type: 'integer' };
export const STRINGS: Shape = { type: 'map of strings' };

export function map(fields: Fields): Shape {
  return { type: 'map', fields };
}

export function atomic(fields: Fields): Shape {
  return { type: 'map', fields, atomic: true };
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
