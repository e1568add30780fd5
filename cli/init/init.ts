import { basename, join, relative, resolve, sep } from 'node:path';
import { CommandError } from '../exit-code';
import { createFile, entriesOf, type Io, isLink, kindOf, packageFile, readText, replaceFile, repositoryRoot } from '../io';
import type { Folder, Step } from './folder';
import { packageManagerOf } from './package-manager';
import { type Package, plan } from './plan';

/** The options of `crossing init`. */
export interface InitOptions {
  readonly cluster?: readonly string[];
  readonly dryRun?: boolean;
}

/** What a repository may have before anything is in it. */
const NEW = /^(?:\.git|\.github|\.gitignore|\.gitattributes|\.editorconfig|readme(?:\..*)?|licen[cs]e(?:\..*)?|crossing\.yaml)$/i;
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Writes what a folder needs for Crossing and does not have, and prints the name of each file. */
export function init({ cluster = [], dryRun = false }: InitOptions, io: Io): void {
  for (const name of cluster) {
    if (!LABEL.test(name)) {
      throw new CommandError(`--cluster is ${JSON.stringify(name)}: expected 1 to 63 of a-z, 0-9 and "-", not starting or ending with "-"`);
    }
  }
  const own: Package = JSON.parse(packageFile('package.json') ?? '{}');
  const folder = folderAt(resolve(io.cwd));
  const steps = plan(folder, cluster, own);
  for (const step of steps) {
    if (!dryRun) {
      carryOut(step, io.cwd);
    }
    io.out(line(step, dryRun));
  }
  if (steps.length === 0) {
    io.out('nothing to do: all files are there\n');
  } else if (steps.some(({ file }) => file === 'package.json')) {
    const { install, exec } = packageManagerOf(folder);
    io.out(`next: ${install}, then ${exec} crossing synth\n`);
  }
}

function folderAt(path: string): Folder {
  const root = repositoryRoot(path) ?? path;
  const below = relative(root, path).split(sep).join('/');
  return {
    name: basename(path),
    below,
    upwards: [
      '',
      ...below
        .split('/')
        .filter(Boolean)
        .map((_, index) => '../'.repeat(index + 1)),
    ],
    read: (file) => {
      const full = join(path, file);
      return kindOf(full) === undefined && !isLink(full) ? undefined : (readText(full) ?? '');
    },
    list: (directory) =>
      kindOf(join(path, directory)) === 'directory'
        ? entriesOf(join(path, directory)).flatMap(({ name, what }) => (what === 'file' ? name : []))
        : [],
    empty: entriesOf(path).every(({ name }) => NEW.test(name)),
  };
}

function carryOut(step: Step, cwd: string): void {
  const path = join(cwd, step.file);
  if (step.what === 'create') {
    createFile(path, step.text);
  }
  if (step.what === 'edit') {
    if (isLink(path)) {
      throw new CommandError(`${step.file} is a symbolic link; edit the file that it leads to`);
    }
    replaceFile(path, step.text);
  }
}

function line({ what, file, key, text }: Step, dryRun: boolean): string {
  if (what === 'add') {
    return `${file} is left alone; add to ${key ?? 'it'}:\n${text.replace(/^(?=.)/gm, '  ')}`;
  }
  const done = { create: 'created', edit: 'edited' }[what];
  return `${file} ${dryRun ? `would be ${done}` : done}\n`;
}
