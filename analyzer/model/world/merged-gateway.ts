import type { Manifest, RenderedBy } from '../manifest';
import type { Gateway } from '../objects';
import { type Location, type Path, valueAt } from '../path';
import type { Problem } from '../problem';
import { conform, isMap } from '../schema/check-shape';
import { type Plan, planOf } from '../schema/plan';
import { compare } from './canonical';
import { merge, type Saying } from './merge';
import { isPartial, type SingleManifest } from './single-manifest';

type Part = SingleManifest<'Gateway'>;

const SILENT = {
  malformed: () => undefined,
  empty: () => undefined,
  unknown: () => undefined,
  invalid: () => undefined,
  repeated: () => undefined,
  dropped: () => undefined,
};

/** A Gateway that several manifests make up. */
class MergedGateway implements Manifest<'Gateway'> {
  readonly model = 'Gateway';

  constructor(
    readonly parts: readonly Part[],
    readonly object: Gateway,
    private readonly contested: readonly Path[],
    private readonly first: Part,
    private readonly whole: Part | undefined,
  ) {}

  private byListener: ReadonlyMap<unknown, readonly Part[]> | undefined;

  get apiVersion(): string {
    return (this.whole ?? this.first).apiVersion;
  }
  get kind(): string {
    return this.first.kind;
  }
  get group(): string {
    return this.first.group;
  }
  get namespace(): string {
    return this.first.namespace;
  }
  get name(): string {
    return this.first.name;
  }
  get file(): string {
    return this.first.file;
  }
  get context(): boolean {
    return this.parts.every((part) => part.context);
  }

  get literal(): boolean {
    return this.parts.every((part) => part.literal);
  }

  known(path: Path): boolean {
    if (this.contested.some((field) => field.length <= path.length && field.every((step, at) => step === path[at]))) {
      return false;
    }
    return this.whole !== undefined || valueAt(this.object, path) !== undefined;
  }

  written(): unknown {
    return this.first.written();
  }

  origin(path: Path): { readonly manifest: Part; readonly path: Path } {
    const reaches = this.partsOf(path).map((part) => ({ part, ...this.reach(part, path) }));
    const decided = reaches.find((reach) => reach.decided);
    const longest = reaches.reduce((most, { depth }) => Math.max(most, depth), 0);
    const [best] = reaches
      .filter((reach) => reach.depth === longest)
      .sort(
        (left, right) =>
          Number(left.part.context) - Number(right.part.context) || Number(isPartial(left.part)) - Number(isPartial(right.part)),
      );
    const { part, within } = decided ?? best ?? { part: this.first, within: path };
    return { manifest: part, path: within };
  }

  locate(path: Path): Location {
    const origin = this.origin(path);
    return origin.manifest.locate(origin.path);
  }

  renderedBy(path: Path): RenderedBy | undefined {
    const origin = this.origin(path);
    return origin.manifest.renderedBy(origin.path);
  }

  /** The parts that have the listener that a path leads to, else all: no other leads as far. */
  private partsOf([field, list, index]: Path): readonly Part[] {
    if (field !== 'spec' || list !== 'listeners' || typeof index !== 'number') {
      return this.parts;
    }
    this.byListener ??= partsByListener(this.parts);
    return this.byListener.get(valueAt(this.object, ['spec', 'listeners', index, 'name'])) ?? this.parts;
  }

  /** How far a path leads in one part, and whether to a field which that part says whole. */
  private reach(part: Part, path: Path): { within: Path; depth: number; decided: boolean } {
    const within: (string | number)[] = [];
    let plan: Plan | undefined = planOf('Gateway');
    let merged: unknown = this.object;
    let own: unknown = part.object;
    let decided = false;
    for (const [depth, step] of path.entries()) {
      let index = step;
      if (plan?.keys !== undefined && Array.isArray(own)) {
        const [key = ''] = plan.keys;
        const name = valueAt(merged, [step, key]);
        index = own.findIndex((item) => isMap(item) && item[key] === name);
        if (index === -1) {
          return { within, depth, decided };
        }
      }
      const next = valueAt(own, [index]);
      if (next === undefined) {
        return { within: [...within, ...path.slice(depth)], depth, decided };
      }
      within.push(index);
      own = next;
      merged = valueAt(merged, [step]);
      plan = typeof step === 'number' ? plan?.item : plan?.fields.get(step)?.schema;
      decided ||= plan?.atomic ?? false;
    }
    return { within, depth: path.length, decided };
  }
}

function partsByListener(parts: readonly Part[]): ReadonlyMap<unknown, readonly Part[]> {
  const byListener = new Map<unknown, Set<Part>>();
  for (const part of parts) {
    const listeners = valueAt(part.object, ['spec', 'listeners']);
    for (const listener of Array.isArray(listeners) ? listeners.filter(isMap) : []) {
      const holders = byListener.get(listener.name) ?? new Set();
      byListener.set(listener.name, holders.add(part));
    }
  }
  return new Map([...byListener].map(([name, holders]) => [name, [...holders]]));
}

/**
 * One Gateway from all manifests of its name: at most one whole one, and any number of partial
 * ones, sorted. Defaults are set last, so that one does not stand for what another part says.
 */
export function mergeGateway(partials: readonly Part[], whole: Part | undefined, problems: Problem[]): Manifest<'Gateway'> {
  const [first, ...more] = partials;
  if (first === undefined && whole !== undefined) {
    return filled(whole);
  }
  if (first === undefined) {
    throw new RangeError('a Gateway is made of at least one manifest');
  }
  if (more.length === 0 && whole === undefined) {
    return first;
  }

  const parts = whole === undefined ? partials : [...partials, whole];
  const contested: Path[] = [];
  const plan = planOf('Gateway');
  const sayings = parts.map((part): Saying<Part> => ({ part, value: part.object, path: [] }));
  const object = merge(plan, sayings, whole, {
    contested(path, said) {
      if (path[0] !== 'spec') {
        return;
      }
      contested.push(path);
      const [one, ...others] = said.map(({ part, path }) => ({ manifest: part, path }));
      if (one !== undefined) {
        problems.push({ what: 'admission-contested', ...one, others });
      }
    },
    stands(list, item, said) {
      if (whole === undefined || list.at(-1) !== 'listeners' || said.some(({ part }) => part === whole)) {
        return true;
      }
      if (isMap(item) && item.port !== undefined && item.protocol !== undefined) {
        return true;
      }
      const listener = String(valueAt(item, ['name']));
      for (const { part, path } of said) {
        problems.push({ what: 'partial-listener-missing', manifest: part, path, listener, whole });
      }
      return false;
    },
  }) as Record<string, unknown>;

  const { name, namespace } = (whole ?? first).object.metadata;
  object.metadata = { ...(object.metadata as object), name, ...(namespace === undefined ? {} : { namespace }) };
  if (whole !== undefined) {
    filled(whole);
    conform(object, plan, [], { whole: false, fill: true, bundles: ~0 }, SILENT);
    for (const path of contested) {
      const holder = valueAt(object, path.slice(0, -1));
      if (isMap(holder)) {
        delete holder[String(path.at(-1))];
      }
    }
  }
  return new MergedGateway(parts, object as unknown as Gateway, contested, first, whole);
}

function filled(whole: Part): Part {
  conform(whole.object, planOf('Gateway'), [], { whole: false, fill: true, bundles: ~0 }, SILENT);
  return whole;
}

/** The parts that are judged first, then by file. */
export function byFile(left: SingleManifest, right: SingleManifest): number {
  return Number(left.context) - Number(right.context) || compare(left.file, right.file);
}
