// Builds lib/ from a clean slate, so that a file that was deleted is not published.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = new URL('..', import.meta.url);
rmSync(new URL('lib', root), { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
// What people start is one file each: node takes longer to find and read hundreds than they take for what they do.
for (const entry of ['cli/main', 'constructs/index']) {
  buildSync({
    absWorkingDir: fileURLToPath(root),
    entryPoints: [`${entry}.ts`],
    outfile: `lib/${entry}.js`,
    allowOverwrite: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
  });
}
chmodSync(new URL('lib/cli/main.js', root), 0o755);
