import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cache } from './engines';

const crane = join(cache, 'bin/crane');

/** Whether the program is there that serves a registry; `.ci/run` builds it. */
export const hasRegistry = existsSync(crane);
if (!hasRegistry) {
  console.error(`the tests of OCI artifacts are left out: ${crane} not there`);
}

/** A registry of OCI artifacts. */
export class Registry {
  static async start(): Promise<Registry> {
    const process = spawn(crane, ['registry', 'serve', '--address', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let port: string | undefined;
    for await (const line of createInterface(process.stderr)) {
      [, port] = /serving on port (\d+)/.exec(line) ?? [];
      if (port !== undefined) {
        break;
      }
    }
    if (port === undefined) {
      throw new Error(`${crane} ended before it served`);
    }
    // It logs every request, and stops once nobody reads that.
    process.stderr.resume();
    return new Registry(`127.0.0.1:${port}`, process);
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'crossing-registry-'));

  private constructor(
    private readonly address: string,
    private readonly process: ChildProcess,
  ) {}

  /** The URL of the artifact. */
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
