/** What lies in a folder, and in the repository that it is in. */
export interface Folder {
  /** The name of the folder. */
  readonly name: string;
  /** Where it is below the root of the repository, such as `apps/routes`; empty at the root. */
  readonly below: string;
  /** The folder and those above it in the repository, as `''`, `../`, …, up to the root. */
  readonly upwards: readonly string[];
  /** The text of a file, by its path from the folder; undefined if there is none. */
  read(file: string): string | undefined;
  /** The names of the files of a directory. */
  list(directory: string): readonly string[];
  /** Whether nothing lies in it besides what a new repository has. */
  readonly empty: boolean;
}

/** A file to write, or lines that somebody has to add to one. */
export interface Step {
  readonly what: 'create' | 'edit' | 'add';
  /** Its path from the folder. */
  readonly file: string;
  /** The key below which lines are added; without it they are added to the file. */
  readonly key?: string;
  readonly text: string;
}

/** The root of the repository, as a path from the folder that ends with `/`, or is empty. */
export function rootOf({ upwards }: Folder): string {
  return upwards.at(-1) ?? '';
}
