import { parse } from '../../../yaml/parse';
import { cut } from '../../text/words';
import { fromRoot } from '../kustomize/kustomization';
import { valueAt } from '../path';
import { isMap } from '../schema/check-shape';
import type { EngineObject } from './engine-object';
import { globOf } from './glob';
import { goTemplate, MissingKey, OTHERS, plainTemplate, STRICT, UNKNOWN } from './go-template';
import { matchesLabels } from './label-selector';
import { merged } from './merged';
import type { Sources } from './sources';
import { parentOf, type Tree } from './tree';

/** A cluster as Argo CD knows it. */
export interface ArgoCluster {
  readonly name: string;
  readonly server?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What Applications are generated from. */
export interface Surroundings {
  readonly tree: Tree;
  readonly sources: Sources;
  /** What crossing.yaml says of the clusters that Argo CD knows; `undefined` if it says nothing. */
  readonly clusters: readonly ArgoCluster[] | undefined;
}

type Params = Readonly<Record<string, unknown>>;

/** What an ApplicationSet generates, and what of it cannot be determined. */
export interface Generated {
  readonly applications: readonly EngineObject[];
  readonly unknown: readonly string[];
  /** Why Argo CD generates nothing, although it is known what was meant. */
  readonly failures: readonly string[];
}

const GLOBS_FILES = /applicationsetcontroller\.enable\.new\.git\.file\.globbing["']?\s*:\s*["']?true/;
const globbing = new WeakMap<Tree, boolean>();

/** Whether Argo CD of this repository takes paths of files for globs. */
function globsFiles(tree: Tree): boolean {
  const known = globbing.get(tree) ?? [...tree.files].some((file) => /\.ya?ml$/.test(file) && GLOBS_FILES.test(tree.text(file) ?? ''));
  globbing.set(tree, known);
  return known;
}

/** How many patterns of one generator are matched with each path. */
const MOST_GLOBS = 256;
/** How many Applications of one ApplicationSet are followed. */
const MOST = 4096;

/**
 * The Applications that an ApplicationSet generates.
 *
 * @see argoproj.io/v1alpha1 ApplicationSet
 */
export function applicationsOf(set: EngineObject, around: Surroundings): Generated {
  const spec = isMap(set.value.spec) ? set.value.spec : {};
  const go = spec.goTemplate === true;
  const isStrict = list(spec.goTemplateOptions).includes('missingkey=error');
  const unknown = new Set<string>();
  const failures = new Set<string>();
  const generate = new Generators(
    around,
    go,
    (what) => unknown.add(what),
    (why) => failures.add(why),
  );
  const applications: EngineObject[] = [];
  for (const generator of list(spec.generators)) {
    const own = isMap(generator) ? Object.values(generator).find((inner) => isMap(inner) && isMap(inner.template)) : undefined;
    const template = merged(spec.template, isMap(own) ? own.template : undefined);
    if (applications.length >= MOST) {
      unknown.add(`more than ${MOST} Applications`);
      break;
    }
    for (const generated of generate.paramsOf(generator, {})) {
      const params = go && isStrict ? { ...generated, [STRICT]: true } : generated;
      if (applications.length >= MOST) {
        unknown.add(`more than ${MOST} Applications`);
        break;
      }
      const value = generate.render(template, params);
      const patched = isMap(value) ? patch(value, spec.templatePatch, params, () => unknown.add('templatePatch')) : undefined;
      if (patched === undefined) {
        unknown.add('template');
        continue;
      }
      const name = valueAt(patched, ['metadata', 'name']);
      applications.push({
        group: 'argoproj.io',
        kind: 'Application',
        namespace: set.namespace,
        name: typeof name === 'string' ? name.replaceAll(UNKNOWN, '*') : '',
        value: withFinalizer(
          params[OTHERS] === undefined ? patched : ofUnknownSource(patched),
          valueAt(spec, ['syncPolicy', 'preserveResourcesOnDeletion']) === true,
        ),
        file: set.file,
      });
    }
  }
  return { applications, unknown: [...unknown], failures: [...failures] };
}

/** An Application that may take another repository than this one takes nothing that is known. */
function ofUnknownSource(application: Record<string, unknown>): Record<string, unknown> {
  const { spec } = application;
  const sources = isMap(spec) ? [spec.source, ...list(spec.sources)] : [];
  return sources.some((source) => String(valueAt(source, ['repoURL'])).includes(UNKNOWN))
    ? { ...application, spec: { ...(isMap(spec) ? spec : {}), unknown: true } }
    : application;
}

/**
 * The controller adds its finalizer to an Application that has none, unless the set preserves
 * resources.
 */
function withFinalizer(application: Record<string, unknown>, preserves: boolean): Record<string, unknown> {
  const metadata = isMap(application.metadata) ? application.metadata : {};
  const has = Array.isArray(metadata.finalizers) && metadata.finalizers.length > 0;
  return has || preserves
    ? application
    : { ...application, metadata: { ...metadata, finalizers: ['resources-finalizer.argocd.argoproj.io'] } };
}

/** What a patch has to hold to change more than labels and the like. */
const CHANGES_DELIVERY = /\b(?:sources?|destination|template|toYaml|toJson|include)\b/;

function patch(value: Record<string, unknown>, written: unknown, params: Params, unknown: () => void): Record<string, unknown> {
  if (typeof written !== 'string' || written.trim() === '') {
    return value;
  }
  const text = goTemplate(written, { ...params, [STRICT]: undefined });
  const parsed = text === undefined ? undefined : parse(text);
  if (parsed === undefined || !('value' in parsed)) {
    if (!CHANGES_DELIVERY.test(written)) {
      return value;
    }
    unknown();
    return { ...value, spec: { ...(isMap(value.spec) ? value.spec : {}), source: undefined, sources: undefined, unknown: true } };
  }
  return isMap(parsed.value) ? (merged(value, parsed.value) as Record<string, unknown>) : value;
}

class Generators {
  constructor(
    private readonly around: Surroundings,
    private readonly go: boolean,
    private readonly unknown: (what: string) => void,
    private readonly fail: (why: string) => void,
  ) {}

  /**
   * The parameters that a generator gives; `outer` are those of the generator that it is combined
   * with.
   */
  paramsOf(generator: unknown, outer: Params): Params[] {
    if (!isMap(generator)) {
      return [];
    }
    const params = this.generate(generator, outer).map((one) => this.withValues(generator, one));
    const { selector } = generator;
    return isMap(selector) ? params.filter((one) => one[OTHERS] !== undefined || matchesLabels(selector, flat(one))) : params;
  }

  /** Fills in every text of a value; `undefined` for what is not understood. */
  render(value: unknown, params: Params): unknown {
    if (typeof value === 'string') {
      const filled = this.go ? this.filled(value, params) : plainTemplate(value, flat(params));
      if (filled === undefined) {
        this.unknown(`template ${cut(value)}`);
      }
      return filled;
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.render(item, params));
    }
    if (!isMap(value)) {
      return value;
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [String(this.render(key, params)), this.render(item, params)]));
  }

  private filled(template: string, params: Params): string | undefined {
    try {
      return goTemplate(template, params);
    } catch (error) {
      if (!(error instanceof MissingKey)) {
        throw error;
      }
      this.fail(`template ${cut(template)}: ${error.message}`);
      return goTemplate(template, { ...params, [STRICT]: undefined });
    }
  }

  private generate(generator: Record<string, unknown>, outer: Params): Params[] {
    const { list: listed, git, matrix, merge, clusters } = generator;
    if (isMap(listed)) {
      return this.elements(listed, outer);
    }
    if (isMap(git)) {
      return this.git(this.render(git, outer) as Record<string, unknown>);
    }
    if (isMap(clusters)) {
      return this.clusters(clusters);
    }
    if (isMap(matrix)) {
      return list(matrix.generators).reduce<Params[]>((sofar, inner) => this.combined(sofar, inner, outer), [{}]);
    }
    if (isMap(merge)) {
      return this.merge(merge, outer);
    }
    const [name = 'a generator'] = Object.keys(generator).filter((key) => key !== 'selector');
    this.unknown(name);
    return [{ [OTHERS]: UNKNOWN }];
  }

  /**
   * Each of some parameters with all that a generator gives beside it, as far as they are followed.
   */
  private combined(sofar: readonly Params[], inner: unknown, outer: Params): Params[] {
    const combined: Params[] = [];
    for (const before of sofar) {
      for (const after of this.paramsOf(inner, { ...outer, ...before })) {
        if (combined.length > MOST) {
          return combined;
        }
        combined.push(this.go ? deep(after, filledIn(before)) : this.agreed(before, after));
      }
    }
    return combined;
  }

  /** Parameters of two generators, which may not say one of them differently. */
  private agreed(before: Params, after: Params): Params {
    const [left, right] = [flat(before), flat(after)];
    const differing = Object.keys(right).find((key) => Object.hasOwn(left, key) && left[key] !== right[key]);
    if (differing !== undefined && ![left[differing], right[differing]].join().includes(UNKNOWN)) {
      this.fail(`matrix: both generators give ${differing}: ${left[differing]} and ${right[differing]}`);
    }
    return deep(before, after);
  }

  private elements(listed: Record<string, unknown>, outer: Params): Params[] {
    const written = typeof listed.elementsYaml === 'string' ? this.render(listed.elementsYaml, outer) : undefined;
    const parsed = typeof written === 'string' ? parse(written) : undefined;
    const more = parsed !== undefined && 'value' in parsed ? list(parsed.value) : [];
    return [...list(listed.elements), ...more].filter(isMap).map((element) => this.render(element, outer) as Params);
  }

  private git(git: Record<string, unknown>): Params[] {
    const { tree, sources } = this.around;
    if (typeof git.repoURL !== 'string' || !sources.isOwn(git.repoURL)) {
      this.unknown('git of another repository');
      return [{ [OTHERS]: UNKNOWN }];
    }
    const prefix = typeof git.pathParamPrefix === 'string' && git.pathParamPrefix !== '' ? git.pathParamPrefix : undefined;
    const under = (params: Params): Params => (prefix === undefined ? params : { [prefix]: params });
    const wanted = (field: string) =>
      list(git[field])
        .filter(isMap)
        .filter(({ path }) => typeof path === 'string') as { path: string; exclude?: unknown }[];
    const takes = (field: string, fits: (path: string) => ((path: string) => boolean) | undefined) => {
      const globs = wanted(field).map(({ path, exclude }) => ({
        fits: fits(fromRoot(path)),
        excludes: exclude === true,
      }));
      if (globs.length > MOST_GLOBS || globs.some(({ fits }) => fits === undefined)) {
        this.unknown(`${field} too many to be matched`);
        return () => false;
      }
      return (path: string) => {
        const matching = globs.filter(({ fits }) => fits?.(path));
        return matching.some(({ excludes }) => !excludes) && !matching.some(({ excludes }) => excludes);
      };
    };
    const hidden = (path: string) => path.split('/').some((step) => step.startsWith('.'));
    if (Array.isArray(git.directories)) {
      return [...tree.directories]
        .filter((path) => path !== '' && !hidden(path))
        .sort()
        .filter(takes('directories', (path) => globOf(path, { separated: true })))
        .map((path) => under(this.pathParams(path)));
    }
    return [...tree.files]
      .sort()
      .filter(takes('files', this.filesOf(tree)))
      .flatMap((file) => {
        const parsed = parse(tree.text(file) ?? '');
        if ('broken' in parsed) {
          this.fail(`git: ${file} cannot be read: ${parsed.broken.message}`);
          return [];
        }
        const values = Array.isArray(parsed.value) ? parsed.value : [parsed.value ?? {}];
        return values.filter(isMap).map((value): Params => ({ ...value, ...under(this.pathParams(parentOf(file), file)) }));
      });
  }

  /**
   * What tells which files a path means: as `git ls-files` reads it, so that a star goes through
   * directories and a directory means all that is in it, unless Argo CD is set to do otherwise.
   */
  private filesOf(tree: Tree): (path: string) => ((file: string) => boolean) | undefined {
    if (globsFiles(tree)) {
      return (path) => globOf(path, { separated: true });
    }
    return (path) => {
      const fits = globOf(path.replace(/[{}]/g, '?'), { separated: false });
      return fits && ((file) => fits(file) || file === path || file.startsWith(`${path}/`));
    };
  }

  private pathParams(path: string, file?: string): Params {
    const segments = path === '' ? [] : path.split('/');
    const basename = segments.at(-1) ?? '';
    const filename = file?.slice(file.lastIndexOf('/') + 1);
    const normal = (text: string) =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9.-]/g, '-')
        .replace(/^[-.]+|(?<![-.])[-.]+$/g, '');
    const names = {
      basename,
      basenameNormalized: normal(basename),
      ...(filename !== undefined && { filename, filenameNormalized: normal(filename) }),
    };
    return this.go ? { path: { path, segments, ...names } } : { path: { ...names, [PLAIN]: path, [INDEXED]: segments } };
  }

  private clusters(clusters: Record<string, unknown>): Params[] {
    const { clusters: known } = this.around;
    if (known === undefined) {
      this.unknown('clusters');
      const metadata = { labels: UNKNOWN, annotations: UNKNOWN };
      const any = { name: UNKNOWN, nameNormalized: UNKNOWN, server: UNKNOWN, project: '', metadata };
      return [clusters.flatList === true ? { clusters: [any] } : any];
    }
    const { selector } = clusters;
    const all = known
      .filter(({ labels }) => !isMap(selector) || matchesLabels(selector, labels))
      .map(({ name, server = UNKNOWN, labels }) => ({
        name,
        nameNormalized: name.toLowerCase().replace(/[^a-z0-9.-]/g, '-'),
        server,
        project: '',
        metadata: { labels, annotations: UNKNOWN },
      }));
    return clusters.flatList === true ? [{ clusters: all }] : all;
  }

  private merge(merge: Record<string, unknown>, outer: Params): Params[] {
    const keys = list(merge.mergeKeys).filter((key) => typeof key === 'string');
    if (keys.length === 0) {
      this.fail('merge: mergeKeys are missing');
    }
    const byIdentity = (all: readonly Params[]): Map<string, Params> => {
      const found = new Map<string, Params>();
      for (const params of all) {
        // With Go templates, a key is that of the outermost map alone.
        const values: Params = this.go ? params : flat(params);
        const own = JSON.stringify(keys.map((key) => values[key] ?? null));
        if (!found.has(own)) {
          found.set(own, params);
        } else if (!own.includes(UNKNOWN)) {
          this.fail(`merge: two of one generator have the same ${keys.join(', ')}: ${JSON.parse(own).join(', ')}`);
        }
      }
      return found;
    };
    const [base = new Map<string, Params>(), ...others] = list(merge.generators).map((inner) => byIdentity(this.paramsOf(inner, outer)));
    return Array.from(base, ([own, params]) =>
      others.reduce<Params>((sofar, other) => deep(sofar, this.go ? filledIn(other.get(own) ?? {}) : (other.get(own) ?? {})), params),
    );
  }

  private withValues(generator: Record<string, unknown>, params: Params): Params {
    const inner = Object.values(generator).find((value) => isMap(value) && isMap(value.values));
    if (!isMap(inner)) {
      return params;
    }
    return { ...params, values: { ...(isMap(params.values) ? params.values : {}), ...(this.render(inner.values, params) as object) } };
  }
}

/**
 * What a map is itself called by, beside its parts: `path` and `path[0]` beside `path.basename`.
 */
const PLAIN = ' plain';
const INDEXED = ' indexed';

/** Parameters by their dotted names. */
function flat(params: Params, prefix = ''): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(params)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (key === PLAIN) {
      result[prefix] = String(value);
    } else if (key === INDEXED) {
      for (const [index, segment] of list(value).entries()) {
        result[`${prefix}[${index}]`] = String(segment);
      }
    } else if (isMap(value)) {
      Object.assign(result, flat(value, name));
    } else if (value === UNKNOWN && prefix === 'metadata') {
      result[name] = UNKNOWN;
    } else {
      result[name] = typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
    }
  }
  return result;
}

/** Parameters without those that hold nothing, which override nothing in Go. */
function filledIn(params: Params): Params {
  const entries = Object.entries(params).map(([key, value]) => [key, isMap(value) ? filledIn(value) : value] as const);
  return Object.fromEntries(entries.filter(([, value]) => ![undefined, null, '', 0, false].includes(value as null) && !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function deep(left: Params, right: Params): Params {
  return merged(left, right) as Params;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
