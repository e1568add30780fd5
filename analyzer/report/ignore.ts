import { formatRef } from '../model/object-ref';
import type { Finding } from './finding';

/** Findings that were accepted. */
export interface Ignore {
  readonly rule: string;
  /**
   * `Kind namespace/name`, or the file of a finding that is about no object.
   *
   * @default - every object
   */
  readonly subject?: string;
  /** Where the finding has to stand. @default - anywhere */
  readonly lines?: Lines;
  /** Why they are accepted; a comment and `crossing.yaml` have to say it. @default - not said */
  readonly reason?: string;
  /**
   * What says so: `file:line:column`, or an option.
   *
   * @default - nothing that a message could name
   */
  readonly at?: string;
}

/** Lines of a file, counted from 1, both ends included. */
export interface Lines {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

/** The object that a finding is about, as an ignore names it. */
export function subjectOf({ subject, file }: Finding): string {
  return subject.kind === '' ? file : formatRef(subject);
}

/** What one ignore accepts. */
export interface Suppression {
  readonly ignore: Ignore;
  readonly findings: readonly Finding[];
}
