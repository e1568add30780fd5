import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CrossingApp, TARGET_CONTEXT, type Target } from '../../../constructs';
import { GROUP } from '../../../gateway-api';
import { ApiServer, type Manifest } from '../api-server';
import { type Bundle, type Cluster, end, PATIENT, retried, shared, start, stop } from '../clusters';

const folder = join(shared, 'cluster/gitops');

/** The scripts that start an engine. */
export type Script = 'argo-cd' | 'flux';
/** Where the programs of the clusters are built. */
export const cache = process.env.CROSSING_ASSETS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'crossing-cluster');

/**
 * What the engines need; they are built by `argo-cd build` and `flux build` of
 * ../shared/cluster/gitops.
 */
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

/** The kinds that are read and written, and the version in which they are. */
const API_VERSIONS = {
  Application: 'argoproj.io/v1alpha1',
  ApplicationSet: 'argoproj.io/v1alpha1',
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  GRPCRoute: `${GROUP}/v1`,
  Gateway: `${GROUP}/v1`,
  GatewayClass: `${GROUP}/v1`,
  HTTPRoute: `${GROUP}/v1`,
  Kustomization: 'kustomize.toolkit.fluxcd.io/v1',
  ListenerSet: `${GROUP}/v1`,
  Namespace: 'v1',
  ReferenceGrant: `${GROUP}/v1beta1`,
  Secret: 'v1',
  Service: 'v1',
  TCPRoute: `${GROUP}/v1`,
  TLSRoute: `${GROUP}/v1`,
} as const;
export type LiveKind = keyof typeof API_VERSIONS;

/** How long an engine may take that shares a slow machine with others, in seconds. */
const PATIENCE = 400;

/** A cluster with Argo CD or Flux or both, which deliver what is committed to one repository. */
export class Engines {
  /** Starts a cluster with some engines. */
  static async start(bundle: Bundle, scripts: readonly Script[] = ['argo-cd', 'flux']): Promise<Engines> {
    const engines = new Engines(await start(bundle), scripts, await freePort());
    for (const script of scripts) {
      await engines.up(script);
    }
    return engines;
  }

  readonly server: ApiServer;

  /** The programs of Argo CD that the script leaves out. */
  private readonly more: ChildProcess[] = [];

  /** The repository, as each engine reads it. */
  readonly urls = { 'argo-cd': '', flux: '' };

  /** The repository that both read. */
  readonly repository = mkdtempSync(join(tmpdir(), 'crossing-gitops-'));

  private constructor(
    private readonly cluster: Cluster,
    private readonly scripts: readonly Script[],
    /** The port of the commit server, which the hydrator of Argo CD asks to commit. */
    private readonly commitServer: number,
  ) {
    this.server = new ApiServer(cluster);
    this.git('init', '-q', '-b', 'main');
    this.commit({ 'README.md': 'What is delivered.\n' });
  }

  private async up(script: Script): Promise<void> {
    const env = {
      ...PATIENT,
      KUBEBUILDER_ASSETS: join(cache, 'bin'),
      // Argo CD keeps an error of its repo-server to itself for three minutes; not here.
      ARGOCD_REPO_ERROR_GRACE_PERIOD_SECONDS: '5s',
      ARGOCD_HYDRATOR_ENABLED: 'true',
      ARGOCD_APPLICATION_CONTROLLER_COMMIT_SERVER: `127.0.0.1:${this.commitServer}`,
    };
    const args = ['up', join(this.cluster.dir, script), this.cluster.kubeconfig, this.repository];
    this.urls[script] = (await retried(() => run(join(folder, script), args, { env }))).trim();
  }

  /** Starts the ApplicationSet controller of Argo CD. */
  startApplicationSets(): void {
    const addresses = ['metrics', 'probe', 'webhook'].flatMap((what) => [`--${what}-addr`, '127.0.0.1:0']);
    const repoServer = ['--argocd-repo-server', this.repoServer, '--repo-server-plaintext'];
    this.startMore('applicationset-controller', ['--namespace', 'argocd', ...addresses, ...repoServer]);
  }

  /** Starts the server that commits for the hydrator of Argo CD. */
  startCommitServer(): void {
    const addresses = ['--address', '127.0.0.1', '--metrics-address', '127.0.0.1', '--metrics-port', '0'];
    this.startMore('commit-server', ['--port', String(this.commitServer), ...addresses]);
  }

  private startMore(program: string, args: readonly string[]): void {
    const env = {
      ...process.env,
      ARGOCD_BINARY_NAME: `argocd-${program}`,
      ARGOCD_FAKE_IN_CLUSTER: 'true',
      KUBECONFIG: this.cluster.kubeconfig,
    };
    this.more.push(spawn(argocd, args, { cwd: this.cluster.dir, env, stdio: 'ignore' }));
  }

  /** The address of the repo-server, which the script does not print. */
  private get repoServer(): string {
    const [, pid] = /^repo-server (\d+)/m.exec(readFileSync(join(this.cluster.dir, 'argo-cd/processes'), 'utf8')) ?? [];
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return `127.0.0.1:${args[args.indexOf('--port') + 1]}`;
  }

  /** Ends the engines and the cluster. */
  stop(): void {
    for (const child of this.more) {
      child.kill();
    }
    for (const script of this.scripts) {
      end(`gitops/${script}`, 'down', join(this.cluster.dir, script));
    }
    stop(this.cluster);
    rmSync(this.repository, { recursive: true });
  }

  /** Commits files; one without text is removed. Returns the id of the commit. */
  commit(files: Record<string, string | undefined>): string {
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
    return this.git('rev-parse', 'HEAD');
  }

  /** Whether a revision of the repository has a commit. */
  hasCommit(revision: string, commit: string): boolean {
    return this.git('merge-base', revision, commit) === commit;
  }

  /** Commits what an app writes, as the whole of a directory. Returns the id of the commit. */
  deliver(directory: string, build: (app: CrossingApp) => void, target: Partial<Target> = {}): string {
    const written = synthesized(build, target);
    const before = existsSync(join(this.repository, directory)) ? filesBelow(join(this.repository, directory)) : [];
    const stale = before.filter((file) => !(file in written)).map((file) => [`${directory}/${file}`, undefined]);
    const files = Object.entries(written).map(([file, text]) => [`${directory}/${file}`, text]);
    return this.commit(Object.fromEntries([...stale, ...files]));
  }

  /** Applies the file of a delivery by hand, as is done once. */
  async bootstrap(directory: string): Promise<void> {
    const files = filesBelow(join(this.repository, directory)).filter((file) => /-(argocd|flux)\//.test(file));
    for (const file of files) {
      await this.kubectl(['apply', '--server-side', '-f', join(this.repository, directory, file)]);
    }
  }

  /** Runs kubectl; the input is an object or a text. */
  kubectl(args: readonly string[], input?: unknown): Promise<string> {
    const text = input === undefined || typeof input === 'string' ? input : JSON.stringify(input);
    const env = { ...process.env, ...this.server.environment };
    return run(this.cluster.kubectl, args, { env }, text as string | undefined);
  }

  /** The version of a kind: before Gateway API 1.5, TLSRoute and TCPRoute are alpha. */
  private apiVersion(kind: LiveKind): string {
    const isAlpha = (kind === 'TLSRoute' || kind === 'TCPRoute') && this.cluster.bundle.endsWith('v1.3.0');
    return isAlpha ? `${GROUP}/v1alpha2` : API_VERSIONS[kind];
  }

  private manifest(kind: LiveKind, name: string, namespace: string | undefined): Manifest {
    return { apiVersion: this.apiVersion(kind), kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
  }

  /** What the cluster holds by a name, or nothing. */
  async get(kind: LiveKind, name: string, namespace?: string): Promise<Live> {
    const { status, body } = await this.server.get(this.manifest(kind, name, namespace));
    return status === 200 ? body : undefined;
  }

  /** All objects of some kinds. */
  async list(kinds: readonly LiveKind[]): Promise<Live[]> {
    const lists = await Promise.all(
      kinds.map(async (kind) => {
        const apiVersion = this.apiVersion(kind);
        const objects = await this.server.list(apiVersion, kind);
        return objects.map((object) => ({ ...object, apiVersion, kind }));
      }),
    );
    return lists.flat();
  }

  async application(name: string): Promise<{ sync: string; phase: string; health: string; message: string }> {
    const { status = {} } = (await this.get('Application', name, 'argocd')) ?? {};
    const { conditions = [], health, operationState, sourceHydrator, sync } = status;
    const messages = [operationState, sourceHydrator?.currentOperation, ...conditions].map((said) => said?.message);
    return {
      sync: sync?.status ?? 'none',
      phase: operationState?.phase ?? 'none',
      health: health?.status ?? 'none',
      message: messages.join('\n'),
    };
  }

  async kustomization(name: string): Promise<{ ready: string; reason: string; message: string }> {
    const object = await this.get('Kustomization', name, 'flux-system');
    const ready = object?.status?.conditions?.find(({ type }: Live) => type === 'Ready');
    return { ready: ready?.status ?? 'none', reason: ready?.reason ?? 'none', message: ready?.message ?? '' };
  }

  /**
   * Writes what controllers would, of which none is here: Gateways are programmed, routes accepted
   * by every parent, Deployments available.
   */
  async answerAll(kinds: readonly LiveKind[] = ['Gateway', 'HTTPRoute', 'Deployment']): Promise<void> {
    for (const { kind, metadata, spec } of await this.list(kinds)) {
      await this.writeStatus(kind, metadata.name, metadata.namespace, (generation) => {
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
  async writeStatus(kind: LiveKind, name: string, namespace: string, status: (generation: number) => object): Promise<void> {
    const object = await this.get(kind, name, namespace);
    if (object === undefined) {
      throw new Error(`${kind} ${namespace}/${name} is not there yet`);
    }
    await this.patch(kind, name, namespace, { status: status(object.metadata.generation) }, '/status');
  }

  /** Changes fields of an object, or of a part of it such as its status. */
  async patch(kind: LiveKind, name: string, namespace: string, patch: object, part = ''): Promise<void> {
    const path = await this.server.path(this.manifest(kind, name, namespace));
    const answer = await this.server.request('PATCH', `${path}${part}`, JSON.stringify(patch), 'application/merge-patch+json');
    if (answer.status !== 200) {
      throw new Error(`the patch of ${kind} ${namespace}/${name} was answered with ${answer.status}`);
    }
  }

  /** The folder of the cluster. */
  get folder(): string {
    return this.cluster.dir;
  }

  /** The file with which the cluster is reached. */
  get kubeconfig(): string {
    return this.cluster.kubeconfig;
  }

  /** Runs git in the repository, and gives what it prints. */
  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.repository, encoding: 'utf8' }).trim();
  }
}

/** What an app writes, file by file. */
function synthesized(build: (app: CrossingApp) => void, target: Partial<Target>): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'crossing-synthesized-'));
  try {
    const app = new CrossingApp({ outdir });
    app.node.setContext(TARGET_CONTEXT, { ...app.node.tryGetContext(TARGET_CONTEXT), ...target });
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
export async function eventually(check: () => unknown, seconds = PATIENCE): Promise<void> {
  for (const end = Date.now() + seconds * 1000; ; ) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await setTimeout(1000);
    }
  }
}

/** A port that nobody listens on, below those that outgoing connections take. */
async function freePort(): Promise<number> {
  const port = 10_000 + Math.floor(Math.random() * 22_000);
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return port;
  } catch {
    return freePort();
  } finally {
    server.close();
  }
}

/** Runs a program beside everything else, and gives what it prints. */
function run(program: string, args: readonly string[], options: { readonly env: NodeJS.ProcessEnv }, input?: string): Promise<string> {
  return new Promise((done, fail) => {
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) {
        done(stdout);
      } else {
        fail(new Error(`${program} ${args.join(' ')}: ${stderr}`));
      }
    });
    child.stdin?.end(input ?? '');
  });
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
