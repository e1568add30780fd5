import { basename, dirname, join, relative, sep } from 'node:path';
import { clusterOutputs } from '../../settings/clusters';
import { type Config, configFor } from '../../settings/config';
import type { TeamConfig } from '../../settings/teams';
import { CommandError } from '../exit-code';
import { isLink, kindOf, readText } from '../io';
import type { Change } from './output';

/** Where the services look for the file, in the order in which GitHub and GitLab do. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS'];

const BEGIN = '# crossing: written by crossing synth; change teams in crossing.yaml instead';
const END = '# crossing: end';

/**
 * What `crossing synth` has to change in CODEOWNERS, so that each team approves what is written into its directory.
 *
 * @param output the directory that the app writes
 * @returns nothing if no team has reviewers and no block is there, or if the block is right
 * @throws if the file is a symbolic link, or has the beginning of a block without its end
 */
export function codeownersChange(output: string, cwd: string): Change[] {
  const config = configFor(cwd);
  const root = repositoryRoot(cwd, config);
  const file = config?.codeowners ?? join(root, placeIn(root));
  if (isLink(file)) {
    throw new CommandError(
      `${relative(cwd, file)} is a symbolic link: crossing synth writes files only; name the file itself as codeowners`,
    );
  }
  const before = readText(file);
  const directory = relative(root, output).split(sep).join('/');
  const directories = [directory, ...clusterOutputs(config, cwd).map((it) => `${directory}/${it.directory}`)];
  const isGitLab = basename(dirname(file)) === '.gitlab' || isThere(join(root, '.gitlab-ci.yml'));
  const after = withBlock(before ?? '', block(config?.teams ?? [], directories, isGitLab), relative(cwd, file));
  return after === (before ?? '') ? [] : [{ file: relative(output, file).split(sep).join('/'), before, after }];
}

/** The lines of the block; none if nobody reviews. */
function block(teams: readonly TeamConfig[], directories: readonly string[], isGitLab: boolean): string[] {
  const lines = teams
    .filter(({ reviewers }) => reviewers.length > 0)
    .flatMap(({ name, reviewers }) => directories.map((directory) => `/${escaped(`${directory}/${name}`)}/ ${reviewers.join(' ')}`))
    .sort();
  // A section of GitLab asks for its own approval, whatever other sections say of the same files.
  return lines.length === 0 ? [] : [BEGIN, ...(isGitLab ? ['[crossing]'] : []), ...lines, END];
}

/** A text with the block at its end, where no later line overrides it. */
function withBlock(text: string, lines: readonly string[], shown: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const all = text.split(newline);
  const begin = all.indexOf(BEGIN);
  const end = all.indexOf(END, begin);
  if (begin >= 0 && end < 0) {
    throw new CommandError(`${shown}:${begin + 1}: the block of crossing has no end; add the line "${END}", or remove the block`);
  }
  if (begin < 0 && lines.length === 0) {
    return text;
  }
  const others = (begin < 0 ? all : [...all.slice(0, begin), ...all.slice(end + 1)]).join(newline).trimEnd();
  const parts = [others, lines.join(newline)].filter((part) => part !== '');
  return parts.map((part) => part + newline).join(newline);
}

function isThere(path: string): boolean {
  return kindOf(path) !== undefined;
}

function escaped(path: string): string {
  return path.replace(/[\\ #]/g, '\\$&');
}

function placeIn(root: string): string {
  const found = PLACES.find((place) => isThere(join(root, place)));
  return found ?? (isThere(join(root, '.gitlab-ci.yml')) ? '.gitlab/CODEOWNERS' : '.github/CODEOWNERS');
}

/** The nearest directory at or above with a `.git`, else the one of crossing.yaml, else the working directory. */
function repositoryRoot(cwd: string, config: Config | undefined): string {
  for (let at = cwd; ; at = dirname(at)) {
    if (isThere(join(at, '.git'))) {
      return at;
    }
    if (at === dirname(at)) {
      return config === undefined ? cwd : dirname(join(cwd, config.file));
    }
  }
}
