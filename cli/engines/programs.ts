import { delimiter, isAbsolute, join } from 'node:path';
import { contains, realPath } from '../../files/file-reader';
import { CommandError } from '../exit-code';
import { isExecutable, runProgram } from '../io';

/** A program that renders, with the name and version that it gives itself. */
export interface Program {
  readonly path: string;
  /** `kustomize 5.7.1`, `kubectl kustomize 5.5.0`, `helm 3.19.0` */
  readonly name: string;
  readonly arguments: readonly string[];
}

/** What a command line says of a program: its path, `off`, or nothing. */
export type Choice = string | undefined;

/** The oldest versions that the tests cover. */
const OLDEST = { kustomize: '5.0.0', helm: '3.14.0' } as const;
/** How long a program may take to give its version. */
const VERSION_MS = 10_000;

interface Candidate {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly version: readonly string[];
  /** The version in what it answers. */
  readonly found: RegExp;
  readonly name: string;
  readonly oldest: string;
}

const KUSTOMIZE: readonly Candidate[] = [
  {
    program: 'kustomize',
    arguments: ['build'],
    version: ['version'],
    found: /v(\d+\.\d+\.\d+)|\((devel)\)/,
    name: 'kustomize',
    oldest: OLDEST.kustomize,
  },
  {
    program: 'kubectl',
    arguments: ['kustomize'],
    version: ['version', '--client'],
    found: /Kustomize Version: v(\d+\.\d+\.\d+)/,
    name: 'kubectl kustomize',
    oldest: OLDEST.kustomize,
  },
];
const HELM: readonly Candidate[] = [
  {
    program: 'helm',
    arguments: ['template'],
    version: ['version', '--short'],
    found: /v(\d+\.\d+\.\d+)/,
    name: 'helm',
    oldest: OLDEST.helm,
  },
];

/** Where programs are looked for. */
export interface SearchPath {
  readonly env: NodeJS.ProcessEnv;
  /** The repository that is judged: nothing in it is run. */
  readonly repository: string;
}

/** What builds kustomizations, `kustomize` rather than `kubectl`, if either is found. */
export function findKustomize(choice: Choice, search: SearchPath): Promise<Program | undefined> {
  return find(KUSTOMIZE, choice, '--kustomize', search);
}

/** The program that renders charts. */
export function findHelm(choice: Choice, search: SearchPath): Promise<Program | undefined> {
  return find(HELM, choice, '--helm', search);
}

async function find(candidates: readonly Candidate[], choice: Choice, option: string, search: SearchPath): Promise<Program | undefined> {
  if (choice === 'off') {
    return undefined;
  }
  if (choice !== undefined) {
    if (!isAbsolute(choice) || !isExecutable(choice)) {
      throw new CommandError(`${option} ${choice}: expected the absolute path of a program, or off`);
    }
    for (const candidate of candidates) {
      const program = await versionOf(choice, candidate);
      if (program !== undefined) {
        return program;
      }
    }
    throw new CommandError(
      `${option} ${choice}: expected ${candidates.map(({ name, oldest }) => `${name} ${oldest} or newer`).join(', or ')}`,
    );
  }
  for (const candidate of candidates) {
    for (const path of pathsOf(candidate.program, search)) {
      const program = await versionOf(path, candidate);
      if (program !== undefined) {
        return program;
      }
    }
  }
  return undefined;
}

/** Absolute entries of PATH alone, so that the tree that is judged cannot bring its own program. */
function pathsOf(program: string, { env, repository }: SearchPath): string[] {
  const inside = realPath(repository) ?? repository;
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => isAbsolute(directory))
    .map((directory) => join(directory, program))
    .filter((path) => isExecutable(path) && !contains(inside, realPath(path) ?? path));
}

async function versionOf(path: string, { version, found, name, oldest, arguments: own }: Candidate): Promise<Program | undefined> {
  const { out, err } = await runProgram(path, version, { cwd: '/', env: {}, deadline: VERSION_MS, atMost: 64 * 1024 });
  // What somebody builds from the sources does not know its version.
  const [, number, unnumbered] = found.exec(out) ?? found.exec(err) ?? [];
  if (unnumbered === undefined && (number === undefined || isOlder(number, oldest))) {
    return undefined;
  }
  return { path, name: `${name} ${number ?? 'of an unknown version'}`, arguments: own };
}

function isOlder(version: string, than: string): boolean {
  const left = version.split('.').map(Number);
  const right = than.split('.').map(Number);
  for (const [index, number] of left.entries()) {
    if (number !== right[index]) {
      return number < (right[index] ?? 0);
    }
  }
  return false;
}
