import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundles, setClusters, shared } from './clusters';

/** One API server for each bundle of CRDs, for the whole run; each goes by itself when this process does. */
export default async function start(): Promise<void> {
  const bin = execFileSync(join(shared, 'cluster/assets'), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  const started = bundles.map(async (bundle) => {
    const dir = mkdtempSync(join(tmpdir(), `crossing-${bundle}-`));
    const crds = join(shared, `gateway-api/crds/${bundle}.yaml`);
    const { stdout } = await promisify(execFile)(
      join(shared, 'cluster/up'),
      [dir, '--crds', crds, '--controllers', '--owner', String(process.pid)],
      { env: { ...process.env, KUBEBUILDER_ASSETS: bin } },
    );
    return [bundle, { dir, kubeconfig: stdout.trim(), kubectl: join(bin, 'kubectl') }] as const;
  });
  setClusters(await Promise.all(started));
}
