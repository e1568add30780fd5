import { readPositions } from '../../yaml/node-positions';
import { checkEachPullRequest } from './ci';
import type { Folder, Step } from './folder';
import { withDependency } from './manifest';
import { cdk8sYaml, crossingYaml, mainTs, PACKAGE, packageJson, validations } from './templates';

/** What this package says about itself. */
export interface Package {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const CDK8S = 'cdk8s.yaml';
const MANIFEST = 'package.json';

/**
 * What a folder needs for Crossing and does not have; a file that exists is only ever added to, or
 * left alone.
 */
export function plan(folder: Folder, clusters: readonly string[], own: Package): Step[] {
  const app = folder.empty || folder.read(CDK8S) !== undefined;
  return [
    ...(folder.empty ? newApp(folder, clusters, own) : []),
    ...settings(folder, clusters, app || folder.read(MANIFEST) !== undefined),
    ...(folder.empty || !app ? [] : [...plugin(folder, own), ...dependency(folder, own)]),
    ...(app ? ignored(folder) : []),
    ...checkEachPullRequest(folder, own.version, app),
  ];
}

function missing(folder: Folder, file: string, text: string): Step[] {
  return folder.read(file) === undefined ? [{ what: 'create', file, text }] : [];
}

function newApp(folder: Folder, clusters: readonly string[], { version, peerDependencies }: Package): Step[] {
  return [
    ...missing(folder, MANIFEST, packageJson(nameOf(folder.name), version, peerDependencies)),
    ...missing(folder, CDK8S, cdk8sYaml(version)),
    ...missing(folder, 'main.ts', mainTs(clusters)),
  ];
}

/** The name of a package may hold less than that of a directory. */
function nameOf(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '');
  return name === '' ? 'routes' : name;
}

function settings(folder: Folder, clusters: readonly string[], node: boolean): Step[] {
  const text = folder.read('crossing.yaml');
  if (text === undefined) {
    return [{ what: 'create', file: 'crossing.yaml', text: crossingYaml(clusters, node) }];
  }
  const { value } = readPositions(text);
  const known = Object.keys((value as { clusters?: object } | null | undefined)?.clusters ?? {});
  const added = clusters.filter((name) => !known.includes(name));
  return added.length === 0
    ? []
    : [{ what: 'add', file: 'crossing.yaml', text: `clusters:\n${added.map((name) => `  ${name}: {}\n`).join('')}` }];
}

/**
 * The plug-in goes to the end of a cdk8s.yaml in block style; in any other, somebody has to add it.
 */
function plugin(folder: Folder, { version }: Package): Step[] {
  const text = folder.read(CDK8S);
  if (text === undefined) {
    return [];
  }
  const { value, broken } = readPositions(text);
  if (text.includes('CrossingValidation') || broken !== undefined) {
    return [];
  }
  const lines = validations(version);
  const config = (value ?? {}) as { validations?: unknown };
  if (config.validations !== undefined) {
    return [{ what: 'add', file: CDK8S, key: 'validations', text: lines.slice(lines.indexOf('\n') + 1) }];
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const edited = `${text}${text === '' || text.endsWith('\n') ? '' : newline}${lines.replaceAll('\n', newline)}`;
  const after = readPositions(edited);
  const kept = JSON.stringify({ ...config, ...(readPositions(lines).value as object) }) === JSON.stringify(after.value);
  return [
    { what: kept && after.next === undefined ? 'edit' : 'add', file: CDK8S, text: kept && after.next === undefined ? edited : lines },
  ];
}

/** The plug-in is in the package, so the project has to install it. */
function dependency(folder: Folder, { version }: Package): Step[] {
  const text = folder.read(MANIFEST);
  if (text === undefined || text.includes(`"${PACKAGE}"`)) {
    return [];
  }
  const edited = withDependency(text, version);
  return edited === undefined
    ? [{ what: 'add', file: MANIFEST, text: `"dependencies": { "${PACKAGE}": "${version}" }\n` }]
    : [{ what: 'edit', file: MANIFEST, text: edited }];
}

/**
 * What the app writes is committed, so that a delivery finds it; what npm installs is not. If a
 * folder above ignores the output, its file is unchanged, and ours says otherwise.
 */
function ignored(folder: Folder): Step[] {
  const { output = 'dist' } = (readPositions(folder.read(CDK8S) ?? '').value ?? {}) as { output?: unknown };
  const directory = typeof output === 'string' ? output.replace(/^\.\//, '').replace(/\/$/, '') : '';
  const isOutput = (line: string) => directory !== '' && ignores(line.trim(), directory);
  const own = folder.read('.gitignore');
  const lines = (own ?? 'node_modules/\n').split('\n').filter((line) => !isOutput(line));
  const again = `!/${directory}/`;
  const above = folder.upwards.slice(1).some((up) => folder.read(`${up}.gitignore`)?.split('\n').some(isOutput));
  const edited = lines.join('\n');
  const text = above && !lines.some((line) => line.trim() === again) ? `${edited}${/[^\n]$/.test(edited) ? '\n' : ''}${again}\n` : edited;
  return text === own ? [] : [{ what: own === undefined ? 'create' : 'edit', file: '.gitignore', text }];
}

/** Whether a line of a .gitignore ignores a directory, or all that is in it. */
function ignores(line: string, directory: string): boolean {
  const pattern = line.replace(/^\*\*\//, '').replace(/\/(?:\*{1,2}\/?)?$/, '');
  const name = directory.slice(directory.lastIndexOf('/') + 1);
  return pattern === `/${directory}` || pattern === directory || pattern === name;
}
