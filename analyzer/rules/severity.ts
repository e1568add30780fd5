import type { Edit } from './edits/edit';

/**
 * `error`: a condition will be False, or data is lost. `warning`: it works, but is unsafe or
 * useless. `note`: the input does not settle it.
 */
export type Severity = 'error' | 'warning' | 'note';

/** What will happen because of the finding. */
export type Predicted = PredictedCondition | PredictedAdmission;

/** The API server refuses the object, so that it is never stored. */
export interface PredictedAdmission {
  readonly admission: 'refused';
  /** The one way of sending it in which it is refused. @default - it is refused in any way */
  readonly by?: 'create' | 'server-side apply';
}

/** What a conforming controller will write. */
export interface PredictedCondition {
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

/** How to fix a finding: in words, and as an edit if a mechanical one exists. */
export interface Fix {
  readonly text: string;
  readonly edit?: Edit;
  /** Edits of other objects to apply together with `edit`. */
  readonly also?: readonly Edit[];
}
