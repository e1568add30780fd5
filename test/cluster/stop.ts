import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { clusters, shared } from './clusters';

export default function stop(): void {
  for (const { dir } of Object.values(clusters())) {
    execFileSync(join(shared, 'cluster/down'), [dir]);
    rmSync(dir, { recursive: true, force: true });
  }
}
