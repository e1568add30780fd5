// Builds lib/ from a clean slate, so that a file that was deleted is not published.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';

const root = new URL('..', import.meta.url);
rmSync(new URL('lib', root), { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
chmodSync(new URL('lib/cli/main.js', root), 0o755);
