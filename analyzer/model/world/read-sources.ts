import { type BundleSet, isClusterScoped, servedIn } from '../../../gateway-api';
import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import { append } from '../../text/append';
import { cut } from '../../text/words';
import { embeddedInData } from '../generated/embedded-objects';
import { commandDeliveries, foreignDeliveries } from '../generated/foreign-deliveries';
import { makingsOf } from '../generated/generators';
import type { Made } from '../generated/making';
import { chartsNamedIn, mayNameCharts } from '../generated/named-charts';
import { type Other, otherOf } from '../generated/other-object';
import { isClusterWide, KINDS, modelOf, modelOfBareKind, presentGroup } from '../kinds';
import { kustomize } from '../kustomize/kustomize';
import { changesByScript, mutationsIn } from '../kustomize/mutations';
import { type Change, changesOf, isHarmless, isOfLabels } from '../kustomize/place';
import { misspelt } from '../near-kinds';
import { formatRef, groupOf } from '../object-ref';
import type { Kind, Kinds } from '../objects';
import { type Path, valueAt } from '../path';
import type { Problem } from '../problem';
import { conform, isMap, seen } from '../schema/check-shape';
import { collectFaults, withDecoding } from '../schema/collect-faults';
import type { Fault } from '../schema/fault';
import { metadataFaults } from '../schema/metadata';
import { planOf } from '../schema/plan';
import { validate } from '../schema/validate';
import type { SeenBundle } from '../sources/crd-bundle';
import type { Crds } from '../sources/crd-changes';
import { InstalledCrds } from '../sources/installed-crds';
import { jsonPatches, mayPatch } from '../sources/json-patches';
import { languageOf } from '../sources/languages';
import { type Entry, entriesOf } from '../sources/list-items';
import { looksJudged, mayHold } from '../sources/may-hold';
import { OriginalFile } from '../sources/original';
import type { RenderedFrom, Source } from '../sources/source';
import { DocumentCache, SourceDocument, SourceText } from '../sources/source-text';
import { isRefusedAtTemplate } from '../sources/template';
import { isBraced, mayBeUnapplied, testDirectories, type Unapplied, unappliedAs } from '../sources/unapplied';
import { CERTAIN } from './admission';
import { type Identity, SingleManifest } from './single-manifest';

/** Where kubectl puts what names no namespace. */
const DEFAULT_NAMESPACE = 'default';
/** Longer ones are no names, and would be repeated in each message. */
const LONGEST_NAME = 253;
const SHORT = `string of at most ${LONGEST_NAME} characters`;
const NAME_LABEL = 'kubernetes.io/metadata.name';
/** No CRD has a say in it. */
const EVERY: BundleSet = ~0;
/** A namespace that cannot be determined. */
const NOWHERE = '\0';
/**
 * How many documents are read again for another place that they are delivered to: overlays and the
 * files of their base multiply.
 */
const MOST_REPEATED = 50_000;
const LISTENERS = '/spec/listeners';
const SAYS_SOMETHING = /^[^#\s]/m;

/** What the sources hold, before anything is merged. */
export interface Reading {
  readonly manifests: readonly SingleManifest[];
  /** Of the kinds of the Gateway API that nothing else here reads. */
  readonly experimental: readonly SingleManifest[];
  readonly others: readonly Other[];
  /** Documents that were passed over. */
  readonly passed: readonly SourceDocument[];
  readonly makings: readonly Made[];
  /** Of kustomizations: they are not carried out. */
  readonly patches: number;
  /**
   * Of JSON patches that stand in files of their own, for somebody to apply: the paths that they
   * change.
   */
  readonly patchedPaths: readonly string[];
  /** Files that are not applied as they stand, and why. */
  readonly unapplied: ReadonlyMap<string, Unapplied>;
  /**
   * Objects of the kinds that are read which something changes in a way that is not carried out.
   */
  readonly unknown: number;
  /** Those of them of which the name and the namespace are known, as JSON of a kind and both. */
  readonly changed: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** The CRDs of the Gateway API that the sources hold, or the release that they take them from. */
  readonly bundle: SeenBundle | undefined;
  /** Where the sources hold or name them, whether their release is known or not. */
  readonly crds: readonly Crds[];
}

/**
 * @param settled objects that bring nothing about, as what they deliver is in the sources, as
 * `group/Kind namespace/name`
 */
export function readSources(sources: readonly Source[], settled: ReadonlySet<string> = new Set()): Reading {
  const manifests: SingleManifest[] = [];
  const others: Other[] = [];
  const passed: SourceDocument[] = [];
  const kustomized = kustomize(sources.filter(({ place }) => place === undefined));
  const makings: Made[] = [...kustomized.makings];
  const problems: Problem[] = [];
  const crds = new InstalledCrds();
  const experimental: SingleManifest[] = [];
  const cache = new DocumentCache();
  const originals = new Map<string, OriginalFile>();
  const originalIn = ({ text, by }: RenderedFrom) => {
    const objects = originals.get(text) ?? new OriginalFile(text, cache);
    originals.set(text, objects);
    return { objects, by };
  };
  const unknown = new Set<string>();
  const changedObjects = new Set<string>();
  const isTest = testDirectories(sources.map(({ path }) => path));
  // What changes a Gateway may add listeners to it; of what changes others, they are not known.
  const mutations = sources.flatMap(({ path, text }) => (languageOf(path) === undefined ? mutationsIn(text) : changesByScript(text)));
  const admitted = mutations.filter(({ kind, fields }) => kind !== 'Gateway' || !changesListeners(fields));
  const patchedPaths: string[] = mutations.flatMap(({ kind, fields }) => (kind === 'Gateway' && changesListeners(fields) ? LISTENERS : []));
  const appliesData = sources.some(({ text }) => text.includes('ClusterResourceSet'));
  const unapplied = new Map<string, Unapplied>();
  const piecesRead = new Set<string>();
  let repeated = 0;

  for (const { path, text, context = false, strict = false, place, rendered } of sources) {
    if (place === undefined && kustomized.isPatch(path)) {
      continue;
    }
    // The difference of two files, whatever it is called: what parses in it is applied all the
    // same.
    const isDifference = !strict && text.startsWith('diff --git ');
    if (languageOf(path) !== undefined) {
      append(makings, foreignDeliveries(text));
      continue;
    }
    const placed = place === undefined ? kustomized.isDelivered(path) : Object.keys(place).length > 0;
    const applied = strict || rendered !== undefined || placed;
    if (!applied && isTest(path)) {
      if (mayHold(text)) {
        unapplied.set(path, 'test');
      }
      continue;
    }
    append(makings, commandDeliveries(text));
    const source = new SourceText(path, text, context, cache, rendered && originalIn(rendered));
    for (const piece of pieces(text)) {
      if (isDifference && ('line' in piece || 'broken' in parse(text.slice(piece.start, piece.end)))) {
        continue;
      }
      if ('line' in piece) {
        unparsable(source, piece.start, `a separator of documents stands alone in its line, not as ${seen(piece.line)}`, piece.line);
      } else {
        for (const where of place === undefined ? kustomized.placesOf(path) : [place]) {
          const document = new SourceDocument(source, piece.start, piece.end, where);
          const key = `${path}:${piece.start}`;
          if (piecesRead.has(key) && !mayRepeat(document)) {
            break;
          }
          piecesRead.add(key);
          if (!readDocument(document, strict, applied)) {
            break;
          }
        }
      }
    }
  }
  const { bundle, denied, crds: effective } = crds.answer();
  append(
    problems,
    denied.map((change) => ({ what: 'crds-denied', ...change }) as const),
  );
  return {
    manifests,
    experimental,
    others,
    passed,
    makings,
    patches: kustomized.patches,
    unknown: unknown.size,
    changed: changedObjects,
    patchedPaths,
    unapplied,
    problems,
    bundle,
    crds: effective,
  };

  /** Of which kinds a template makes an object, whose name and namespace its values decide. */
  function madeByTemplate(text: string): Made[] {
    return [...text.matchAll(/^kind:[ \t]*["']?(\w+)/gm)].flatMap(([, kind]) => {
      const made = KINDS.find((one) => one === kind);
      return made === undefined || made === 'Namespace' ? [] : [{ kind: made, ...(isClusterWide(made) && { namespace: '' }) }];
    });
  }

  /** Whether one more document is read that was read before, for another place. */
  function mayRepeat({ source, text }: SourceDocument): boolean {
    repeated += mayHold(text) ? 1 : 0;
    if (repeated === MOST_REPEATED + 1) {
      const { file, line, column } = where(source, source.position(0));
      const message = `deliveries repeat more than ${MOST_REPEATED} documents`;
      problems.push({
        what: 'delivery',
        delivery: { what: 'repeated', by: file, file, line, column, message, engine: false, struck: false },
      });
    }
    return repeated <= MOST_REPEATED;
  }

  /** False for what is broken, as it is however it is placed. */
  function readDocument(document: SourceDocument, strict: boolean, applied: boolean): boolean {
    const { text } = document;
    const [names, patches] = [mayNameCharts(text), mayPatch(text)];
    crds.read(text, () => where(document.source, document.position(0, 0)));
    if (!strict && !mayHold(text) && !names && !patches) {
      if (SAYS_SOMETHING.test(text)) {
        passed.push(document);
      }
      return true;
    }
    const parsed = parse(text);
    if ('broken' in parsed && !strict && !looksJudged(text)) {
      passed.push(document);
      return true;
    }
    if ('broken' in parsed) {
      const { message, line, column } = parsed.broken;
      const template = isRefusedAtTemplate(text, parsed.broken);
      problems.push({ what: 'unparsable', ...where(document.source, document.position(line, column)), message, template });
      if (template) {
        append(makings, madeByTemplate(text));
      }
      return false;
    }
    if (names && ['apiVersion', 'kind'].some((field) => valueAt(parsed.value, [field]) === undefined)) {
      append(makings, chartsNamedIn(parsed.value));
    }
    if (patches) {
      append(patchedPaths, jsonPatches(parsed.value));
    }
    const certain = applied || !mayBeUnapplied(text);
    for (const entry of entriesOf(parsed.value)) {
      readEntry(entry, document, certain);
    }
    return true;
  }

  function changesIn({ place }: SourceDocument, group: string, kind: string, value: Record<string, unknown>): Change[] {
    return [...changesOf(place, group, kind, value), ...(admitted.length > 0 ? changesOf({ changed: admitted }, group, kind, value) : [])];
  }

  function unparsable(source: SourceText, offset: number, message: string, written: string): void {
    problems.push({ what: 'unparsable', ...where(source, source.position(offset)), message, template: written.includes('{{') });
  }

  function readEntry({ value, apiVersion, kind, root }: Entry, document: SourceDocument, certain: boolean): void {
    if (typeof kind !== 'string') {
      return;
    }
    if (typeof apiVersion !== 'string') {
      const model = modelOfBareKind(kind);
      if (model !== undefined && isMap(value.metadata)) {
        readNameless({ model, apiVersion: '', kind }, value, document, root, ['apiVersion'], apiVersion);
      }
      return;
    }
    const group = groupOf(apiVersion);
    const model = modelOf(group, kind);
    // As kustomize does it, a Namespace becomes the one that everything is put into.
    const name = (model === 'Namespace' ? document.place.namespace : undefined) ?? valueAt(value, ['metadata', 'name']);
    const written = document.place.namespace ?? valueAt(value, ['metadata', 'namespace']) ?? '';
    const namespace = written === '' ? (document.place.fallback ?? DEFAULT_NAMESPACE) : written;
    const lost = document.place.unknown === 'all' || (document.place.unknown === 'unnamed' && written === '');
    if (typeof namespace === 'string' && !settled.has(`${group}/${kind} ${namespace}/${String(name)}`)) {
      const ownName = typeof name === 'string' ? name : undefined;
      const by = { kind, namespace: typeof written === 'string' ? written : '', name: ownName ?? '' };
      for (const { namespace: target, ...making } of makingsOf(group, kind, value, lost ? NOWHERE : namespace, ownName)) {
        makings.push({ ...making, ...(target !== undefined && target !== NOWHERE && { namespace: target }), by });
      }
    }
    if (appliesData && (model === 'ConfigMap' || model === 'Secret')) {
      append(makings, embeddedInData(value));
    }
    const changes = model === undefined ? [] : changesIn(document, group, kind, value).filter((change) => !isHarmless(change, kind));
    const labelled = model === 'Namespace' && changes.length > 0 && changes.every(isOfLabels);
    if (labelled && typeof name === 'string') {
      makings.push({ kind: model, namespace: '', name });
    }
    const changed = changes.length > 0 && !labelled;
    if (model !== undefined && (changed || (lost && !isClusterWide(model)))) {
      const named = changed && document.place.changed?.some(({ fields }) => fields === undefined || fields.includes('metadata.name'));
      unknown.add(JSON.stringify([document.source.path, model, namespace, name]));
      if (!lost && !named) {
        changedObjects.add(JSON.stringify([model, isClusterWide(model) ? '' : namespace, name]));
      }
      makings.push({
        kind: model,
        ...(!lost && typeof namespace === 'string' && { namespace: isClusterWide(model) ? '' : namespace }),
        ...(!named && typeof name === 'string' && { name }),
      });
      return;
    }
    const slip = misspelt(apiVersion, kind);
    if (slip !== undefined) {
      const { line, column } = document.positions().valuePosition([...root, slip.field]);
      const object = formatRef({ kind, namespace: String(written), name: typeof name === 'string' ? name : '' });
      problems.push({ what: 'misspelt', ...where(document.source, document.position(line, column)), ...slip, object });
      // What is meant by it is not to be called missing.
      const nearestKind = KINDS.find((one) => one === (slip.field === 'kind' ? slip.meant : kind));
      if (nearestKind !== undefined && typeof namespace === 'string') {
        makings.push({
          kind: nearestKind,
          namespace: isClusterWide(nearestKind) ? '' : namespace,
          ...(typeof name === 'string' && { name }),
        });
      }
      if (model !== undefined) {
        return;
      }
    }
    if (model === undefined) {
      const other = otherOf({ value, apiVersion, kind, root }, document);
      if (other !== undefined) {
        others.push(other);
      }
      if (typeof name === 'string' && typeof namespace === 'string') {
        readExperimental({ group, apiVersion, kind, namespace, name }, value, document, root);
      }
      return;
    }
    if (!certain && ['name', 'namespace'].some((field) => isBraced(valueAt(value, ['metadata', field])))) {
      unapplied.set(document.source.path, 'placeholder');
      return;
    }
    const called = { model, apiVersion, kind };
    const metadata = value.metadata ?? undefined;
    if (metadata !== undefined && !isMap(metadata)) {
      readNameless(called, value, document, root, ['metadata'], metadata, 'map');
    } else if (typeof name !== 'string' || name === '') {
      readNameless(called, value, document, root, ['metadata', 'name'], name);
    } else if (typeof namespace !== 'string') {
      readNameless(called, value, document, root, ['metadata', 'namespace'], namespace);
    } else if (name.length > LONGEST_NAME) {
      readNameless(called, value, document, root, ['metadata', 'name'], name, SHORT);
    } else if (namespace.length > LONGEST_NAME) {
      readNameless(called, value, document, root, ['metadata', 'namespace'], namespace, SHORT);
    } else {
      const identity = { ...called, group, namespace: isClusterWide(model) ? '' : namespace, name };
      const manifest = readObject(identity, decrypted(placed(value, identity), model), document, root);
      const left = certain ? undefined : unappliedAs(name, namespace, manifest.faults, servingOf(identity));
      if (left === undefined) {
        manifests.push(manifest);
      } else {
        unapplied.set(document.source.path, left);
      }
    }
  }

  /**
   * An object of a kind of the Gateway API that nothing here refers to: what the API server says
   * about it is all that is known.
   */
  function readExperimental(identity: Omit<Identity, 'model'>, value: Record<string, unknown>, document: SourceDocument, root: Path): void {
    const { group, apiVersion, kind } = identity;
    const serving = servedIn(group, kind, apiVersion.slice(group.length + 1));
    if (serving === 0) {
      return;
    }
    const namespace = isClusterScoped(group, kind) ? '' : identity.namespace;
    const object = value as unknown as Kinds[Kind];
    const manifest = new SingleManifest({ ...identity, namespace, model: kind as Kind }, object, document, root);
    append(manifest.faults, validate(value, serving));
    for (const { path } of manifest.faults) {
      manifest.misfit(path);
    }
    experimental.push(manifest);
  }

  /** What cannot be determined from others is reported as malformed, and that is all. */
  function readNameless(
    called: Pick<Identity, 'model' | 'apiVersion' | 'kind'>,
    value: Record<string, unknown>,
    document: SourceDocument,
    root: Path,
    path: Path,
    found: unknown,
    expected = 'string',
  ): void {
    const name = valueAt(value, ['metadata', 'name']);
    const namespace = valueAt(value, ['metadata', 'namespace']);
    const identity = {
      ...called,
      group: presentGroup(called.model),
      namespace: typeof namespace === 'string' ? cut(namespace) : '',
      name: typeof name === 'string' ? cut(name) : '',
    };
    const object = { apiVersion: identity.apiVersion, kind: identity.kind, metadata: { name: identity.name }, spec: {} };
    const manifest = new SingleManifest(identity, object, document, root);
    // A creation makes a name of it.
    const prefix = path.at(-1) === 'name' && (found ?? '') === '' ? valueAt(value, ['metadata', 'generateName']) : undefined;
    const by = typeof prefix === 'string' && prefix !== '' ? ({ by: 'server-side apply' } as const) : {};
    const fault: Fault = { what: 'malformed', path, expected, seen: seen(found ?? undefined), bundles: ~0, ...by };
    problems.push({ ...fault, manifest, admission: CERTAIN });
  }

  function readObject(identity: Identity, value: Record<string, unknown>, document: SourceDocument, root: Path): SingleManifest {
    const { model, apiVersion, kind, name } = identity;
    const manifest = new SingleManifest(identity, value as unknown as Kinds[Kind], document, root);
    const faults: Fault[] = [];
    const plan = planOf(model, apiVersion, kind);
    const serving = servingOf(identity);
    const specified = isMap(value.spec);
    const spec = plan.fields.get('spec');
    if (spec !== undefined && !specified) {
      append(faults, specFaults(value.spec, spec.required & serving, serving));
      value.spec = {};
    }
    const partial = model === 'Gateway' && valueAt(value, ['spec', 'gatewayClassName']) === undefined;
    const terms = { whole: !partial && specified, fill: model !== 'Gateway', bundles: serving };
    conform(
      value,
      plan,
      [],
      terms,
      collectFaults(faults, (list, index) => manifest.drop(list, index)),
    );
    if (isMap(value.metadata)) {
      const label = model === 'Namespace' || model === 'Service';
      append(faults, metadataFaults(value.metadata, { label, namespaced: !isClusterWide(model) }));
    }
    for (const { path } of faults) {
      manifest.misfit(path);
    }
    append(manifest.faults, withDecoding(faults, identity.group, kind, versionOf(identity)));
    if (model === 'Namespace') {
      nameLabel(value, name);
    }
    return manifest;
  }
}

/**
 * A Namespace with the name that it gets where everything is put into it, whatever stands there.
 */
function placed(value: Record<string, unknown>, { model, name }: Identity): Record<string, unknown> {
  const { metadata } = value;
  return model === 'Namespace' && isMap(metadata) && metadata.name !== name ? { ...value, metadata: { ...metadata, name } } : value;
}

/**
 * An object without what SOPS adds to a file and removes before it is applied. A Secret or
 * ConfigMap keeps it: it says which of its contents are encrypted.
 */
function decrypted(value: Record<string, unknown>, model: Kind): Record<string, unknown> {
  if (!isMap(value.sops) || model === 'Secret' || model === 'ConfigMap') {
    return value;
  }
  const { sops: _, ...rest } = value;
  return rest;
}

/** What those that serve an object without a spec refuse of it; some require none. */
function specFaults(spec: unknown, required: BundleSet, serving: BundleSet): Fault[] {
  const fault = { what: 'malformed', path: ['spec'], expected: 'map', seen: seen(spec ?? undefined) } as const;
  if (spec !== undefined && spec !== null) {
    return [{ ...fault, bundles: serving }];
  }
  const free = spec === null ? serving & ~required : 0;
  return [
    ...(required === 0 ? [] : [{ ...fault, bundles: required }]),
    ...(free === 0 ? [] : [{ ...fault, seen: 'null', bundles: free, by: 'server-side apply' } as const]),
  ];
}

/** The bundles of CRDs that serve an object. */
function servingOf(identity: Identity): BundleSet {
  return servedIn(identity.group, identity.kind, versionOf(identity)) || EVERY;
}

function versionOf({ group, apiVersion }: Identity): string {
  return apiVersion.slice(group.length + 1);
}

function changesListeners(fields: readonly string[] | undefined): boolean {
  return fields === undefined || fields.some((field) => field.startsWith('spec.listeners'));
}

function where(source: SourceText, { line, column }: { line: number; column: number }) {
  return { file: source.path, line, column, context: source.context };
}

/** The API server sets this label, whatever is written. */
function nameLabel(namespace: Record<string, unknown>, name: string): void {
  const metadata = namespace.metadata as Record<string, unknown>;
  metadata.labels = { ...(metadata.labels as object | undefined), [NAME_LABEL]: name };
}
