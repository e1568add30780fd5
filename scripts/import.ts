/**
 * Writes imports/ anew from Custom Resource Definition files: npm run import -- CRD_FILE…
 *
 * The widest specification comes from the newest experimental bundle alone: every field that an
 * older one serves is in it, but for those that later releases renamed or took away.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { loadAll } from 'js-yaml';

interface Crd {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

/** The groups that the constructs write: the Gateway API, Argo CD, and the two of Flux. */
const GROUPS = ['argoproj.io', 'gateway.networking.k8s.io', 'kustomize.toolkit.fluxcd.io', 'source.toolkit.fluxcd.io'];

/**
 * The versions in use besides v1: what older releases of the Gateway API serve, and the only one of
 * Argo CD.
 */
const BESIDE_V1: Readonly<Record<string, string>> = {
  Application: 'v1alpha1',
  AppProject: 'v1alpha1',
  ReferenceGrant: 'v1beta1',
  TCPRoute: 'v1alpha2',
  TLSRoute: 'v1alpha2',
  UDPRoute: 'v1alpha2',
};

/**
 * Generates the bindings of every kind of those groups that the files define into the directory,
 * one file a group.
 */
export function importCrds(files: readonly string[], directory: string): void {
  const items = files.flatMap(customResources);
  if (items.length === 0) {
    throw new Error(`${files.join(', ')}: expected a CustomResourceDefinition of ${GROUPS.join(', ')}, found none`);
  }
  const temporary = mkdtempSync(join(tmpdir(), 'crossing-import-'));
  try {
    const crds = join(temporary, 'crds.yaml');
    writeFileSync(crds, JSON.stringify({ kind: 'List', items }, withoutDescriptions));
    const cdk8s = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
    const options = ['--check-upgrade=false', '--class-prefix', 'Kube', '--language', 'typescript', '--no-save'];
    execFileSync(process.execPath, [cdk8s, 'import', crds, ...options, '--output', resolve(directory)], { cwd: temporary, stdio: 'pipe' });
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function customResources(file: string): Crd[] {
  const documents = loadAll(readFileSync(file, 'utf8')) as (Crd | null)[];
  return documents
    .filter((document): document is Crd => document?.kind === 'CustomResourceDefinition' && GROUPS.includes(document.spec.group))
    .map((crd) => ({ ...crd, spec: { ...crd.spec, versions: versionsInUse(crd) } }));
}

function versionsInUse({ spec }: Crd): Crd['spec']['versions'] {
  return ['v1', BESIDE_V1[spec.names.kind]].flatMap((name) => spec.versions.filter((version) => version.name === name));
}

function withoutDescriptions(key: string, value: unknown): unknown {
  return key === 'description' && typeof value === 'string' ? undefined : value;
}

if (require.main === module) {
  const files = process.argv.slice(2);
  if (files.length === 0) {
    console.error('no CRD file given: npm run import -- CRD_FILE…, such as the experimental-install.yaml of a Gateway API release');
    process.exit(2);
  }
  importCrds(files, join(__dirname, '..', 'imports'));
}
