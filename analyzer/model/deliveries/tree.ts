import { parse } from '../../../yaml/parse';
import { joined } from '../kustomize/kustomization';
import { kustomizationFields } from '../kustomize/kustomization-fields';
import { isMap } from '../schema/check-shape';

/** The names that kustomize looks for, in its order. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** The files of a repository that git sees, by their paths from its root. */
export class Tree {
  private readonly entries = new Map<string, { readonly files: string[]; readonly directories: string[] }>();
  private readonly paths = new Set<string>();
  private readonly kustomizations = new Map<string, Readonly<Record<string, unknown>> | undefined>();

  /**
   * @param read the text of a file; `undefined` if it cannot be read
   * @param links the files that are symbolic links. @default - none
   * @param bytes what is in a file that is not text, once it is read. @default - nothing
   * @param unseen whether others may have a path that git does not see here. @default - never
   */
  constructor(
    paths: Iterable<string>,
    private readonly read: (path: string) => string | undefined,
    private readonly links: ReadonlySet<string> = new Set(),
    private readonly bytes: (path: string) => Uint8Array | undefined = () => undefined,
    private readonly unseen: (path: string) => boolean = () => false,
  ) {
    this.directory('');
    for (const path of paths) {
      this.add(path);
    }
    for (const { files, directories } of this.entries.values()) {
      files.sort();
      directories.sort();
    }
  }

  /** Every file, in no order. */
  get files(): ReadonlySet<string> {
    return this.paths;
  }

  /** Every directory, in no order. */
  get directories(): Iterable<string> {
    return this.entries.keys();
  }

  /** Whether a file is a symbolic link. */
  isLink(file: string): boolean {
    return this.links.has(file);
  }

  /** The tree without some of its files. */
  without(leftOut: (file: string) => boolean): Tree {
    return new Tree(
      [...this.paths].filter((file) => !leftOut(file)),
      this.read,
      undefined,
      this.bytes,
      this.unseen,
    );
  }

  has(file: string): boolean {
    return this.paths.has(file);
  }

  /** Whether a path that is not here may be elsewhere: git ignores it, or it is in a submodule. */
  mayBeElsewhere(path: string): boolean {
    return !this.has(path) && !this.isDirectory(path) && this.unseen(path);
  }

  isDirectory(path: string): boolean {
    return this.entries.has(path);
  }

  text(file: string): string | undefined {
    return this.has(file) ? this.read(file) : undefined;
  }

  /** What a file holds, as an engine is to get it: its text, or its bytes if it holds no text. */
  content(file: string): string | Uint8Array | undefined {
    const text = this.text(file);
    return (text === undefined ? undefined : this.bytes(file)) ?? text;
  }

  /** The directories in a directory. */
  directoriesIn(directory: string): readonly string[] {
    return this.entries.get(directory)?.directories ?? [];
  }

  /** The files in a directory; with those below it if `deep`. */
  filesIn(directory: string, deep = false): readonly string[] {
    const found = this.entries.get(directory);
    if (found === undefined) {
      return [];
    }
    return deep ? [...found.files, ...found.directories.flatMap((below) => this.filesIn(below, true))] : found.files;
  }

  /** The file that makes a directory a kustomization. */
  kustomizationFile(directory: string): string | undefined {
    return KUSTOMIZATION_NAMES.map((name) => joined(directory, name)).find((file) => this.has(file));
  }

  /**
   * What the kustomization of a directory says; `undefined` if there is none, or if it is not a
   * map.
   */
  kustomization(directory: string): Readonly<Record<string, unknown>> | undefined {
    if (!this.kustomizations.has(directory)) {
      const file = this.kustomizationFile(directory);
      const parsed = file === undefined ? undefined : parse(this.text(file) ?? '');
      const value = parsed !== undefined && 'value' in parsed ? parsed.value : undefined;
      this.kustomizations.set(directory, isMap(value) ? kustomizationFields(value) : undefined);
    }
    return this.kustomizations.get(directory);
  }

  private add(path: string): void {
    if (this.paths.has(path)) {
      return;
    }
    this.paths.add(path);
    this.directory(parentOf(path)).files.push(path);
  }

  private directory(path: string): { readonly files: string[]; readonly directories: string[] } {
    const known = this.entries.get(path);
    if (known !== undefined) {
      return known;
    }
    const made = { files: [], directories: [] };
    this.entries.set(path, made);
    if (path !== '') {
      this.directory(parentOf(path)).directories.push(path);
    }
    return made;
  }
}

/** The directory that holds a file or directory. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
