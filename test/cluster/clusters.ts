import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The API servers' programs and the CRDs, which are no part of the project. */
export const shared = resolve(__dirname, '../../../shared');

export const bundles = [
  'standard-v1.3.0',
  'standard-v1.6.1',
  'standard-v1.7.0',
  'experimental-v1.3.0',
  'experimental-v1.6.1',
  'experimental-v1.7.0',
] as const;
export type Bundle = (typeof bundles)[number];

export interface Cluster {
  readonly bundle: Bundle;
  readonly dir: string;
  readonly kubeconfig: string;
  readonly kubectl: string;
}

/** How long whatever is started may take on a machine that others use, too, in seconds. */
export const PATIENT: NodeJS.ProcessEnv = { ...process.env, CROSSING_READY_SECONDS: '600' };

/** An API server with the CRDs of a bundle; it goes by itself when this process does. */
export async function start(bundle: Bundle): Promise<Cluster> {
  const bin = execFileSync(join(shared, 'cluster/assets'), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  const crds = join(shared, `gateway-api/crds/${bundle}.yaml`);
  return retried(async () => {
    const dir = mkdtempSync(join(tmpdir(), `crossing-${bundle}-`));
    const up = [dir, '--crds', crds, '--controllers', '--owner', String(process.pid)];
    const { stdout } = await promisify(execFile)(join(shared, 'cluster/up'), up, { env: { ...PATIENT, KUBEBUILDER_ASSETS: bin } });
    return { bundle, dir, kubeconfig: stdout.trim(), kubectl: join(bin, 'kubectl') };
  });
}

/** Starts something again that failed, as it does if another one has taken its port meanwhile. */
export async function retried<Result>(start: () => Promise<Result>, times = 2): Promise<Result> {
  try {
    return await start();
  } catch (error) {
    if (times === 0) {
      throw error;
    }
    return retried(start, times - 1);
  }
}

/** Ends what a script has started; the script gives up on what a busy machine does not end soon. */
export function end(script: string, ...args: readonly string[]): void {
  for (let tries = 20; ; tries--) {
    try {
      execFileSync(join(shared, 'cluster', script), args, { stdio: 'ignore' });
      return;
    } catch (error) {
      if (tries === 0) {
        throw error;
      }
    }
  }
}

export function stop({ dir }: Cluster): void {
  end('down', dir);
  rmSync(dir, { recursive: true, force: true });
}

const variable = 'CROSSING_TEST_CLUSTERS';

/** The environment is what jest hands from its global setup to the workers. */
export function share(clusters: readonly Cluster[]): void {
  process.env[variable] = JSON.stringify(clusters);
}

/** The clusters that stand for the whole run. */
export function clusters(): Cluster[] {
  return JSON.parse(process.env[variable] ?? '[]');
}
