import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { RandomBuild } from './random-trees';

type Rendered = Record<string, unknown> & {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
};

const cache = process.env.CROSSING_ASSETS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'crossing-cluster');

/** What flux-build of this directory is built to, by CI. */
const FLUX_BUILD = join(cache, 'bin/flux-build');

/** Tests that ask the code of Flux; skipped if it is not built. */
export function describeFlux(tests: (oracle: () => FluxOracle) => void): void {
  (FluxOracle.isThere ? describe : describe.skip)(`the code of Flux, ${FLUX_BUILD}`, () => {
    let oracle: FluxOracle;
    beforeAll(() => {
      oracle = new FluxOracle();
    });
    afterAll(() => oracle.stop());
    tests(() => oracle);
  });
}

/** The code that Flux's kustomize-controller builds with, as a process that answers. */
export class FluxOracle {
  static readonly isThere = existsSync(FLUX_BUILD);
  private readonly process: ChildProcessByStdio<Writable, Readable, null> = spawn(FLUX_BUILD, { stdio: ['pipe', 'pipe', 'ignore'] });
  private readonly lines: Interface = createInterface(this.process.stdout);
  private readonly answers = this.lines[Symbol.asyncIterator]();

  /**
   * All that a cluster gets, without the objects of engines that were followed; the message of a
   * build that fails.
   */
  async cluster(root: string, builds: readonly RandomBuild[]): Promise<object[] | string> {
    const objects: Rendered[] = [];
    const values: Record<string, Record<string, string>> = {};
    const open = [...builds];
    const known = new Set<string>();
    for (let build = open.shift(); build !== undefined; build = open.shift()) {
      const key = JSON.stringify(build);
      if (known.has(key)) {
        continue;
      }
      known.add(key);
      const { namespace = '' } = build;
      const rendered = (build.objects as Rendered[] | undefined) ?? (await this.build(root, build, values));
      if (typeof rendered === 'string') {
        return rendered;
      }
      for (const object of rendered) {
        const { kind, metadata } = object;
        if (kind === 'Kustomization') {
          const { path, ...spec } = object.spec as { readonly path: string };
          open.push({ path: path.replace(/^\.\//, ''), spec });
        } else {
          const placed = kind === 'Namespace' || namespace === '' || metadata.namespace !== undefined;
          objects.push(placed ? object : { ...object, metadata: { ...metadata, namespace } });
        }
        if (kind === 'ConfigMap') {
          values[`${metadata.namespace}/${metadata.name}`] = object.data as Record<string, string>;
        }
      }
    }
    return objects;
  }

  private async build(root: string, { path, spec }: RandomBuild, values: object): Promise<Rendered[] | string> {
    const metadata = { name: 'built', namespace: 'flux-system' };
    const kustomization = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec: fluxSpec(spec) };
    this.process.stdin.write(`${JSON.stringify({ root, path, kustomization, values })}\n`);
    const { value } = await this.answers.next();
    const { objects, error } = JSON.parse(value);
    return error === '' ? labelled(objects ?? [], spec) : error;
  }

  stop(): void {
    this.lines.close();
    this.process.stdin.end();
  }
}

/** An Application calls the namespace otherwise than a Kustomization of Flux. */
function fluxSpec(spec: { readonly namespace?: string }): object {
  const { namespace, ...rest } = spec;
  return { ...rest, ...(namespace !== undefined && { targetNamespace: namespace }) };
}

/** kustomize-controller sets `commonMetadata` after the build. */
function labelled(objects: readonly Rendered[], spec: { readonly commonMetadata?: { readonly labels?: object } }): Rendered[] {
  const labels = spec.commonMetadata?.labels;
  return objects.map((object) => {
    const own = (object.metadata as { readonly labels?: object }).labels;
    return labels === undefined ? object : { ...object, metadata: { ...object.metadata, labels: { ...own, ...labels } } };
  });
}
