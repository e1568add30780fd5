import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { load } from 'js-yaml';
import { type Bundle, type Cluster, clusters } from './clusters';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server answers
  readonly body: any;
}

interface ApplyOptions {
  readonly text?: string;
  readonly fieldManager?: string;
  readonly fieldValidation?: 'Ignore';
  readonly force?: 'true';
  readonly dryRun?: 'All';
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

interface Kubeconfig {
  readonly clusters: readonly [{ cluster: { server: string; 'certificate-authority-data': string } }];
  readonly users: readonly [{ user: { token: string } }];
}

/** An API server with the CRDs of a bundle, and the few ways of talking to it that tests need. */
export class ApiServer {
  private readonly config: Kubeconfig;
  private readonly resources = new Map<string, Resource[]>();

  constructor(private readonly cluster: Cluster) {
    this.config = load(readFileSync(cluster.kubeconfig, 'utf8')) as Kubeconfig;
  }

  /** The server of a bundle that stands for the whole run. */
  static of(bundle: Bundle): ApiServer {
    const cluster = clusters().find((candidate) => candidate.bundle === bundle);
    if (cluster === undefined) {
      throw new Error(`no API server was started for ${bundle}`);
    }
    return new ApiServer(cluster);
  }

  /** Sends a request, and again if a busy server hangs up; what tests send may arrive twice. */
  async request(method: string, path: string, body?: string, contentType = 'application/json'): Promise<Answer> {
    for (let tries = 10; ; tries--) {
      try {
        return await this.send(method, path, body, contentType);
      } catch (error) {
        if (tries === 0) {
          throw error;
        }
        await setTimeout(1000);
      }
    }
  }

  private send(method: string, path: string, body: string | undefined, contentType: string): Promise<Answer> {
    const { server, 'certificate-authority-data': ca } = this.config.clusters[0].cluster;
    const headers = { authorization: `Bearer ${this.config.users[0].user.token}`, 'content-type': contentType };
    return new Promise((resolve, reject) => {
      const sent = request(`${server}${path}`, { method, headers, ca: Buffer.from(ca, 'base64') }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString()) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /**
   * The URL path of an object; undefined where the server does not serve its kind in that version.
   */
  async path({ apiVersion, kind, metadata }: Manifest): Promise<string | undefined> {
    const root = rootOf(apiVersion);
    const resource = await this.resource(root, kind);
    if (resource === undefined) {
      return undefined;
    }
    return [
      root,
      ...(resource.namespaced ? ['namespaces', metadata.namespace] : []),
      resource.name,
      encodeURIComponent(metadata.name),
    ].join('/');
  }

  /** All objects of a kind; none where the server does not serve it in that version. */
  // biome-ignore lint/suspicious/noExplicitAny: objects of many kinds
  async list(apiVersion: string, kind: string): Promise<any[]> {
    const root = rootOf(apiVersion);
    const resource = await this.resource(root, kind);
    return resource === undefined ? [] : (await this.request('GET', `${root}/${resource.name}`)).body.items;
  }

  private async resource(root: string, kind: string): Promise<Resource | undefined> {
    const known: Resource[] = this.resources.get(root) ?? (await this.request('GET', root)).body.resources ?? [];
    // What is not served yet may be served soon.
    if (known.length > 0) {
      this.resources.set(root, known);
    }
    return known.find((candidate) => candidate.kind === kind && !candidate.name.includes('/'));
  }

  /**
   * Server-side apply over plain HTTP, with unknown and duplicate fields refused; `text` may be
   * YAML that says the same.
   */
  async apply(manifest: Manifest, { text = JSON.stringify(manifest), ...more }: ApplyOptions = {}): Promise<Answer> {
    const path = await this.path(manifest);
    if (path === undefined) {
      throw new Error(`${this.cluster.bundle} does not serve ${manifest.kind} in ${manifest.apiVersion}`);
    }
    const query = new URLSearchParams({ fieldManager: 'crossing', fieldValidation: 'Strict', ...more });
    return this.request('PATCH', `${path}?${query}`, text, 'application/apply-patch+yaml');
  }

  /** A strict creation that is not carried out. */
  async create(manifest: Manifest): Promise<Answer> {
    const path = await this.path(manifest);
    if (path === undefined) {
      throw new Error(`${this.cluster.bundle} does not serve ${manifest.kind} in ${manifest.apiVersion}`);
    }
    const collection = path.slice(0, path.lastIndexOf('/'));
    return this.request('POST', `${collection}?dryRun=All&fieldValidation=Strict&fieldManager=crossing`, JSON.stringify(manifest));
  }

  async get(manifest: Manifest): Promise<Answer> {
    return this.request('GET', (await this.path(manifest)) ?? '/nowhere');
  }

  /** A fresh namespace, so that tests never meet. */
  async namespace(): Promise<string> {
    const name = `test-${randomBytes(4).toString('hex')}`;
    const { status } = await this.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    if (status !== 201) {
      throw new Error(`Namespace ${name} was answered with ${status}`);
    }
    return name;
  }

  /** How others reach the server. */
  get access(): { readonly server: string; readonly token: string; readonly caData: string } {
    const { server, 'certificate-authority-data': caData } = this.config.clusters[0].cluster;
    return { server, token: this.config.users[0].user.token, caData };
  }

  /** What kubectl has to find in the environment. */
  get environment(): { readonly KUBECONFIG: string; readonly KUBECACHEDIR: string; readonly PATH: string } {
    const { dir, kubeconfig, kubectl } = this.cluster;
    return { KUBECONFIG: kubeconfig, KUBECACHEDIR: join(dir, 'kubectl-cache'), PATH: `${dirname(kubectl)}:${process.env.PATH}` };
  }

  kubectl(args: readonly string[], input?: string, cwd?: string): { status: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, ...this.environment };
    return spawnSync(this.cluster.kubectl, args, {
      encoding: 'utf8',
      env,
      ...(input !== undefined && { input }),
      ...(cwd !== undefined && { cwd }),
    });
  }
}

/** What a server says, which is no JSON if it does not serve a group, or is overloaded. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
