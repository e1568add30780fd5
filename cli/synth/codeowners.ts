import { basename, dirname, join, relative, sep } from 'node:path';
import { valueAt } from '../../analyzer/model/path';
import { clusterOutputs } from '../../settings/clusters';
import { type Config, configFor } from '../../settings/config';
import type { TeamConfig } from '../../settings/teams';
import { parse } from '../../yaml/parse';
import { CommandError } from '../exit-code';
import { entriesOf, isLink, kindOf, readText } from '../io';
import type { Change } from './output';

/** Where the services look for the file, in the order in which GitHub and GitLab do. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS'];

/** Where the app puts overlays, and the file in each that says which Gateway it patches. */
const OVERLAYS = 'overlays';
const OVERLAY_GATEWAY = 'gateway.k8s.yaml';

const BEGIN = '# crossing: written by crossing synth; change teams in crossing.yaml instead';
const END = '# crossing: end';

/**
 * What `crossing synth` has to change in CODEOWNERS, so that each team approves what is written
 * into its directory.
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
  const lines = directories.flatMap((it) => [...teamLines(it, config?.teams ?? []), ...overlayLines(it, root, config?.teams ?? [])]);
  const after = withBlock(before ?? '', block(lines, isGitLab), relative(cwd, file));
  return after === (before ?? '') ? [] : [{ file: relative(output, file).split(sep).join('/'), before, after }];
}

/** Each team approves what is written into its directory. */
function teamLines(directory: string, teams: readonly TeamConfig[]): string[] {
  return teams
    .filter(({ reviewers }) => reviewers.length > 0)
    .map(({ name, reviewers }) => `/${escaped(`${directory}/${name}`)}/ ${reviewers.join(' ')}`);
}

/**
 * The team of a Gateway approves the overlay that patches it, which lies in the directory of no
 * team.
 */
function overlayLines(directory: string, root: string, teams: readonly TeamConfig[]): string[] {
  const overlays = `${directory}/${OVERLAYS}`;
  return (isThere(join(root, overlays)) ? entriesOf(join(root, overlays)) : []).flatMap(({ name }) => {
    const parsed = parse(readText(join(root, overlays, name, OVERLAY_GATEWAY)) ?? '');
    const namespace = 'value' in parsed ? valueAt(parsed.value, ['metadata', 'namespace']) : undefined;
    const reviewers = teams.find(({ namespaces }) => namespaces.some((owned) => owned === namespace))?.reviewers ?? [];
    return reviewers.length === 0 ? [] : [`/${escaped(`${overlays}/${name}`)}/ ${reviewers.join(' ')}`];
  });
}

/** The lines of the block; none if nobody reviews. */
function block(lines: readonly string[], isGitLab: boolean): string[] {
  // A section of GitLab asks for its own approval, whatever other sections say of the same files.
  return lines.length === 0 ? [] : [BEGIN, ...(isGitLab ? ['[crossing]'] : []), ...[...lines].sort(), END];
}

/**
 * A warning for directories that nobody has to approve although teams have reviewers.
 *
 * @param files what is written, below the output
 * @param shown a path below the output, as it is shown
 */
export function unreviewed(files: Iterable<string>, shown: (file: string) => string, cwd: string): string {
  const config = configFor(cwd);
  const teams = config?.teams ?? [];
  const clusters = clusterOutputs(config, cwd).map(({ directory }) => directory);
  const reviewed = new Set(teams.filter(({ reviewers }) => reviewers.length > 0).map(({ name }) => name));
  const directories = [...new Set([...files].map((file) => dirname(file)))].filter((directory) => {
    const isOfTeam = directory !== '.' && !clusters.includes(directory) && !directory.split('/').includes(OVERLAYS);
    return isOfTeam && !reviewed.has(basename(directory));
  });
  return directories.length === 0 || reviewed.size === 0
    ? ''
    : `warning: ${directories.map(shown).join(', ')}: no reviewers, while teams of crossing.yaml have some; add them to the team of that name, or nobody has to approve what changes there\n`;
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

/**
 * The nearest directory at or above with a `.git`, else the one of crossing.yaml, else the working
 * directory.
 */
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
