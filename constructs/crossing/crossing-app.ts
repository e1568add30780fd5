import { ApiObject, App, type AppProps, type Chart, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { clusterNamed, clusterOutputs, settingsOf } from '../../settings/clusters';
import { type Config, configFor } from '../../settings/config';
import type { Target } from '../../targets';
import { type Failure, invalidConstructs } from '../checks/invalid-constructs';
import { alike } from '../checks/shape';
import { TARGET_CONTEXT } from '../checks/target';
import { deliver } from '../delivery/deliver';
import { Delivery } from '../delivery/delivery';
import { OVERLAYS, Overlays } from '../gateways/overlay-patch';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { OPEN_CONTEXT } from '../namespaces/open';
import { warningsOf } from '../namespaces/warnings';
import { DirectoryWriter } from '../writer/files';
import { Identities } from '../writer/identities';
import { byKindAndName, depend, inOrder, OrderedObject } from '../writer/order';
import { outdirOf } from '../writer/outdir';
import { toYaml } from '../writer/yaml';

/** Properties of a `CrossingApp`. */
export interface CrossingAppProps extends Omit<AppProps, 'outdir' | 'outputFileExtension' | 'recordConstructMetadata' | 'yamlOutputType'> {
  /**
   * The cluster of crossing.yaml that the app writes for, one of `clusters()`: its `target` holds,
   * and its directory is written.
   *
   * @default - none: the app writes for whatever cluster applies its output
   */
  readonly cluster?: string;
  /**
   * The directory to write. If `CDK8S_OUTDIR` is set, as `crossing synth` and `cdk8s synth` do, it
   * must lie below that.
   *
   * @default - `CDK8S_OUTDIR`, else `dist`; of a cluster, its directory below that
   */
  readonly outdir?: string;
  /**
   * What the objects are written for. While the app is synthesized, it may not contradict
   * crossing.yaml, by which the output is checked.
   *
   * @default - what the nearest crossing.yaml at or above the working directory says, else Kong on
   * the experimental channel of Gateway API 1.3
   */
  readonly target?: Partial<Target>;
}

/**
 * A file that is written, by its path below the output, and its texts, which are rendered one by
 * one.
 */
interface OutputFile {
  readonly file: string;
  readonly texts: Iterable<string>;
}

/** Which App of this process has written a file. */
const WRITTEN = new Map<string, App>();

const EXTENSION = '.k8s.yaml';
const BETWEEN = '---\n';

/**
 * An App that loses nothing: one file for each chart, in the directory of its owner; the same
 * output on every run, whatever the order of declaration; no empty file; every object written, and
 * none twice.
 */
export class CrossingApp extends App {
  /** @internal */
  readonly writesDirectories = true;

  /** The cluster that the app writes for; undefined if none is given. */
  readonly cluster: string | undefined;

  /**
   * The directory of the cluster, below the output.
   *
   * @internal
   */
  readonly clusterDirectory: string | undefined;

  private readonly owners: Readonly<Record<string, string>>;
  private readonly teams: readonly string[];

  /**
   * @throws if crossing.yaml is invalid, does not name the cluster or contradicts the target, or
   * `outdir` lies outside of `CDK8S_OUTDIR`
   */
  constructor({ cluster, target, ...props }: CrossingAppProps = {}) {
    refuseMistyped(props);
    const found = configFor(process.cwd());
    const config = cluster === undefined ? found : configOf(found, cluster);
    const directory = clusterOutputs(found, process.cwd()).find((it) => it.cluster.name === cluster)?.directory;
    super({ ...props, outdir: outdirOf(props.outdir, directory) });
    this.cluster = cluster;
    this.clusterDirectory = directory;
    this.owners = config?.owners ?? {};
    this.teams = config?.teams.map(({ name }) => name) ?? [];
    this.node.setContext(OPEN_CONTEXT, config?.open ?? []);
    if (target !== undefined) {
      refuseOtherTarget(target, config?.target ?? {}, cluster);
    }
    const inForce = target ?? config?.target;
    if (inForce !== undefined) {
      this.node.setContext(TARGET_CONTEXT, inForce);
    }
  }

  /**
   * Writes a file for each chart that holds objects.
   *
   * @throws if a construct's validation fails, two charts have one file, another App has written
   * it or dependencies go in a circle, before the first file is written; if an object would be lost
   * or two have one identity, or a file cannot be written
   */
  override synth(): void {
    const output = new DirectoryWriter(this.outdir);
    const files = this.outputFiles();
    const about = this.cluster === undefined ? '' : `cluster ${this.cluster}: `;
    for (const warning of [...warningsOf(this), ...this.warnUnowned(files)]) {
      process.stderr.write(`warning: ${about}${warning}\n`);
    }
    this.refuseOverwriting(files);
    for (const { file, texts } of files) {
      output.write(file, texts);
    }
  }

  /** While a command collects the output, what another App has written there would be lost. */
  private refuseOverwriting(files: readonly OutputFile[]): void {
    if (process.env.CDK8S_OUTDIR === undefined) {
      return;
    }
    for (const { file } of files) {
      const path = `${this.outdir}/${file}`;
      if ((WRITTEN.get(path) ?? this) !== this) {
        const cure = 'use one App, or new CrossingApp({ cluster }) for each of clusters()';
        throw new Error(`another App has written ${file}, and one would overwrite the other; ${cure}`);
      }
      WRITTEN.set(path, this);
    }
  }

  /** What `synth` writes, as one text. */
  override synthYaml(): string {
    return this.outputFiles()
      .map(({ texts }) => [...texts].join(''))
      .join(BETWEEN);
  }

  private outputFiles(): OutputFile[] {
    // What is decided once all is known makes further objects.
    this.node.validate();
    deliver(this, (chart) => this.ownerOf(chart), this.owners, Overlays.of(this).files.length > 0);
    const charts = this.byChart();
    const identities = new Identities();
    const files = this.byFile([...charts.keys()]).map(([file, beside]) => {
      const objects = beside.flatMap((chart) => charts.get(chart) ?? []);
      const ordered = inOrder(beside.some((chart) => chart instanceof NamespaceChart) ? objects.sort(byKindAndName) : objects);
      return { file, texts: textsOf(ordered, identities) };
    });
    return [...files, ...Overlays.of(this).files.map(({ file, content }) => ({ file, texts: [toYaml(content)] }))];
  }

  /**
   * Files at the top beside directories of owners are soon forgotten by whoever delivers the
   * directories.
   */
  private *warnUnowned(files: readonly OutputFile[]): Generator<string> {
    if (Object.keys(this.owners).length > 0) {
      // The command warns of files that no owner of crossing.yaml has.
      return;
    }
    const unowned = files.filter(({ file }) => !file.includes('/')).map(({ file }) => file);
    const others = [OVERLAYS, ...Delivery.allOf(this).map(({ owner }) => owner)].map((directory) => `${directory}/`);
    const owned = files.filter(({ file }) => file.includes('/') && !others.some((directory) => file.startsWith(directory)));
    if (unowned.length > 0 && owned.length > 0) {
      const names = unowned.map((file) => JSON.stringify(file.slice(0, -EXTENSION.length)));
      yield `no owner for ${names.join(', ')}, and other namespaces have one: the files are at the top of the output, outside of the directories of owners; give each an owner`;
    }
  }

  private byChart(): Map<Chart, OrderedObject[]> {
    const constructs = this.node.findAll();
    refuseFailures(constructs);
    const all = new Map<IConstruct, OrderedObject>();
    const charts = new Map<Chart, OrderedObject[]>();
    for (const construct of constructs) {
      if (ApiObject.isApiObject(construct)) {
        const written = new OrderedObject(construct);
        all.set(construct, written);
        const beside = charts.get(construct.chart);
        beside === undefined ? charts.set(construct.chart, [written]) : beside.push(written);
      }
    }
    depend(constructs, all);
    return charts;
  }

  private byFile(charts: readonly Chart[]): [string, Chart[]][] {
    const files = new Map<string, Chart[]>();
    for (const chart of charts) {
      const file = this.fileOf(chart);
      const beside = files.get(file) ?? [];
      if (!beside.every((other) => ofOneNamespace(chart, other))) {
        throw invalidConstructs([[chart, `another chart is written to ${file} too; give one of them another id`]]);
      }
      files.set(file, [...beside, chart]);
    }
    return [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  }

  private fileOf(chart: Chart): string {
    const owner = this.ownerOf(chart);
    const name = chart instanceof NamespaceChart ? chart.namespace : Names.toDnsLabel(chart);
    return (owner === undefined ? '' : `${owner}/`) + name + EXTENSION;
  }

  private ownerOf(chart: Chart): string | undefined {
    if (!(chart instanceof NamespaceChart)) {
      return undefined;
    }
    const { namespace } = chart;
    const configured = Object.hasOwn(this.owners, namespace) ? this.owners[namespace] : undefined;
    const owner = chart.owner ?? configured;
    if (configured !== undefined && owner !== configured) {
      const why = `owner is ${JSON.stringify(owner)}: crossing.yaml says that ${JSON.stringify(configured)} owns namespace ${JSON.stringify(namespace)}; say it once`;
      throw invalidConstructs([[chart, why]]);
    }
    if (owner !== undefined && this.teams.length > 0 && !this.teams.includes(owner)) {
      const why = `owner of namespace ${JSON.stringify(namespace)} is ${JSON.stringify(owner)}: teams of crossing.yaml are ${[...this.teams].sort().join(', ')}; add the team, or name one of them`;
      throw invalidConstructs([[chart, why]]);
    }
    return owner;
  }
}

/** Props go on to cdk8s, so that only a name near to `cluster` or `target` is a mistake. */
function refuseMistyped(props: object): void {
  for (const key of Object.keys(props)) {
    const name = key === 'outdir' ? undefined : alike(key, ['cluster', 'outdir', 'target']);
    if (name !== undefined) {
      throw new Error(`${key} is not known: did you mean ${name}?`);
    }
  }
}

function configOf(config: Config | undefined, cluster: string): Config | undefined {
  const found = clusterNamed(config, cluster, 'cluster');
  return config && settingsOf(config, found);
}

/**
 * The output is checked by the target of crossing.yaml: written for another, it would be checked
 * for what it is not.
 */
function refuseOtherTarget(target: Partial<Target>, config: Partial<Target>, cluster: string | undefined): void {
  if (process.env.CDK8S_OUTDIR === undefined && cluster === undefined) {
    return;
  }
  for (const [key, value] of Object.entries(target)) {
    const configured = config[key as keyof Target];
    if (configured !== undefined && configured !== value) {
      const where = cluster === undefined ? 'crossing.yaml' : `crossing.yaml, for cluster ${cluster},`;
      throw new Error(`target.${key} is ${JSON.stringify(value)}: ${where} says ${JSON.stringify(configured)}; set it there alone`);
    }
  }
}

/**
 * A chart that is named after a namespace, and has that namespace or none, is written together with
 * the NamespaceChart.
 */
function ofOneNamespace(one: Chart, other: Chart): boolean {
  const [chart, beside] = one instanceof NamespaceChart ? [one, other] : [other, one];
  return chart instanceof NamespaceChart && [undefined, chart.namespace].includes(beside.namespace);
}

function* textsOf(objects: readonly OrderedObject[], identities: Identities): Generator<string> {
  for (const [index, { object }] of objects.entries()) {
    const json = identities.render(object);
    try {
      yield (index > 0 ? BETWEEN : '') + toYaml(json);
    } catch (error) {
      throw invalidConstructs([[object, (error as Error).message]]);
    }
  }
}

function refuseFailures(constructs: readonly IConstruct[]): void {
  const failures = constructs.flatMap((construct) => construct.node.validate().map((why): Failure => [construct, why]));
  if (failures.length > 0) {
    throw invalidConstructs(failures);
  }
}
