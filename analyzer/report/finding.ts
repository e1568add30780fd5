import type { ObjectRef } from '../model/object-ref';
import type { Missing } from '../model/problem';
import type { ParamsOf, RuleName } from '../rules/registry';
import type { Fix, Predicted, Severity } from '../rules/severity';

/** One finding, plain data: it survives `JSON.stringify` and says everything a renderer needs. */
export interface FindingOf<R extends RuleName> {
  readonly rule: R;
  readonly severity: Severity;
  /** The object that the finding is about. */
  readonly subject: ObjectRef;
  /** Where in the subject, such as `spec.rules[0].backendRefs[0]`; empty for the whole object. */
  readonly path: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly params: ParamsOf<R>;
  /** What is wrong, in one line; object first. */
  readonly message: string;
  /** What the input has that is similar, one line each. */
  readonly seen: readonly string[];
  readonly fix?: Fix;
  /** What the input lacks to answer the question; of notes. */
  readonly missing?: readonly Missing[];
  readonly predicts?: Predicted;
  /** What clients get, such as `requests get 500`. */
  readonly traffic?: string;
  /**
   * The routes that get no traffic because of it and have no finding of their own, as `Kind
   * namespace/name`.
   */
  readonly affects?: readonly string[];
  /** The clusters in which it holds, if several are judged. */
  readonly clusters?: readonly string[];
}

/** A finding of any rule; `rule` tells the type of `params`. */
export type Finding = { [R in RuleName]: FindingOf<R> }[RuleName];
