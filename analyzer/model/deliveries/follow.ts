import { pieces } from '../../../yaml/documents';
import { append } from '../../text/append';
import type { Making } from '../generated/making';
import { changesOf, type Place } from '../kustomize/place';
import { formatRef } from '../object-ref';
import { valueAt } from '../path';
import { isMap } from '../schema/check-shape';
import { type Entry, entriesIn } from '../sources/list-items';
import { type ArgoCluster, applicationsOf } from './application-set';
import { applicationDeliveries } from './argo';
import type { Build, Delivery, Start, Substitution, Undelivered } from './delivery';
import { type EngineObject, engineObjectOf, mayDeliver } from './engine-object';
import { kustomizationDelivery } from './flux';
import { fluxInstanceSync } from './flux-instance';
import { UNKNOWN } from './go-template';
import { chartDelivery } from './helm-release';
import { merged } from './merged';
import type { RenderedText, Rendering } from './rendering';
import { referenceOf } from './source-reference';
import type { Sources } from './sources';
import { SubstitutionError, substitute, substituteInFile, type Variables } from './substitute';
import type { Tree } from './tree';

/** Renders a build; never throws for what the tree says. */
export type Render = (build: Build) => Promise<Rendering>;

/** What a tree is followed with. */
export interface Surroundings {
  readonly tree: Tree;
  readonly sources: Sources;
  readonly clusters: readonly ArgoCluster[] | undefined;
  /** Whether Argo CD may have a plugin that fills in variables. */
  readonly hasPlugins: boolean;
  readonly render: Render;
}

/** A delivery with what it gave. */
export interface Delivered {
  readonly delivery: Delivery;
  /** Others that deliver the very same. */
  readonly also?: readonly Delivery[];
  readonly texts: readonly RenderedText[];
  readonly rendering: Rendering;
}

/** Every delivery that brings the very same. */
export function allOf({ delivery, also = [] }: Delivered): readonly Delivery[] {
  return [delivery, ...also];
}

/** All that the engines bring from some starts. */
export interface Followed {
  readonly delivered: readonly Delivered[];
  readonly undelivered: readonly Undelivered[];
  /**
   * Objects whose delivery is followed, so that they bring nothing that is not in the input, as
   * `group/Kind namespace/name`.
   */
  readonly settled: ReadonlySet<string>;
  /** Every file that is read for it. */
  readonly files: ReadonlySet<string>;
  /** What cannot be determined of ApplicationSets, or fails in Argo CD, by their names. */
  readonly unknown: readonly { readonly by: string; readonly file: string; readonly what: string; readonly failed?: boolean }[];
}

/** How deep deliveries may deliver deliveries. */
const DEEPEST = 32;
/** How often variables are filled in anew with what was found by filling them in. */
const ROUNDS = 6;

type Values = Map<string, ReadonlyMap<string, string> | undefined>;

/** Follows deliveries from some starts until no new one appears. */
export async function follow(starts: readonly Start[], around: Surroundings): Promise<Followed> {
  let values: Values = new Map();
  let from = starts;
  for (let round = 0; ; round++) {
    const found = await followOnce(from, around, values);
    const own = from.map((start) => selfDelivered(start, found.delivered));
    const isSettled = fingerprint(found.values) === fingerprint(values) && own.every((start, index) => start === from[index]);
    if (round === ROUNDS || isSettled) {
      return found;
    }
    values = found.values;
    from = own;
  }
}

/**
 * A bootstrap delivers the object that delivers it, with the patches and variables that it starts
 * without.
 */
function selfDelivered(start: Start, delivered: readonly Delivered[]): Start {
  if ('file' in start || start.delivery !== undefined) {
    return start;
  }
  const own = delivered.find(
    ({ delivery: { by, build, spec } }) => spec !== undefined && by === start.by && build.path === start.build.path,
  );
  return own === undefined ? start : { ...start, delivery: own.delivery };
}

async function followOnce(starts: readonly Start[], around: Surroundings, values: Values): Promise<Followed & { readonly values: Values }> {
  const delivered: Delivered[] = [];
  const undelivered = new Map<string, Undelivered>();
  const settled = new Set<string>();
  const files = new Set<string>();
  const unknown: Followed['unknown'][number][] = [];
  const found: Values = new Map();
  const seen = new Map<string, Delivery[]>();
  const keyOf = (one: Delivery | { file: string }) =>
    'build' in one ? JSON.stringify({ ...one, by: '', file: '', spec: undefined, finalizers: undefined }) : one.file;
  let level = starts.map((start): Delivery | { file: string } =>
    'file' in start ? start : (start.delivery ?? { by: start.by, file: start.build.path, build: start.build, destination: '', place: {} }),
  );
  for (let depth = 0; level.length > 0 && depth < DEEPEST; depth++) {
    const fresh = level.filter((one) => {
      const others = seen.get(keyOf(one));
      if (others === undefined) {
        seen.set(keyOf(one), []);
      } else if ('build' in one) {
        others.push(one);
      }
      return others === undefined;
    });
    const results = await Promise.all(fresh.map((one) => deliver(one, around, values)));
    const objects: { object: PlacedObject; destination: string; certain: boolean }[] = [];
    for (const result of results) {
      delivered.push({ ...result, also: seen.get(keyOf(result.delivery)) ?? [] });
      for (const file of result.rendering.files) {
        files.add(file);
      }
      for (const text of result.texts) {
        for (const object of objectsIn(text)) {
          objects.push({ object, destination: result.delivery.destination, certain: isCertain(result, object, around) });
        }
      }
    }
    level = [];
    for (const { object } of objects) {
      noteUse(object, around.sources);
    }
    for (const { object, destination, certain } of objects) {
      const next = deliveriesOf(object, around, values, (what, failed) =>
        unknown.push({ by: formatRef(object), file: object.file, what, ...(failed === true && { failed }) }),
      );
      if (next.length > 0) {
        // As it is read where it is not delivered: kubectl puts what names no namespace there.
        const namespace = object.namespace === '' ? 'default' : object.namespace;
        settled.add(`${object.group}/${object.kind} ${namespace}/${object.name}`);
      }
      for (const one of next) {
        const placed = settle(one.destination === '' ? { ...one, destination } : one, certain);
        if ('why' in placed) {
          undelivered.set(JSON.stringify(placed), placed);
        } else {
          level.push(placed);
        }
      }
    }
  }
  const substitutes = delivered.some((one) => allOf(one).some(({ substitution }) => (substitution?.from.length ?? 0) > 0));
  if (substitutes || delivered.some(({ texts }) => texts.some(({ text }) => text.includes('valuesFrom')))) {
    for (const text of delivered.flatMap(({ texts }) => texts)) {
      noteValues(text, found);
    }
  }
  return { delivered, undelivered: [...undelivered.values()], settled, files, unknown, values: found };
}

/**
 * Whether an object of an engine is all that says how what it delivers is filled in: nothing of its
 * build is left out, and nobody else changes it.
 */
function isCertain(
  { delivery: { by, build }, rendering: { problems, struck } }: Delivered,
  { group }: EngineObject,
  around: Surroundings,
): boolean {
  const isWhole = problems.length === 0 && struck.length === 0;
  return isWhole && (group === 'argoproj.io' ? !around.hasPlugins : by !== build.path);
}

/** A delivery; what something unknown may still change may also get variables filled in. */
function settle(one: Delivery | Undelivered, certain: boolean): Delivery | Undelivered {
  if (!('build' in one) || certain || one.place.literal !== true) {
    return one;
  }
  const { literal: _, ...place } = one.place;
  return { ...one, place };
}

async function deliver(one: Delivery | { readonly file: string }, { tree, render }: Surroundings, values: Values): Promise<Delivered> {
  if (!('build' in one)) {
    const texts: RenderedText[] = [{ file: one.file, text: tree.text(one.file) ?? '', place: {}, origin: false }];
    const delivery: Delivery = {
      by: one.file,
      file: one.file,
      build: { kind: 'directory', path: one.file, recurse: false },
      destination: '',
      place: {},
    };
    return { delivery, texts, rendering: { texts, files: new Set([one.file]), makings: [], struck: [], problems: [], unknown: 0 } };
  }
  const rendering = await render(one.build);
  const variables = one.substitution === undefined ? undefined : variablesOf(one.substitution, values);
  return { delivery: one, ...placed(rendering, one.place, variables) };
}

/** What a rendering gives in a place. */
type Placed = Pick<Delivered, 'texts' | 'rendering'>;

const placements = new WeakMap<Rendering, Map<string, Placed>>();

/**
 * The texts of a rendering where a delivery puts them, with its variables filled in: the same ones
 * whenever it is followed again, so that what is read in them is read once.
 */
function placed(rendering: Rendering, place: Place, variables: Variables | undefined): Placed {
  const known = placements.get(rendering) ?? new Map<string, Placed>();
  placements.set(rendering, known);
  const key = JSON.stringify([place, variables && [[...variables.values], variables.complete]]);
  const result = known.get(key) ?? putInto(rendering, place, variables);
  known.set(key, result);
  return result;
}

function putInto(rendering: Rendering, place: Place, variables: Variables | undefined): Placed {
  const problems: { file: string; message: string }[] = [];
  const filled =
    variables === undefined
      ? rendering.texts
      : rendering.texts.flatMap((text) => fill(text, variables, (message) => problems.push({ file: text.file, message })));
  return {
    texts: filled.map((text) => ({ ...text, place: { ...place, ...text.place } })),
    rendering: problems.length === 0 ? rendering : { ...rendering, problems: [...rendering.problems, ...problems] },
  };
}

function variablesOf(substitution: NonNullable<Delivery['substitution']>, values: Values): Variables | undefined {
  const result = new Map<string, string>();
  let complete = true;
  for (const { kind, namespace, name, optional } of substitution.from) {
    const key = `${kind} ${namespace}/${name}`;
    const known = values.get(key);
    if (known === undefined && !(optional && !values.has(key) && kind === 'ConfigMap')) {
      complete = false;
    }
    for (const [variable, value] of known ?? []) {
      result.set(variable, value.replaceAll('\n', ''));
    }
  }
  for (const [variable, value] of Object.entries(substitution.values)) {
    result.set(variable, value.replaceAll('\n', ''));
  }
  return result.size === 0 && complete ? undefined : { values: result, complete };
}

const DISABLED = /kustomize\.toolkit\.fluxcd\.io\/substitute["']?\s*:\s*["']?disabled/;

function subjectOf({ kind, value }: Entry): string {
  return `${String(kind)} ${String(valueAt(value, ['metadata', 'name']))}`;
}

/** A text with its variables filled in, by its documents, as each may opt out. */
function fill(text: RenderedText, variables: Variables, fail: (message: string) => void): RenderedText[] {
  if (!text.text.includes('$')) {
    return [text];
  }
  return [...pieces(text.text)].flatMap((piece): RenderedText[] => {
    if ('line' in piece) {
      return [];
    }
    const written = text.text.slice(piece.start, piece.end);
    if (DISABLED.test(written)) {
      return [{ ...text, text: written, place: { ...text.place, literal: true }, origin: true }];
    }
    try {
      const filled = text.origin ? substitute(written, variables) : substituteInFile(written, variables);
      return [{ ...text, text: filled, origin: true }];
    } catch (error) {
      if (!(error instanceof SubstitutionError)) {
        throw error;
      }
      // Comments, which Flux does not see, may hold anything.
      if (text.origin && variables.values.size > 0) {
        fail(`variables of ${[...entriesIn(written)].map(subjectOf).join(', ')} cannot be filled in: ${error.message}`);
      }
      return [{ ...text, text: written, origin: true }];
    }
  });
}

/**
 * ConfigMaps and Secrets whose values may fill in variables; those that are encrypted have values
 * that nobody knows.
 */
function noteValues({ text, place }: RenderedText, values: Values): void {
  if (!/kind["']?\s*:\s*["']?(?:ConfigMap|Secret)\b/.test(text)) {
    return;
  }
  for (const { value, kind } of entriesIn(text)) {
    if (kind !== 'ConfigMap' && kind !== 'Secret') {
      continue;
    }
    const name = valueAt(value, ['metadata', 'name']);
    const namespace = place.namespace ?? valueAt(value, ['metadata', 'namespace']) ?? place.fallback ?? 'default';
    const known =
      isMap(value.sops) ||
      changesOf(place, '', kind, value).some(({ fields }) => fields === undefined || fields.some((field) => !field.startsWith('metadata.')))
        ? undefined
        : new Map<string, string>([
            ...pairs(kind === 'Secret' ? value.stringData : value.data),
            ...(kind === 'Secret' ? pairs(value.data).map(([key, data]): [string, string] => [key, decoded(data)]) : []),
          ]);
    values.set(`${kind} ${String(namespace)}/${String(name)}`, known);
  }
}

function pairs(map: unknown): [string, string][] {
  return isMap(map) ? Object.entries(map).map(([key, value]) => [key, String(value ?? '')]) : [];
}

function decoded(data: string): string {
  return new TextDecoder().decode(Uint8Array.from(atobOf(data), (letter) => letter.charCodeAt(0)));
}

/** Base64 without what is not of its alphabet. */
function atobOf(data: string): string {
  return atob(data.replace(/[^A-Za-z0-9+/]/g, '').replace(/(.)$/, (last, _, at: number) => (at % 4 === 0 ? '' : last)));
}

/** A substitution to which something adds variables, nobody knows which. */
function withUnknown({ values, from }: Substitution = { values: {}, from: [] }): Substitution {
  return { values, from: [...from, { kind: '', namespace: '', name: '', optional: false }] };
}

interface PlacedObject extends EngineObject {
  /**
   * Fields that something changes in a way that is not carried out; `undefined` among them for any.
   */
  readonly unknownFields: readonly string[];
}

function objectsIn({ text, file, place }: RenderedText): PlacedObject[] {
  if (!mayDeliver(text)) {
    return [];
  }
  return [...entriesIn(text, mayDeliver)].flatMap((entry) => {
    const object = engineObjectOf(entry, file, place.fallback);
    if (object === undefined) {
      return [];
    }
    const unknownFields: string[] = [];
    let { value } = object;
    for (const { merge, fields } of changesOf(place, object.group, object.kind, object.value)) {
      if (merge !== undefined) {
        value = merged(value, merge) as Record<string, unknown>;
      } else {
        append(unknownFields, fields ?? ['']);
      }
    }
    const known = place.literal === true ? value : withoutVariables(value);
    return [{ ...object, value: known, namespace: place.namespace ?? object.namespace, unknownFields }];
  });
}

/** Fields that say what is taken, and where it goes. */
const WHERE: ReadonlySet<string> = new Set(['name', 'namespace', 'path', 'repoURL', 'server', 'targetNamespace']);
/** Those that hold some of them. */
const AROUND: ReadonlySet<string> = new Set(['destination', 'source', 'sources', 'spec']);

/** An object of an engine in which what a variable still stands for is unknown. */
function withoutVariables(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (AROUND.has(key)) {
        return [key, Array.isArray(inner) ? inner.filter(isMap).map(withoutVariables) : isMap(inner) ? withoutVariables(inner) : inner];
      }
      return [key, WHERE.has(key) && typeof inner === 'string' ? inner.replace(/\$\{[^{}]*\}/g, UNKNOWN) : inner];
    }),
  );
}

function noteUse(object: EngineObject, sources: Sources): void {
  const sync = object.kind === 'Kustomization' ? object : fluxInstanceSync(object);
  if (sync === undefined) {
    return;
  }
  const path = valueAt(sync.value, ['spec', 'path']);
  if (String(path).includes(UNKNOWN)) {
    return;
  }
  sources.use(referenceOf(valueAt(sync.value, ['spec', 'sourceRef']), sync.namespace), typeof path === 'string' ? path : '');
}

function touches({ unknownFields }: PlacedObject, ...fields: readonly string[]): boolean {
  return unknownFields.some(
    (unknown) => unknown === '' || fields.some((field) => unknown.startsWith(field) || field.startsWith(`${unknown}.`)),
  );
}

function deliveriesOf(
  object: PlacedObject,
  around: Surroundings,
  values: Values,
  unknown: (what: string, failed?: boolean) => void,
): (Delivery | Undelivered)[] {
  const { tree, sources, clusters } = around;
  const lost = (): Undelivered[] => [
    {
      by: formatRef(object),
      file: object.file,
      namespace: undefined,
      destination: '',
      why: 'unknown',
      what: 'what a patch or replacement changes',
    },
  ];
  if (object.kind === 'Application') {
    return touches(object, 'spec.source', 'spec.destination') ? lost() : applicationDeliveries(object, tree, sources, clusters);
  }
  if (object.kind === 'ApplicationSet') {
    if (touches(object, 'spec')) {
      return lost();
    }
    const { applications, unknown: open, failures } = applicationsOf(object, around);
    for (const why of failures) {
      unknown(why, true);
    }
    for (const what of open) {
      unknown(what);
    }
    return applications.flatMap((application) => applicationDeliveries(application, tree, sources, clusters));
  }
  if (object.kind === 'HelmRelease' && fluxInstanceSync(object) === undefined) {
    return chartDelivery(object, tree, sources, values);
  }
  const kustomization = object.kind === 'Kustomization' ? object : fluxInstanceSync(object);
  if (kustomization === undefined) {
    return [];
  }
  if (touches(object, 'spec.path', 'spec.sourceRef', 'spec.namePrefix', 'spec.nameSuffix')) {
    return lost();
  }
  const delivery = kustomizationDelivery(kustomization, tree, sources);
  if ('why' in delivery) {
    return [delivery];
  }
  const place = {
    ...delivery.place,
    ...(touches(object, 'spec.targetNamespace') && { unknown: 'all' as const }),
    ...(touches(object, 'spec.patches', 'spec.components') && { changed: [{}] }),
  };
  const substituted = touches(object, 'spec.postBuild');
  return [
    {
      ...delivery,
      place: substituted ? { ...place, literal: false } : place,
      ...(substituted && { substitution: withUnknown(delivery.substitution) }),
    },
  ];
}

/** What may be brought by what is not followed. */
export function makingsOfUndelivered({ undelivered, unknown }: Followed): Making[] {
  return [
    ...undelivered
      .filter(({ why, what, by }) => why !== 'missing' && !/crds?\b/i.test(`${what} ${by}`))
      .map(({ namespace }): Making => ({ kind: 'Anything', ...(namespace !== undefined && { namespace }) })),
    ...unknown.filter(({ what, failed }) => what !== 'clusters' && failed !== true).map((): Making => ({ kind: 'Anything' })),
  ];
}

function fingerprint(values: Values): string {
  return JSON.stringify([...values].map(([key, known]) => [key, known === undefined ? null : [...known]]).sort());
}
