import type { Place } from '../kustomize/place';

/** A text to read, and how. */
export interface Source {
  /** How the file is called in findings; it is never opened. */
  readonly path: string;
  /** YAML or JSON, any number of documents. */
  readonly text: string;
  /** True for what already runs and is not judged. @default false */
  readonly context?: boolean;
  /**
   * Parse every document, also those that cannot hold a kind that is read, so that all that does
   * not parse is reported.
   *
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Where its objects are put, if its deliveries are followed already.
   *
   * @default - the kustomizations and Applications among the sources say so
   */
  readonly place?: Place;
  /**
   * The file that an engine made the text from: findings are placed there.
   *
   * @default - the text is the file's own
   */
  readonly rendered?: RenderedFrom;
}

/** What a text was made from. */
export interface RenderedFrom {
  /** The text of the file. */
  readonly text: string;
  /** Who had it made, such as `Kustomization flux-system/apps`. */
  readonly by: string;
}
