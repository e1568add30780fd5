import { availableParallelism } from 'node:os';
import { type Build, type HelmBuild, keyOf } from '../../analyzer/model/deliveries/delivery';
import type { Render } from '../../analyzer/model/deliveries/follow';
import { renderBuiltIn } from '../../analyzer/model/deliveries/render-built-in';
import type { Rendering } from '../../analyzer/model/deliveries/rendering';
import type { Tree } from '../../analyzer/model/deliveries/tree';
import type { FileReader } from '../../files/file-reader';
import { type Bundle, GROUP, type Kind, VERSIONS } from '../../gateway-api';
import { servedApiVersions } from '../../targets';
import { CommandError } from '../exit-code';
import { argoBuildOptions } from './argo-build-options';
import { renderChart } from './helm';
import { buildKustomization } from './kustomize';
import { postRender } from './post-renderer';
import { type Choice, findHelm, findKustomize, type Program, type SearchPath } from './programs';
import { Workshop } from './workshop';

/** What a command line says of the engines. */
export interface EngineOptions {
  readonly kustomize?: Choice;
  readonly helm?: Choice;
}

/** The engines that were found, started when the first build asks for them. */
export class Engines {
  private readonly workshop: Workshop;
  private readonly renderings = new Map<string, Promise<Rendering>>();
  private kustomize: Promise<Program | undefined> | undefined;
  private helm: Promise<Program | undefined> | undefined;
  private buildOptions: readonly string[] | undefined;
  /** The names of those that rendered something. */
  readonly used = new Set<string>();
  /** How many patches and the like were not carried out. */
  unknownPatches = 0;

  constructor(
    private readonly tree: Tree,
    private readonly options: EngineOptions,
    private readonly search: SearchPath,
    private readonly required: boolean,
    /** The CRDs of the cluster, if they are known: charts leave out what it does not serve. */
    private readonly target: Bundle | undefined,
    reader: FileReader,
  ) {
    this.workshop = new Workshop(availableParallelism(), reader);
  }

  /** Renders a build once, however often it is delivered. */
  readonly render: Render = (build) => {
    const key = keyOf(build);
    const known = this.renderings.get(key) ?? this.start(build);
    this.renderings.set(key, known);
    return known;
  };

  /** What Argo CD gives to `kustomize build`: the whole tree is read for it. */
  private argoOptions(): readonly string[] {
    this.buildOptions ??= argoBuildOptions(this.tree);
    return this.buildOptions;
  }

  private async start(build: Build): Promise<Rendering> {
    if (build.kind === 'kustomize') {
      const program = await this.findKustomize();
      if (program !== undefined) {
        return buildKustomization(build, this.tree, program, this.workshop, build.engine === 'argo' ? this.argoOptions() : []);
      }
    }
    if (build.kind === 'helm') {
      this.helm ??= findHelm(this.options.helm, this.search);
      const program = this.using(await this.helm, 'helm');
      if (program !== undefined) {
        const rendering = await renderChart(build, this.tree, program, this.workshop, apiVersionsOf(this.target));
        return build.postRenderers === undefined ? rendering : this.postRendered(rendering, build);
      }
    }
    const rendering = renderBuiltIn(build, this.tree);
    this.unknownPatches += rendering.unknown;
    return rendering;
  }

  private async postRendered(rendering: Rendering, build: HelmBuild): Promise<Rendering> {
    const program = await this.findKustomize();
    return program === undefined ? rendering : postRender(rendering, build, this.tree, program, this.workshop);
  }

  private async findKustomize(): Promise<Program | undefined> {
    this.kustomize ??= findKustomize(this.options.kustomize, this.search);
    return this.using(await this.kustomize, 'kustomize or kubectl');
  }

  /** Notes that a program renders something; refuses that there is none if there has to be one. */
  private using(program: Program | undefined, called: string): Program | undefined {
    if (program !== undefined) {
      this.used.add(program.name);
    } else if (this.required) {
      throw new CommandError(
        `engines are required by crossing.yaml, and ${called} was not found; install it, or name it with --kustomize and --helm`,
      );
    }
    return program;
  }
}

/** What charts may ask for: versions, and versions with kinds. */
function apiVersionsOf(target: Bundle | undefined): string[] {
  const kinds = Object.keys(VERSIONS) as Kind[];
  const named = kinds.flatMap((kind) => {
    const versions = target === undefined ? VERSIONS[kind].map((version) => `${GROUP}/${version}`) : servedApiVersions(target, kind);
    return versions.flatMap((version) => [version, `${version}/${kind}`]);
  });
  return [...new Set(named)].sort();
}
