import type { Manifest, RenderedBy } from '../manifest';
import type { Kind, Kinds } from '../objects';
import { type Location, type Path, valueAt } from '../path';
import type { Fault } from '../schema/fault';
import type { Original, OriginalObjects, SourceDocument } from '../sources/source-text';
import { canonical } from './canonical';

/** What names an object, and what it is to the model. */
export interface Identity<K extends Kind = Kind> {
  readonly model: K;
  readonly group: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** An object as one document says it. */
export class SingleManifest<K extends Kind = Kind> implements Manifest<K> {
  readonly model: K;
  readonly group: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** What the API server refuses in it, by the bundles of CRDs that do. */
  readonly faults: Fault[] = [];
  private original: Original | undefined;
  private drops: { readonly list: Path; readonly index: number }[] | undefined;
  private misfits: Set<Path> | undefined;

  constructor(
    identity: Identity<K>,
    readonly object: Kinds[K],
    readonly document: SourceDocument,
    /** Of the object in its document, where that is a List. */
    readonly root: Path,
  ) {
    this.model = identity.model;
    this.group = identity.group;
    this.apiVersion = identity.apiVersion;
    this.kind = identity.kind;
    this.namespace = identity.namespace;
    this.name = identity.name;
  }

  get context(): boolean {
    return this.document.source.context;
  }

  get literal(): boolean {
    return this.document.place.literal === true;
  }

  get file(): string {
    return this.document.source.path;
  }

  get parts(): readonly Manifest<K>[] {
    return [this];
  }

  known(path: Path): boolean {
    return !isPartial(this) || valueAt(this.object, path) !== undefined;
  }

  written(): unknown {
    return valueAt(this.document.positions().value, this.root);
  }

  origin(path: Path): { manifest: Manifest<K>; path: Path } {
    return { manifest: this, path };
  }

  locate(path: Path): Location {
    const { rendered } = this.document.source;
    if (rendered !== undefined) {
      const { line, column } = this.originalIn(rendered.objects).place(this.asWritten(path));
      return { file: this.file, line, column };
    }
    const { line, column } = this.document.positions().keyPosition([...this.root, ...this.asWritten(path)]);
    return { file: this.file, ...this.document.position(line, column) };
  }

  renderedBy(path: Path): RenderedBy | undefined {
    const { rendered } = this.document.source;
    if (rendered === undefined) {
      return undefined;
    }
    const own = this.asWritten(path);
    const { value, template } = this.originalIn(rendered.objects);
    const made = valueAt(this.document.value(), [...this.root, ...own]);
    return canonical(valueAt(value, own)) === canonical(made) ? undefined : { by: rendered.by, template };
  }

  /** Marks a path as already in file coordinates; `locate` uses it unchanged. */
  misfit(path: Path): void {
    this.misfits ??= new Set();
    this.misfits.add(path);
  }

  /** Remembers that an item of a list is left out. */
  drop(list: Path, index: number): void {
    this.drops ??= [];
    this.drops.push({ list, index });
  }

  private originalIn(objects: OriginalObjects): Original {
    this.original ??= objects.find(this);
    return this.original;
  }

  private asWritten(path: Path): Path {
    if (this.drops === undefined || this.misfits?.has(path)) {
      return path;
    }
    const result: (string | number)[] = [];
    for (const step of path) {
      const dropped = this.drops.filter(({ list }) => list.length === result.length && list.every((known, at) => known === result[at]));
      let index = step;
      for (const drop of dropped) {
        if (typeof index === 'number' && drop.index <= index) {
          index++;
        }
      }
      result.push(index);
    }
    return result;
  }
}

/** A Gateway that says a part of what another manifest says whole. */
export function isPartial(manifest: Manifest): boolean {
  return manifest.model === 'Gateway' && (manifest as Manifest<'Gateway'>).object.spec.gatewayClassName === undefined;
}
