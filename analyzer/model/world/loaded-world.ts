import { Makings } from '../generated/generated-objects';
import { Operators, othersOf } from '../generated/operators';
import type { Other } from '../generated/other-object';
import { KINDS, modelOf, presentGroup } from '../kinds';
import type { Manifest } from '../manifest';
import type { Kind } from '../objects';
import type { Census, Problem, Unapplied } from '../problem';
import { identityOf } from './admission';
import { compare } from './canonical';
import type { Reading } from './read-sources';
import type { World } from './world';

const NAME_LABEL = 'kubernetes.io/metadata.name';

interface InNamespace {
  readonly list: Manifest[];
  readonly byName: Map<string, Manifest>;
}

/** All objects of one kind. */
interface OfKind {
  readonly list: Manifest[];
  readonly namespaces: Map<string, InNamespace>;
}

const NONE: InNamespace = { list: [], byName: new Map() };

export class LoadedWorld implements World {
  readonly alternatives: readonly World[];
  readonly ambiguous: World['ambiguous'];
  readonly census: Census;
  readonly unapplied: Unapplied;
  readonly refused: readonly Manifest[];
  readonly bundle: World['bundle'];
  readonly crds: World['crds'];
  private readonly kinds = new Map<Kind, OfKind>(KINDS.map((kind) => [kind, { list: [], namespaces: new Map() }]));
  private readonly makings: Makings;
  private readonly others = new Set<string>();
  /** Kinds that were looked for in the documents that were passed over. */
  private readonly sought = new Set<string>();
  private readonly operators: Operators;
  private readonly labelled = new Map<string, ReturnType<World['labels']>>();

  constructor(
    private readonly reading: Reading,
    manifests: readonly Manifest[],
    readonly problems: readonly Problem[],
    files: number,
    private readonly open: ReadonlySet<string>,
    {
      alternatives,
      ambiguous,
      refused,
      bundle,
    }: Pick<World, 'alternatives' | 'ambiguous' | 'bundle'> & { readonly refused: ReadonlySet<string> },
  ) {
    this.alternatives = alternatives;
    this.bundle = bundle;
    this.crds = reading.crds;
    this.ambiguous = ambiguous;
    const isRefused = (manifest: Manifest) => refused.size > 0 && refused.has(identityOf(manifest));
    this.refused = manifests.filter(isRefused);
    this.makings = new Makings(reading.makings);
    this.operators = new Operators(reading);
    for (const other of reading.others) {
      this.note(other);
    }
    this.census = {
      objects: manifests.length,
      others: reading.others.length + reading.passed.length,
      files,
      patches: reading.patches,
      unknown: reading.unknown,
    };
    const filesLeft = (why: string) => [...reading.unapplied].flatMap(([file, reason]) => (reason === why ? file : []));
    this.unapplied = { tests: filesLeft('test'), placeholders: filesLeft('placeholder') };
    for (const manifest of manifests) {
      if (!isRefused(manifest)) {
        this.ofKind(manifest.model).list.push(manifest);
      }
    }
    for (const ofKind of this.kinds.values()) {
      index(ofKind);
    }
  }

  all<K extends Kind>(kind: K): readonly Manifest<K>[] {
    return this.ofKind(kind).list as Manifest[] as Manifest<K>[];
  }

  in<K extends Kind>(kind: K, namespace: string): readonly Manifest<K>[] {
    return this.inNamespace(kind, namespace).list as Manifest[] as Manifest<K>[];
  }

  get<K extends Kind>(kind: K, namespace: string, name: string, group?: string): Manifest<K> | undefined {
    return this.inNamespace(kind, namespace).byName.get(key(kind, name, group)) as Manifest | undefined as Manifest<K> | undefined;
  }

  has(group: string, kind: string, namespace: string, name: string): boolean {
    const model = modelOf(group, kind);
    if (model !== undefined) {
      return this.get(model, namespace, name, group) !== undefined;
    }
    this.seek(kind);
    return this.others.has(JSON.stringify([group, kind, namespace, name]));
  }

  closed(kind: Kind | 'Other', namespace: string, name?: string): boolean {
    if (kind === 'Namespace') {
      return false;
    }
    if (this.refused.length > 0 && this.refusedIn(kind, namespace, name) !== undefined) {
      return false;
    }
    if (kind === 'GatewayClass') {
      return this.all(kind).length > 0 && !this.makings.mayMakeClass(name);
    }
    if (this.open.has(namespace) || this.get('Namespace', '', namespace) === undefined || this.makings.released(namespace)) {
      return false;
    }
    if (kind === 'Other') {
      return true;
    }
    if ((kind === 'Secret' || kind === 'ConfigMap') && this.in(kind, namespace).length === 0) {
      return false;
    }
    return !this.makings.mayMake(kind, namespace, name) && !this.operators.mayMake(kind, namespace, name);
  }

  mayBePatched(path: string): boolean {
    return this.reading.patchedPaths.some((patched) => patched === path || patched.startsWith(`${path}/`));
  }

  refusedIn(kind: Kind | 'Other', namespace: string, name?: string): Manifest | undefined {
    return this.refused.find(
      (manifest) => manifest.model === kind && manifest.namespace === namespace && (name === undefined || manifest.name === name),
    );
  }

  changed(kind: string, namespace: string, name: string): boolean {
    const isLabelled = kind === 'Namespace' && this.get(kind, namespace, name) !== undefined;
    return isLabelled || this.reading.changed.has(JSON.stringify([kind, namespace, name]));
  }

  makes(kind: Kind, namespace: string, name: string): boolean {
    return this.makings.makes(kind, namespace, name);
  }

  makersOf(kind: Kind): ReturnType<World['makersOf']> {
    return [...this.makings.makersOf(kind), ...Array.from(this.open, (namespace) => ({ namespace }))];
  }

  labels(namespace: string): ReturnType<World['labels']> {
    const known = this.labelled.get(namespace);
    if (known !== undefined) {
      return known;
    }
    const manifest = this.get('Namespace', '', namespace);
    const labels: Record<string, string> = Object.assign(Object.create(null), manifest?.object.metadata.labels, {
      [NAME_LABEL]: namespace,
    });
    const result = { labels, complete: manifest !== undefined && !this.makings.mayMake('Namespace', '', namespace) };
    this.labelled.set(namespace, result);
    return result;
  }

  watched(onRead: (kind: Kind) => void): World {
    return watch(this, onRead);
  }

  private ofKind(kind: Kind): OfKind {
    return this.kinds.get(kind) ?? { list: [], namespaces: new Map() };
  }

  private inNamespace(kind: Kind, namespace: string): InNamespace {
    return this.ofKind(kind).namespaces.get(namespace) ?? NONE;
  }

  private note({ group, kind, namespace, name }: Other): void {
    for (const place of namespace === undefined ? ['', 'default'] : [namespace]) {
      this.others.add(JSON.stringify([group, kind, place, name]));
    }
  }

  /** What was passed over may hold the kind after all. */
  private seek(kind: string): void {
    if (this.sought.has(kind)) {
      return;
    }
    this.sought.add(kind);
    for (const document of this.reading.passed) {
      if (document.text.includes(kind)) {
        for (const other of othersOf(document)) {
          this.note(other);
        }
      }
    }
  }
}

function key(kind: Kind, name: string, group: string | undefined): string {
  return group === undefined || group === presentGroup(kind) ? name : `${name}\n${group}`;
}

function index({ list, namespaces }: OfKind): void {
  list.sort(
    (left, right) => compare(left.namespace, right.namespace) || compare(left.name, right.name) || compare(left.group, right.group),
  );
  for (const manifest of list) {
    let place = namespaces.get(manifest.namespace);
    if (place === undefined) {
      place = { list: [], byName: new Map() };
      namespaces.set(manifest.namespace, place);
    }
    place.list.push(manifest);
    place.byName.set(key(manifest.model, manifest.name, manifest.group), manifest);
  }
}

function watch(world: World, onRead: (kind: Kind) => void): World {
  return {
    all: (kind) => tell(kind, () => world.all(kind)),
    in: (kind, namespace) => tell(kind, () => world.in(kind, namespace)),
    get: (kind, namespace, name, group) => tell(kind, () => world.get(kind, namespace, name, group)),
    has(group, kind, namespace, name) {
      const model = modelOf(group, kind);
      if (model !== undefined) {
        onRead(model);
      }
      return world.has(group, kind, namespace, name);
    },
    closed(kind, namespace, name) {
      if (kind !== 'Other') {
        onRead(kind);
      }
      return tell('Namespace', () => world.closed(kind, namespace, name));
    },
    makes(kind, namespace, name) {
      return tell(kind, () => world.makes(kind, namespace, name));
    },
    changed: (kind, namespace, name) => world.changed(kind, namespace, name),
    makersOf: (kind) => world.makersOf(kind),
    labels: (namespace) => tell('Namespace', () => world.labels(namespace)),
    mayBePatched: (path) => world.mayBePatched(path),
    refusedIn(kind, namespace, name) {
      return world.refusedIn(kind, namespace, name);
    },
    refused: world.refused,
    bundle: world.bundle,
    crds: world.crds,
    problems: world.problems,
    census: world.census,
    unapplied: world.unapplied,
    alternatives: world.alternatives,
    ambiguous: world.ambiguous,
    watched: (also) => watch(watch(world, onRead), also),
  };

  function tell<Result>(kind: Kind, read: () => Result): Result {
    onRead(kind);
    return read();
  }
}
