import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import manifest from '../../package.json';
import reference from '../../scripts/api-reference/package.json';
import { read, root, tracked } from './tracked';

const pages = tracked('*.md');
const texts = tracked().filter((path) => !/\.(png|svg|ico)$/.test(path));

test.each(tracked('package-lock.json', '**/package-lock.json'))('%s names no registry', (path) => {
  expect(read(path)).not.toMatch(/https?:\/\/[^"]*\.tgz|"resolved"/);
});

test('dependencies are pinned exactly, peers by range', () => {
  const exact = { ...manifest.dependencies, ...manifest.devDependencies, ...reference.devDependencies };
  expect(Object.entries(exact).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  expect(Object.keys(manifest.peerDependencies)).toEqual(['cdk8s', 'constructs']);
});

test('what is bundled is no dependency, so that a fix of a dependency reaches the command', () => {
  const bundled = [...read('lib/cli/LICENSES').matchAll(/^lib\/cli holds (\S+), under/gm)].map(([, name]) => name);
  expect(bundled).toEqual(['commander', 'graceful-fs', 'proper-lockfile', 'retry', 'signal-exit']);
  expect(Object.keys(manifest.dependencies).filter((name) => bundled.includes(name))).toEqual([]);
});

test('no file holds a path of one machine, or work left for later', () => {
  const found = texts.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) =>
        /(^|[^\w.])\/(work|root)\/\w|\b(TO[D]O|FIX[M]E|X[X]X)\b/.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
  expect(found).toEqual([]);
});

test.each(pages)('every file that %s links to or names is there', (page) => {
  const text = read(page);
  const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path = '']) => join(dirname(page), path));
  const folders = 'analyzer|bench|cli|constructs|context|dist|docs|files|gateway-api|imports|jest|scripts|settings|targets|test|\\.ci';
  const prose = text.replace(/^ *```[\s\S]*?^ *```$/gm, '');
  const named = [...prose.matchAll(new RegExp(`\`((?:${folders})/[\\w./-]*)\``, 'g'))].map(([, path = '']) => path);
  expect([...linked, ...named].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the changelog opens with what is coming or with the version of the package', () => {
  expect(read('CHANGELOG.md').match(/^## \[?([^\]\s]+)/m)?.[1]).toMatch(new RegExp(`^(Unreleased|${manifest.version})$`));
});

test('every published file stands under the licence that the package names', () => {
  expect(read('LICENSE')).toMatch(/Apache License\s+Version 2\.0/);
  expect(manifest.license).toBe('Apache-2.0');
});

test('no code is unused, also where the repository stands alone', () => {
  const alone = mkdtempSync(join(tmpdir(), 'crossing-alone-'));
  try {
    for (const path of tracked()) {
      cpSync(join(root, path), join(alone, path));
    }
    symlinkSync(join(root, 'node_modules'), join(alone, 'node_modules'));
    const { status, stdout } = spawnSync(process.execPath, ['node_modules/knip/bin/knip.js', '--no-progress'], {
      cwd: alone,
      encoding: 'utf8',
    });
    expect([stdout, status]).toEqual(['', 0]);
  } finally {
    rmSync(alone, { recursive: true, force: true });
  }
});

test('what is committed in dist/ is what main.ts writes', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['lib/cli/main.js', 'synth', '--check'], { cwd: root, encoding: 'utf8' });
  expect([status, `${stdout}${stderr}`]).toEqual([0, expect.any(String)]);
});
