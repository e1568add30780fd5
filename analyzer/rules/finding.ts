import type { ObjectRef } from '../model/object-ref';
import type { Edit } from './edits/edit';
import type { FindingParams } from './params';

/** The slug of a rule: its file, its catalog entry, its cases, its page and its SARIF id. */
export type RuleName = keyof FindingParams;

/**
 * `error`: a condition will be False, or data is lost. `warning`: it works, but is unsafe or useless. `note`: the input does
 * not settle it.
 */
export type Severity = 'error' | 'warning' | 'note';

/** What a conforming controller will write because of the finding. */
export interface Predicted {
  readonly condition: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  /** The parentRef whose entry in `status.parents` carries the condition, CRD defaults applied. */
  readonly parent?: ParentRef;
  /** The listener that carries the condition. */
  readonly listener?: string;
}

/** A parentRef as a status repeats it. */
export interface ParentRef {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** How to mend a finding: in words, and as an edit where a mechanical one exists. */
export interface Fix {
  readonly text: string;
  readonly edit?: Edit;
}

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
  readonly params: FindingParams[R];
  /** What is wrong, in one line; object first. */
  readonly message: string;
  /** What the input says that comes near, one line each. */
  readonly seen: readonly string[];
  readonly fix?: Fix;
  readonly predicts?: Predicted;
  /** What requests meet, such as `requests get 500`. */
  readonly traffic?: string;
}

/** A finding of any rule; `rule` tells the type of `params`. */
export type Finding = { [R in RuleName]: FindingOf<R> }[RuleName];
