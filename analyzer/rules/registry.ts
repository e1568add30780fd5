import { type Rule, registryOf } from './rule';
import * as topics from './topics';

type Rules = (typeof topics)[keyof typeof topics];

/** The slug of a rule: its file, its cases, its page and its SARIF id. */
export type RuleName = Rules['slug'];

/** What a finding of a rule knows beside its place. */
export type ParamsOf<R extends RuleName> = Parameters<Extract<Rules, { readonly slug: R }>['message']>[1];

/** Every rule by its slug, in the order of the slugs. */
export const registry: { readonly [R in RuleName]: Rule<R, ParamsOf<R>> } = registryOf(topics);
