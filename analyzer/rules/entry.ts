/** All that is said about one rule, in the words of the platform; `P` is what a finding of it knows. */
export interface CatalogEntry<P> {
  /** What is wrong, in a few words, for lists. */
  readonly title: string;
  /** Why it matters, in a sentence or two. */
  readonly why: string;
  /** What is wrong, in one line: object first, lowercase, no final period. `subject` is `HTTPRoute test-source/echo`. */
  message(subject: string, params: P): string;
  /** What a note cannot tell: it completes `cannot tell whether …`. @default - the rule's notes tell what is, by `message` */
  question?(subject: string, params: P): string;
  /** What the input says that comes near, one line each. @default - nothing */
  seen?(params: P): readonly string[];
  /** How to mend it by hand, where no edit does. @default - the edit says it all */
  fix?(params: P): string | undefined;
  /** What clients meet; `kind` is the subject's. @default - nothing */
  traffic?(kind: string, params: P): string | undefined;
}

/** The entries of several rules: a missing one, or a missing parameter, does not compile. */
export type Catalog<Params> = { readonly [R in keyof Params]: CatalogEntry<Params[R]> };
