import { DEFAULTS } from '../../../gateway-api';
import type { Kind } from '../objects';
import { fieldOf, type Shape } from './shape';
import { SHAPES } from './shapes';

/** A shape of one kind together with the CRD's defaults in it. */
export interface Plan {
  readonly type: Shape['type'];
  readonly atomic: boolean;
  readonly open: boolean;
  readonly key: string | undefined;
  readonly item: Plan | undefined;
  readonly fields: ReadonlyMap<string, PlanField>;
  /** The fields whose absence matters. */
  readonly missed: readonly PlanField[];
}

export interface PlanField {
  readonly name: string;
  readonly plan: Plan;
  readonly need: 'required' | 'expected' | 'optional';
  /** Shared by all objects: never to be changed. */
  readonly fallback: unknown;
}

const plans = new Map<Kind, Plan>();

/** How the objects of a kind are read. */
export function planOf(kind: Kind): Plan {
  const known = plans.get(kind);
  if (known !== undefined) return known;
  const defaults: Readonly<Partial<Record<string, readonly (readonly [string, unknown])[]>>> = DEFAULTS;
  const plan = compile(SHAPES[kind], '', new Map((defaults[kind] ?? []).map(([path, value]) => [`.spec.${path}`, value])));
  plans.set(kind, plan);
  return plan;
}

function compile(shape: Shape, path: string, defaults: ReadonlyMap<string, unknown>): Plan {
  const { type } = shape;
  const leaf: Plan = {
    type,
    atomic: type !== 'map of strings',
    open: false,
    key: undefined,
    item: undefined,
    fields: new Map(),
    missed: [],
  };
  if (type === 'list')
    return { ...leaf, atomic: shape.key === undefined, key: shape.key, item: compile(shape.item, `${path}[]`, defaults) };
  if (type !== 'map') return leaf;
  const fields = Object.entries(shape.fields).map(([name, field]): PlanField => {
    const { need, shape: inner } = fieldOf(field);
    const below = `${path}.${name}`;
    return { name, need, plan: compile(inner, below, defaults), fallback: defaults.get(below) };
  });
  return {
    ...leaf,
    atomic: shape.atomic ?? false,
    open: shape.open ?? false,
    fields: new Map(fields.map((field) => [field.name, field])),
    missed: fields.filter(({ need, fallback }) => need !== 'optional' || fallback !== undefined),
  };
}
