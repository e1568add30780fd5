/** A text to read, and how. */
export interface Source {
  /** How the file is called in findings; it is never opened. */
  readonly path: string;
  /** YAML or JSON, any number of documents. */
  readonly text: string;
  /** True for what already runs and is not judged. @default false */
  readonly context?: boolean;
  /** Parse every document, also those that cannot hold a kind that is read, so that all that does not parse is reported. @default false */
  readonly strict?: boolean;
}
