// Packs the tarball that is published from a directory with nothing else in it; its package.json
// has no scripts and no devDependencies.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const destination = resolve(process.argv[2] ?? root);
const staging = mkdtempSync(join(tmpdir(), 'crossing-pack-'));
try {
  const { scripts, devDependencies, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const file of manifest.files) {
    cpSync(join(root, file), join(staging, file), { recursive: true });
  }
  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  execFileSync('npm', ['pack', '--pack-destination', destination], { cwd: staging, stdio: 'inherit' });
} finally {
  rmSync(staging, { recursive: true });
}
