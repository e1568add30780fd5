import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cache, eventually } from './engines';

const crane = join(cache, 'bin/crane');

/** Whether the program is there that serves a registry; `.ci/run` builds it. */
export const hasRegistry = existsSync(crane);
if (!hasRegistry) {
  console.error(`the test of an OCI artifact is left out: ${crane} not there`);
}

/** A registry of OCI artifacts. */
export class Registry {
  static async start(): Promise<Registry> {
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    const registry = new Registry(address, spawn(crane, ['registry', 'serve', '--address', address], { stdio: 'ignore' }));
    await eventually(async () => expect((await fetch(`http://${address}/v2/`)).status).toBe(200));
    return registry;
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'crossing-registry-'));

  private constructor(
    private readonly address: string,
    private readonly process: ChildProcess,
  ) {}

  /** The URL of the artifact, as Flux reads it. */
  get url(): string {
    return `oci://${this.address}/crossing`;
  }

  /** Publishes a directory of a repository under the tag `latest`. */
  push(repository: string, directory: string): void {
    const layer = join(this.folder, 'layer.tar');
    execFileSync('tar', ['-cf', layer, '-C', repository, directory]);
    execFileSync(crane, ['append', '--oci-empty-base', '-f', layer, '-t', `${this.address}/crossing:latest`], { stdio: 'ignore' });
  }

  stop(): void {
    this.process.kill();
    rmSync(this.folder, { recursive: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server: Server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
