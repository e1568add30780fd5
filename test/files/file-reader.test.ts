import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileReader, UnreadableFile } from '../../files/file-reader';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-files-')));
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in/a'), 'inside');
  writeFileSync(join(folder, 'out'), 'outside');
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string, bounds = {}, reader = new FileReader()) => {
  const bytes = reader.read(join(folder, path), path, bounds);
  return bytes && Buffer.from(bytes).toString();
};

test('a regular file is read, and what is not there is nothing', () => {
  symlinkSync('nowhere', join(folder, 'dangling'));
  expect([read('in/a'), read('in/b'), read('in/a/b'), read('dangling')]).toEqual(['inside', undefined, undefined, undefined]);
});

test('a link inside its bounds is followed', () => {
  symlinkSync('a', join(folder, 'in/link'));
  expect(read('in/link', { inside: join(folder, 'in') })).toBe('inside');
});

test('fails if a file lies outside of its bounds, by a link, a directory or a path', () => {
  symlinkSync('../out', join(folder, 'in/link'));
  symlinkSync('..', join(folder, 'in/up'));
  for (const path of ['in/link', 'in/up/out', 'in/../out']) {
    expect(() => read(path, { inside: join(folder, 'in') })).toThrow(
      `${path}: leads out of the repository; name the file on the command line, or copy it into the repository`,
    );
  }
});

test('fails at once if it is no regular file', () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync('pipe', join(folder, 'to-pipe'));
  symlinkSync('/dev/zero', join(folder, 'to-zero'));
  for (const path of ['pipe', 'to-pipe', 'to-zero']) {
    expect(() => read(path)).toThrow(`${path}: is not a regular file; replace it by one`);
  }
  expect(() => read('in')).toThrow('in: is a directory; expected a file');
});

test('a device that somebody named is read until the run has read enough', () => {
  symlinkSync('/dev/zero', join(folder, 'zero'));
  expect(() => read('zero', { named: true })).toThrow('zero: more than the 256 MB that one run reads; check fewer or smaller files');
});

test('fails if all files of a run together are larger than it reads, or one is larger than it may be', () => {
  const reader = new FileReader(10);
  expect(read('in/a', {}, reader)).toBe('inside');
  expect(() => read('out', {}, reader)).toThrow(UnreadableFile);
  expect(() => new FileReader(10).count(11, 'stdin')).toThrow('stdin: more than the');
  expect(() => read('out', { atMost: 3 })).toThrow(/^out: is larger than the \S+ MB that are read of it; make it smaller$/);
});
