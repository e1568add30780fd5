import type { Making } from '../generated/making';
import type { Place } from '../kustomize/place';

/** A text that a build gives. */
export interface RenderedText {
  /** The file that it comes from; of what an engine generates, the kustomization that says so. */
  readonly file: string;
  readonly text: string;
  readonly place: Place;
  /**
   * Whether the text is not the file's own, so that places are to be found in the file by the
   * object's kind and name.
   */
  readonly origin: boolean;
  /** Whether the engine makes the object itself, so that no file holds it. */
  readonly made?: boolean;
}

/** What a build gives. */
export interface Rendering {
  readonly texts: readonly RenderedText[];
  /** Every file that was read, kustomizations among them. */
  readonly files: ReadonlySet<string>;
  /** What may be brought by what is not rendered. */
  readonly makings: readonly Making[];
  /** What is not rendered, and what is wrong, with the file that says so. */
  readonly struck: readonly { readonly file: string; readonly what: string }[];
  /**
   * `limit`: a build here ends where that of an engine may not; `exceeded`: it took more time or
   * space than it is given; `blinding`: the engine refuses it, and what it would change is unknown.
   */
  readonly problems: readonly {
    readonly file: string;
    readonly message: string;
    readonly limit?: boolean;
    readonly exceeded?: boolean;
    readonly blinding?: boolean;
  }[];
  /** Patches and the like that are not carried out. */
  readonly unknown: number;
}
