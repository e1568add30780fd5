import type { Controller, Target } from '../../targets';
import type { Manifest } from '../model/manifest';
import type { Kind } from '../model/objects';
import type { Location, Path } from '../model/path';
import type { Missing } from '../model/problem';
import type { World } from '../model/world/world';
import type { Prediction } from '../status/conditions/prediction';
import type { Edit } from './edits/edit';
import type { Facts } from './facts/facts';
import type { Predicted, Severity } from './severity';

/** Everything that a rule may read. */
export interface RuleInput {
  readonly world: World;
  readonly prediction: Prediction;
  /** What several rules read, worked out when the first one asks. */
  readonly facts: Facts;
  /** The CRDs that the cluster has, if that is known. */
  readonly target?: Pick<Target, 'gatewayApi' | 'channel'>;
  /** Who reads the objects, if that is known. */
  readonly controller?: Controller;
  /** Whether defaults that are not written are asked for, whatever delivers the object. */
  readonly defaults?: boolean;
}

/** The parameters of a rule whose findings know nothing beside their place. */
export type NoParams = Readonly<Record<never, never>>;

/** What a rule finds at one place; its words come from the rule. */
export interface Found<Params> {
  /** The object that the finding is about, or the place in a file that holds no object. */
  readonly at: Manifest | Location;
  /** Of the offending field in the object. @default - the object itself */
  readonly path?: Path;
  readonly severity: Severity;
  readonly params: Params;
  /** What the input lacks to answer the question; for notes. @default - nothing */
  readonly missing?: readonly Missing[];
  readonly predicts?: Predicted | undefined;
  /** The mechanical fix. @default - the rule's words alone */
  readonly edit?: Edit | undefined;
  /** Edits of other objects without which `edit` is not enough. @default - none */
  readonly also?: readonly Edit[];
}

/**
 * What one rule reads, finds and says; `Params` is what a finding knows beside its place, as plain
 * data.
 */
export interface RuleDefinition<Params> {
  /**
   * The kinds that the rule asks the world for; a test compares them with those that it reads in
   * its cases.
   */
  readonly reads: readonly Kind[];
  /** What is wrong, in a few words, for lists. */
  readonly title: string;
  /** Why it matters, in a sentence or two. */
  readonly why: string;
  /**
   * A pure reading of the input. Its return type names the parameters, so it stands before the
   * words that take them.
   */
  readonly find: (input: RuleInput) => Iterable<Found<Params>>;
  /**
   * What is wrong, in one line: object first, lowercase, no final period. `subject` is `HTTPRoute
   * test-source/echo`.
   */
  readonly message: (subject: string, params: Params) => string;
  /**
   * What a note cannot tell: it completes `cannot tell whether …`. @default - `message` says it for
   * notes too
   */
  readonly question?: (subject: string, params: Params) => string;
  /** What the input has that is similar, one line each. @default - nothing */
  readonly seen?: (params: Params) => readonly string[];
  /** How to fix it by hand if there is no edit. @default - the edit says it all */
  readonly fix?: (params: Params) => string | undefined;
  /** What else to do, after the fix, if the input is not all there is. @default - nothing */
  readonly otherwise?: (params: Params) => string;
  /** What clients get; `kind` is the subject's. @default - nothing */
  readonly traffic?: (kind: string, params: Params) => string | undefined;
}

/** A rule under its slug: the name of its file, its cases, its page and its SARIF id. */
export interface Rule<Slug extends string, Params> extends RuleDefinition<Params> {
  readonly slug: Slug;
}

/**
 * Defines a rule. `Params` comes from the return type of `find`; a missing message and an unknown
 * parameter do not compile.
 */
export function defineRule<const Slug extends string, Params extends object>(
  slug: Slug,
  definition: RuleDefinition<Params>,
): Rule<Slug, Params> {
  return { slug, ...definition };
}

/** A rule whatever its parameters. */
type AnyRule = Pick<Rule<string, unknown>, 'slug' | 'find'>;
/**
 * An object of rules; two with one slug turn into the sentence that says so, which no rule can be
 * assigned to.
 */
type DistinctSlugs<Rules extends Readonly<Record<string, AnyRule>>> = {
  readonly [Name in keyof Rules]: Rules[Name]['slug'] extends Rules[Exclude<keyof Rules, Name>]['slug']
    ? `${Rules[Name]['slug']} is the slug of two rules`
    : Rules[Name];
};
/** Rules by slug. */
export type Registry<Rules extends Readonly<Record<string, AnyRule>>> = {
  readonly [Defined in Rules[keyof Rules] as Defined['slug']]: Defined;
};

/** The rules by slug, in the order of the slugs. Two rules with one slug do not compile. */
export function registryOf<Rules extends Readonly<Record<string, AnyRule>>>(rules: Rules & DistinctSlugs<Rules>): Registry<Rules> {
  const named = Object.values<AnyRule>(rules).map((rule) => [rule.slug, rule] as const);
  return Object.fromEntries(named.sort(([left], [right]) => (left < right ? -1 : 1))) as unknown as Registry<Rules>;
}
