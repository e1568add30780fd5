import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CrossingApp } from '../../../constructs';
import { ApiServer } from '../api-server';
import { type Bundle, type Cluster, shared, start, stop } from '../clusters';

const scripts = join(shared, 'cluster/gitops');
const cache = process.env.CROSSING_ASSETS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'crossing-cluster');

/** What the engines need; they are built by `argo-cd build` and `flux build` of ../shared/cluster/gitops. */
const programs = ['argocd', 'kustomize', 'kustomize-controller', 'source-controller'].map((name) => join(cache, 'bin', name));
const missing = [
  ...programs.filter((program) => !existsSync(program)),
  ...(spawnSync('redis-server', ['--version']).status === 0 ? [] : ['redis-server']),
];

/** `describe`, unless an engine is missing, which one line says. */
export const describeEngines = missing.length === 0 ? describe : describe.skip;
if (missing.length > 0) {
  console.error(`tests of Argo CD and Flux skipped: ${missing.join(', ')} not there`);
}

export const argocd = join(cache, 'bin/argocd');

// biome-ignore lint/suspicious/noExplicitAny: objects of many kinds are read
export type Live = any;

/** A cluster with Argo CD and Flux, which deliver what is committed to one repository. */
export class Engines {
  /** Starts a cluster with both engines. */
  static async start(bundle: Bundle): Promise<Engines> {
    const cluster = await start(bundle);
    const engines = new Engines(cluster);
    await engines.up();
    return engines;
  }

  readonly server: ApiServer;

  /** The repository, as each engine reads it. */
  readonly urls = { argo: '', flux: '' };

  /** The repository that both read. */
  readonly repository = mkdtempSync(join(tmpdir(), 'crossing-gitops-'));

  private constructor(private readonly cluster: Cluster) {
    this.server = new ApiServer(cluster);
    this.git('init', '-q', '-b', 'main');
    this.commit({ 'README.md': 'What is delivered.\n' });
  }

  private async up(): Promise<void> {
    const env = { ...process.env, KUBEBUILDER_ASSETS: join(cache, 'bin') };
    const up = (script: string, dir: string) =>
      execFileSync(join(scripts, script), ['up', join(this.cluster.dir, dir), this.cluster.kubeconfig, this.repository], {
        encoding: 'utf8',
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    this.urls.argo = up('argo-cd', 'argo');
    this.urls.flux = up('flux', 'flux');
  }

  /** Ends both engines and the cluster. */
  stop(): void {
    for (const [script, dir] of [
      ['argo-cd', 'argo'],
      ['flux', 'flux'],
    ] as const) {
      execFileSync(join(scripts, script), ['down', join(this.cluster.dir, dir)], { stdio: 'ignore' });
    }
    stop(this.cluster);
    rmSync(this.repository, { recursive: true });
  }

  /** Commits files; one without text is removed. */
  commit(files: Record<string, string | undefined>): void {
    for (const [file, text] of Object.entries(files)) {
      const path = join(this.repository, file);
      mkdirSync(dirname(path), { recursive: true });
      if (text === undefined) {
        rmSync(path, { recursive: true });
      } else {
        writeFileSync(path, text);
      }
    }
    this.git('add', '-A');
    this.git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '-q', '--allow-empty', '-m', 'change');
  }

  /** Commits what an app writes, as the whole of a directory. */
  deliver(directory: string, build: (app: CrossingApp) => void): void {
    const written = synthesized(build);
    const before = existsSync(join(this.repository, directory)) ? filesBelow(join(this.repository, directory)) : [];
    const stale = before.filter((file) => !(file in written)).map((file) => [`${directory}/${file}`, undefined]);
    const files = Object.entries(written).map(([file, text]) => [`${directory}/${file}`, text]);
    this.commit(Object.fromEntries([...stale, ...files]));
  }

  /** Applies the file of a delivery by hand, as is done once. */
  bootstrap(directory: string): void {
    const files = filesBelow(join(this.repository, directory)).filter((file) => /-(argocd|flux)\//.test(file));
    for (const file of files) {
      this.kubectl(['apply', '--server-side', '-f', join(this.repository, directory, file)]);
    }
  }

  /** Runs kubectl; the input is an object or a text. */
  kubectl(args: readonly string[], input?: unknown): string {
    const text = input === undefined || typeof input === 'string' ? input : JSON.stringify(input);
    const { status, stdout, stderr } = this.server.kubectl(args, text as string | undefined);
    if (status !== 0) {
      throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    }
    return stdout;
  }

  /** What the cluster holds by a name, or nothing; of a kind, in a namespace or in `all`. */
  get(resource: string, namespace?: string): Live {
    const where = namespace === 'all' ? ['-A'] : namespace === undefined ? [] : ['-n', namespace];
    const { status, stdout } = this.server.kubectl(['get', resource, ...where, '-o', 'json']);
    return status === 0 ? JSON.parse(stdout) : undefined;
  }

  application(name: string): { sync: string; health: string; message: string } {
    const { status = {} } = this.get(`application/${name}`, 'argocd') ?? {};
    const messages = [status.operationState?.message, ...(status.conditions ?? []).map((condition: Live) => condition.message)];
    return { sync: status.sync?.status ?? 'none', health: status.health?.status ?? 'none', message: messages.join('\n') };
  }

  kustomization(name: string): { ready: string; reason: string; message: string } {
    const object = this.get(`kustomization/${name}`, 'flux-system');
    const ready = object?.status?.conditions?.find(({ type }: Live) => type === 'Ready');
    return { ready: ready?.status ?? 'none', reason: ready?.reason ?? 'none', message: ready?.message ?? '' };
  }

  /**
   * Writes what controllers would, of which none is here: Gateways are programmed, routes accepted by every parent, Deployments available.
   */
  answerAll(kinds = 'gateways,httproutes,deployments'): void {
    for (const { kind, metadata, spec } of this.get(kinds, 'all')?.items ?? []) {
      this.writeStatus(`${kind}/${metadata.name}`, metadata.namespace, (generation) => {
        const accepted = conditions(generation, { Accepted: 'True', ResolvedRefs: 'True' });
        if (kind === 'Gateway') {
          return { conditions: conditions(generation, { Accepted: 'True', Programmed: 'True' }) };
        }
        if (kind !== 'Deployment') {
          const parent = (parentRef: object) => ({ controllerName: 'example.com/test', parentRef, conditions: accepted });
          return { parents: spec.parentRefs.map(parent) };
        }
        const all = { replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };
        const progressing = { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' };
        return { observedGeneration: generation, ...all, conditions: [{ type: 'Available', status: 'True' }, progressing] };
      });
    }
  }

  /** Writes the status of an object, with conditions for its generation. */
  writeStatus(resource: string, namespace: string, status: (generation: number) => object): void {
    const { generation } = this.get(resource, namespace).metadata;
    const patch = JSON.stringify({ status: status(generation) });
    this.kubectl(['patch', resource, '-n', namespace, '--subresource=status', '--type=merge', '-p', patch]);
  }

  /** The folder of the cluster. */
  get folder(): string {
    return this.cluster.dir;
  }

  /** The file with which the cluster is reached. */
  get kubeconfig(): string {
    return this.cluster.kubeconfig;
  }

  /** Runs git in the repository. */
  git(...args: string[]): void {
    execFileSync('git', args, { cwd: this.repository, stdio: 'ignore' });
  }
}

/** What an app writes, file by file. */
function synthesized(build: (app: CrossingApp) => void): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'crossing-synthesized-'));
  try {
    const app = new CrossingApp({ outdir });
    build(app);
    app.synth();
    return textsOf(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The texts of all files below a directory. */
export function textsOf(directory: string): Record<string, string> {
  return Object.fromEntries(filesBelow(directory).map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
}

/** Paths of all files below a directory. */
export function filesBelow(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}

/** Asks again until the answer is the expected one, and fails with the last one. */
export async function eventually(seconds: number, check: () => void): Promise<void> {
  for (const end = Date.now() + seconds * 1000; ; ) {
    try {
      return check();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await setTimeout(500);
    }
  }
}

/** Conditions of a route for one parent, or of a Gateway. */
export function conditions(generation: number, all: Record<string, 'False' | 'True'>): object[] {
  return Object.entries(all).map(([type, status]) => ({
    type,
    status,
    reason: 'Test',
    message: `${type} is ${status}`,
    observedGeneration: generation,
    lastTransitionTime: '2026-01-01T00:00:00Z',
  }));
}
