import type { IConstruct } from 'constructs';

/**
 * What `crossing synth` wants to know of a second run of the app: a JSON list of objects, as `Kind
 * namespace/name`, and of paths of constructs. Nothing is traced in the first run, because taking
 * the stack of every construct costs half as much as all the rest.
 */
const TRACE_VARIABLE = 'CROSSING_TRACE';

/** Where an object or construct was made. */
export interface Trace {
  /** Path of the construct in the tree. */
  readonly path: string;
  /** The stack at that time, as node prints it. */
  readonly stack: string;
}

let wanted: ReadonlySet<string> | undefined;

/** What was traced in this process. */
export const traces = new Map<string, Trace>();

function isWanted(name: string): boolean {
  wanted ??= new Set(JSON.parse(process.env[TRACE_VARIABLE] ?? '[]') as string[]);
  return wanted.has(name);
}

/** Whether anything is traced. */
export function isTracing(): boolean {
  return process.env[TRACE_VARIABLE] !== undefined;
}

/** Notes where a construct is made, if that is asked for. @param path its path in the tree */
export function tracePath(path: string): void {
  if (isWanted(path)) {
    note({ path, stack: new Error().stack ?? '' }, path);
  }
}

/** Notes where an object is made, as `Kind namespace/name`, if that is asked for. */
export function trace({ node: { path } }: IConstruct, object: string): void {
  if (isTracing()) {
    note({ path, stack: new Error().stack ?? '' }, object);
  }
}

/** Notes where an object was asked for that several constructs share, if that is asked for. */
export function traceShared(object: string, origin: Trace | undefined): void {
  if (origin !== undefined) {
    note(origin, object);
  }
}

/** Where a shared object is asked for now; undefined if nothing is traced. */
export function origin({ node: { path } }: IConstruct): Trace | undefined {
  return isTracing() ? { path, stack: new Error().stack ?? '' } : undefined;
}

function note(place: Trace, ...names: readonly (string | undefined)[]): void {
  for (const name of names) {
    if (name !== undefined && isWanted(name) && !traces.has(name)) {
      traces.set(name, place);
    }
  }
}
