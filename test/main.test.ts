import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import 'cdk8s-crossing/jest';

const root = join(__dirname, '..');

test('dist/ is what main.ts writes, byte for byte, on every run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-main-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: root, env: { ...process.env, CDK8S_OUTDIR: folder } });
    const text = (directory: string) => readdirSync(directory).map((file) => [file, readFileSync(join(directory, file), 'utf8')]);
    expect(text(folder)).toEqual(text(join(root, 'dist')));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the walkthrough is these objects', () => {
  const objects = readdirSync(join(root, 'dist')).flatMap((file) => loadAll(readFileSync(join(root, 'dist', file), 'utf8')));
  const names = objects.map((object) => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string; namespace?: string } };
    return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
  });
  expect(names).toEqual([
    'Gateway kong/kong',
    'Namespace /test-destination',
    'ReferenceGrant test-destination/test-grant',
    'Service test-destination/echo',
    'Deployment test-destination/echo',
    'Namespace /test-source',
    'HTTPRoute test-source/echo',
  ]);
});

test('the walkthrough works beside what the platform runs, with nothing open that is not used', () => {
  const dist = readdirSync(join(root, 'dist')).map((file) => readFileSync(join(root, 'dist', file), 'utf8'));
  const context = readFileSync(join(root, 'context/kong.yaml'), 'utf8');
  expect(dist.join('---\n')).toHaveNoFindings({ failOn: 'note', context });
  expect(dist.join('---\n')).toPredict('HTTPRoute test-source/echo', { Accepted: true, ResolvedRefs: true }, { context });
});
