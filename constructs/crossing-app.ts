import { ApiObject, App, type AppProps, type Chart, Names } from 'cdk8s';
import { Dependable, type IConstruct } from 'constructs';
import type { Target } from '../targets';
import { NamespaceChart } from './namespace-chart';
import { TARGET_CONTEXT } from './target';
import { configFor } from './writer/config';
import { writeBelow } from './writer/files';
import { byKindAndName, inOrder, type Ordered } from './writer/order';
import { toYaml } from './writer/yaml';

/** Properties of a `CrossingApp`. */
export interface CrossingAppProps extends Omit<AppProps, 'outputFileExtension' | 'recordConstructMetadata' | 'yamlOutputType'> {
  /**
   * What the objects are written for.
   *
   * @default - what the nearest crossing.yaml at or above the working directory says, else Kong on the experimental channel of Gateway API 1.3
   */
  readonly target?: Partial<Target>;
}

interface Written extends Ordered {
  readonly object: ApiObject;
  readonly after: Set<Written>;
}

const EXTENSION = '.k8s.yaml';

/**
 * An App that loses nothing: one file for each chart, in the directory of its owner; the same output on every run, whatever the order of
 * declaration; no empty file; every object written, and none twice.
 */
export class CrossingApp extends App {
  private readonly owners: Readonly<Record<string, string>>;

  /** @throws where the crossing.yaml in force says what cannot be understood */
  public constructor({ target, ...props }: CrossingAppProps = {}) {
    super(props);
    const config = configFor(process.cwd());
    this.owners = config?.owners ?? {};
    const inForce = target ?? config?.target;
    if (inForce !== undefined) {
      this.node.setContext(TARGET_CONTEXT, inForce);
    }
  }

  /**
   * Writes a file for each chart that holds objects.
   *
   * @throws where a construct's validation fails, two objects have one identity, dependencies go in a circle, or a file cannot be written
   */
  public override synth(): void {
    for (const [file, objects] of this.files()) {
      writeBelow(this.outdir, file, toYaml(objects));
    }
  }

  /** What `synth` writes, as one text. */
  public override synthYaml(): string {
    return toYaml([...this.files().values()].flat());
  }

  private files(): Map<string, object[]> {
    const constructs = this.node.findAll();
    refuseFailures(constructs);
    const charts = new Map<Chart, Written[]>();
    const all = new Map<IConstruct, Written>();
    for (const object of constructs) {
      if (ApiObject.isApiObject(object)) {
        const written = { object, path: object.node.path, kind: object.kind, name: object.name, after: new Set<Written>() };
        all.set(object, written);
        const chart = object.chart;
        charts.set(chart, [...(charts.get(chart) ?? []), written]);
      }
    }
    dependencies(constructs, all);
    const files = new Map<string, object[]>();
    const identities = new Map<string, string>();
    const placed = [...charts].map(([chart, objects]) => [this.fileOf(chart), chart, objects] as const);
    for (const [file, chart, objects] of placed.sort(([one], [other]) => (one < other ? -1 : 1))) {
      if (files.has(file)) {
        throw new Error(`${chart.node.path}: another chart is written to ${file} too; give one of them another id`);
      }
      const ordered = inOrder(chart instanceof NamespaceChart ? objects.sort(byKindAndName) : objects);
      files.set(
        file,
        ordered.map(({ object, path }) => {
          const json = object.toJson();
          refuseSecond(identities, json, path);
          return json;
        }),
      );
    }
    return files;
  }

  private fileOf(chart: Chart): string {
    if (!(chart instanceof NamespaceChart)) {
      return Names.toDnsLabel(chart) + EXTENSION;
    }
    const { namespace } = chart;
    const configured = this.owners[namespace];
    const owner = chart.owner ?? configured;
    if (configured !== undefined && owner !== configured) {
      throw new Error(
        `owner is ${JSON.stringify(owner)}: crossing.yaml says that ${JSON.stringify(configured)} owns namespace ${JSON.stringify(namespace)}; say it once`,
      );
    }
    return (owner === undefined ? '' : `${owner}/`) + namespace + EXTENSION;
  }
}

function refuseFailures(constructs: readonly IConstruct[]): void {
  const failures = constructs.flatMap((construct) => construct.node.validate().map((why) => `[${construct.node.path}] ${why}`));
  if (failures.length > 0) {
    throw new Error(`Validation failed with the following errors:\n  ${failures.join('\n  ')}`);
  }
}

/** What depends on a construct comes after every object that the construct stands for; order matters within a file only. */
function dependencies(constructs: readonly IConstruct[], all: ReadonlyMap<IConstruct, Written>): void {
  // What a construct stands for need not stand below it.
  const standsFor = (construct: IConstruct) => [construct, ...Dependable.of(construct).dependencyRoots];
  const objectsOf = (construct: IConstruct) =>
    construct.node
      .findAll()
      .flatMap(standsFor)
      .flatMap((it) => all.get(it) ?? []);
  for (const construct of constructs) {
    const before = construct.node.dependencies.flatMap(objectsOf);
    if (before.length > 0) {
      for (const written of objectsOf(construct)) {
        for (const other of before) {
          if (other !== written) {
            written.after.add(other);
          }
        }
      }
    }
  }
}

function refuseSecond(
  seen: Map<string, string>,
  json: { apiVersion: string; kind: string; metadata?: { name?: string; namespace?: string } },
  path: string,
): void {
  const { apiVersion, kind, metadata: { name = '', namespace = '' } = {} } = json;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const identity = [group, kind, namespace, name].join('\n');
  const other = seen.get(identity);
  if (other !== undefined) {
    const subject = `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
    throw new Error(`${subject} is made twice, by ${other} and by ${path}: one would overwrite the other; give one of them another name`);
  }
  seen.set(identity, path);
}
