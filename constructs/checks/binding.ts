/**
 * A type of the generated bindings as the plain data that it stands for: enums as their values, and
 * `undefined` for what is left out.
 *
 * Objects are rendered as this rather than by the generated classes, whose `toJson()` drops every
 * field that they do not know, and with it what a JSON patch added.
 */
export type Plain<Type> = Type extends string
  ? `${Type}`
  : Type extends number | boolean
    ? `${Type}` extends `${infer Value extends number}`
      ? Value
      : Type
    : Type extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : { readonly [Key in keyof Type]: Plain<NonNullable<Type[Key]>> | (undefined extends Type[Key] ? undefined : never) };
