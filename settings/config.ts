import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import schema from '../crossing.schema.json';
import type { Target } from '../targets';
import { readPlaced } from './places';
import { mismatch, type Schema } from './schema';

/** What a `crossing.yaml` says; `crossing.schema.json` describes the file. */
export interface Config {
  /** The file itself, as errors name it. */
  readonly file: string;
  /** Absolute paths of what already runs and is not ours, each with the place that names it. */
  readonly context: readonly ContextPath[];
  readonly target: Partial<Target>;
  /** Namespace to owner. */
  readonly owners: Readonly<Record<string, string>>;
  /** Namespaces that hold more than the checks are given. */
  readonly open: readonly string[];
  readonly ignore: readonly Ignore[];
}

export interface ContextPath {
  readonly path: string;
  /** `file:line:column` */
  readonly at: string;
}

/** A finding that is known and accepted. */
export interface Ignore {
  readonly rule: string;
  /** `Kind namespace/name` */
  readonly subject: string;
  readonly reason: string;
  /** `file:line:column` */
  readonly at: string;
}

/**
 * Reads the text of a `crossing.yaml`.
 *
 * @param directory what its paths are relative to
 * @param file how errors name it
 * @throws where it is no YAML, has a key that is not known, or a value of another type, as `file:line:column: what is wrong; what to do`
 */
export function parseConfig(text: string, directory: string, file: string): Config {
  const { value, at, keyAt } = readPlaced(text, file);
  const said = value ?? {};
  const wrong = mismatch(schema as Schema, said);
  if (wrong !== undefined) {
    throw new Error(`${(wrong.key ? keyAt : at)(wrong.path)}: ${wrong.why}`);
  }
  const { context = [], target = {}, owners = {}, open = [], ignore = [] } = said as Partial<Written>;
  return {
    file,
    context: context.map((path, index) => ({ path: resolve(directory, path), at: at(['context', index]) })),
    target,
    owners,
    open,
    ignore: ignore.map((entry, index) => ({ ...entry, at: at(['ignore', index]) })),
  };
}

/** The file as it is written. */
interface Written {
  readonly context: readonly string[];
  readonly target: Partial<Target>;
  readonly owners: Readonly<Record<string, string>>;
  readonly open: readonly string[];
  readonly ignore: readonly Omit<Ignore, 'at'>[];
}

/**
 * What counts for a file or directory: the nearest `crossing.yaml` at or above it.
 *
 * @param from where errors name files from
 * @returns undefined where there is none
 * @throws where it says what cannot be understood
 */
export function configFor(path: string, from: string = process.cwd()): Config | undefined {
  for (let at = resolve(from, path); ; at = dirname(at)) {
    const file = join(at, 'crossing.yaml');
    const text = textOf(file);
    if (text !== undefined) {
      return parseConfig(text, at, relative(from, file));
    }
    if (at === dirname(at)) {
      return undefined;
    }
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // Below a file there is no file.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}
