import { isMap } from '../schema/check-shape';
import { selectsByText } from './selector-text';

/** Where objects are put. */
export interface Place {
  /** Whatever they name. */
  readonly namespace?: string;
  /** Where they name none. */
  readonly fallback?: string;
  /**
   * Whether it cannot be determined where they are put: `unnamed` those that name none, `all`
   * whatever they name.
   */
  readonly unknown?: 'unnamed' | 'all';
  /**
   * Which of them something changes that is not carried out: what is true of them cannot be
   * determined.
   */
  readonly changed?: readonly Change[];
  /** Whether what delivers them fills in no variables, so that `${x}` is text. @default false */
  readonly literal?: boolean;
}

/** Which objects a patch, replacement or prefix may change: those that have all that it names. */
export interface Change {
  readonly group?: string;
  readonly kind?: string;
  /** As the file calls the object. */
  readonly name?: string;
  /** What it asks of the labels of the object, as a text. */
  readonly labels?: string;
  /**
   * Whether it asks more of the object than can be determined, so that it may leave it as it is.
   */
  readonly perhaps?: boolean;
  /** The fields that it changes, such as `spec.path`. @default - any */
  readonly fields?: readonly string[];
  /** What it merges into the object, lists replaced. */
  readonly merge?: Readonly<Record<string, unknown>>;
}

/** The changes that an object may undergo; what only may reach it merges nothing. */
export function changesOf({ changed = [] }: Place, group: string, kind: string, value: Readonly<Record<string, unknown>>): Change[] {
  const metadata = isMap(value.metadata) ? value.metadata : {};
  return changed.flatMap((change): Change[] => {
    if (
      (change.group !== undefined && change.group !== group) ||
      (change.kind !== undefined && change.kind !== kind) ||
      (change.name !== undefined && change.name !== metadata.name)
    ) {
      return [];
    }
    const selected = change.labels === undefined ? true : selectsByText(change.labels, isMap(metadata.labels) ? metadata.labels : {});
    if (selected === false) {
      return [];
    }
    const { merge, ...others } = change;
    return selected === undefined || change.perhaps === true ? [others] : [change];
  });
}

/** Whether a change touches nothing but labels and annotations. */
export function isOfLabels({ fields }: Change): boolean {
  return fields?.every((field) => /^metadata\.(?:annotations|labels)\b/.test(field)) ?? false;
}

/**
 * Whether a change touches nothing that is judged: labels and annotations of anything but a
 * Namespace, annotations of that.
 */
export function isHarmless(change: Change, kind: string): boolean {
  const isOfOurs = kind === 'Namespace' && change.fields?.some((field) => /^metadata\.labels\b/.test(field)) === true;
  return isOfLabels(change) && !isOfOurs;
}
