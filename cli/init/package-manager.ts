import type { Folder } from './folder';

/** What installs the packages of a project, and how it runs the command of one. */
export interface PackageManager {
  /** What a person installs with. */
  readonly install: string;
  /** What installs exactly what is locked, line by line. */
  readonly ci: readonly string[];
  /** What comes before the name of a command. */
  readonly exec: string;
}

const NPM: PackageManager = { install: 'npm install', ci: ['npm ci'], exec: 'npx' };
const PNPM: PackageManager = {
  install: 'pnpm install',
  ci: ['corepack enable', 'pnpm install --frozen-lockfile'],
  exec: 'pnpm exec',
};
const YARN: PackageManager = { install: 'yarn install', ci: ['corepack enable', 'yarn install --immutable'], exec: 'yarn run' };
const YARN_1: PackageManager = { ...YARN, ci: ['corepack enable', 'yarn install --frozen-lockfile'] };
const BUN: PackageManager = { install: 'bun install', ci: ['npx --yes bun install --frozen-lockfile'], exec: 'npx' };

/** Lock files, each with what writes it. */
const LOCKS: readonly (readonly [string, (text: string) => PackageManager])[] = [
  ['package-lock.json', () => NPM],
  ['pnpm-lock.yaml', () => PNPM],
  ['yarn.lock', (text) => (text.includes('yarn lockfile v1') ? YARN_1 : YARN)],
  ['bun.lock', () => BUN],
  ['bun.lockb', () => BUN],
];

/**
 * The package manager whose lock file is the nearest, in the folder or above it in the repository.
 */
export function packageManagerOf(folder: Folder): PackageManager {
  for (const directory of folder.upwards) {
    for (const [file, of] of LOCKS) {
      const text = folder.read(directory + file);
      if (text !== undefined) {
        return of(text);
      }
    }
  }
  return NPM;
}
