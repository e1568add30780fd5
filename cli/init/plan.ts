import { basename } from 'node:path';
import { readPositions } from '../../yaml/node-positions';
import { cdk8sYaml, crossingYaml, mainTs, PACKAGE, packageJson, validations, withDependency, workflow } from './templates';

/** What lies in a folder. */
export interface Folder {
  readonly path: string;
  /** The text of a file; undefined if there is none. */
  read(file: string): string | undefined;
  /** Whether nothing lies in it besides what a new repository has. */
  readonly empty: boolean;
}

/** What this package says about itself. */
export interface Package {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** A file to write, or lines that somebody has to add to one. */
export type Step =
  | { readonly what: 'create' | 'edit'; readonly file: string; readonly text: string }
  | { readonly what: 'add'; readonly file: string; readonly text: string };

const WORKFLOW = '.github/workflows/crossing.yaml';
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
    ...missing(folder, WORKFLOW, workflow(own.version, app)),
  ];
}

function missing(folder: Folder, file: string, text: string): Step[] {
  return folder.read(file) === undefined ? [{ what: 'create', file, text }] : [];
}

function newApp(folder: Folder, clusters: readonly string[], { version, peerDependencies }: Package): Step[] {
  return [
    ...missing(folder, MANIFEST, packageJson(nameOf(folder.path), version, peerDependencies)),
    ...missing(folder, CDK8S, cdk8sYaml(version)),
    ...missing(folder, 'main.ts', mainTs(clusters)),
  ];
}

/** The name of a package may hold less than that of a directory. */
function nameOf(path: string): string {
  const name = basename(path)
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
    return [{ what: 'add', file: CDK8S, text: lines }];
  }
  const edited = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${lines}`;
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

/** What the app writes is committed, so that a delivery finds it; what npm installs is not. */
function ignored(folder: Folder): Step[] {
  const text = folder.read('.gitignore');
  if (text === undefined) {
    return [{ what: 'create', file: '.gitignore', text: 'node_modules/\n' }];
  }
  const { output = 'dist' } = (readPositions(folder.read(CDK8S) ?? '').value ?? {}) as { output?: unknown };
  const names = typeof output === 'string' ? [output, `${output}/`, `/${output}`, `/${output}/`] : [];
  const lines = text.split('\n').filter((line) => !names.includes(line.trim()));
  const edited = lines.join('\n');
  return edited === text ? [] : [{ what: 'edit', file: '.gitignore', text: edited }];
}
