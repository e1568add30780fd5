import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Verdict } from '../../analyzer/report/judge';
import { mergeVerdicts } from '../../analyzer/report/merge-verdicts';
import type { Report } from '../../analyzer/report/report';
import { type DeliveredInputs, deliveredInputs } from '../../cli/engines/delivered-inputs';
import type { ManifestOptions } from '../../cli/input/manifest-options';
import type { Io } from '../../cli/io';
import { judgeInputs } from '../../cli/judge/judge';

export type Files = Readonly<Record<string, string>>;

/** Where the programs are looked for: those that CI builds come first. */
export const PATH = [
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'crossing-cluster/bin'),
  ...(process.env.PATH ?? '').split(delimiter),
].join(delimiter);

/** Lets an action work in a directory with some files. */
export async function withTree<Result>(files: Files, action: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-tree-')));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    return await action(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What `crossing check` finds in a tree, as the command does it. */
export async function checkTree(
  directory: string,
  paths: readonly string[] = ['.'],
  options: ManifestOptions = {},
  stdin = '',
): Promise<{ readonly report: Report; readonly verdicts: readonly Verdict[]; readonly delivered: DeliveredInputs }> {
  const io: Io = {
    cwd: directory,
    env: { PATH },
    terminal: false,
    colour: false,
    out: () => {},
    err: () => {},
    input: async () => new TextEncoder().encode(stdin),
  };
  const delivered = await deliveredInputs(paths, options, io, () => {});
  const verdicts = await judgeInputs(delivered.inputs, {}, () => {});
  return { report: mergeVerdicts(verdicts).report, verdicts, delivered };
}

/** Findings without what depends on where they stand. */
export function findingsOf({ findings }: Report, cluster?: string): string[] {
  return findings
    .filter(
      ({ rule, clusters }) =>
        rule !== 'delivery-incomplete' && (cluster === undefined || clusters === undefined || clusters.includes(cluster)),
    )
    .map(({ rule, severity, subject: { kind, namespace, name }, path }) => `${severity} ${rule} ${kind} ${namespace}/${name} ${path}`)
    .sort();
}

export const namespace = (name: string): string => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;

export const gateway = (listener: string, admits = 'All'): string => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: gw, namespace: edge }
spec:
  gatewayClassName: edge
  listeners:
    - { name: ${listener}, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: ${admits} } } }
`;

export const route = (section: string, port = 80, rest = ''): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r, namespace: app }
spec:
  parentRefs: [{ name: gw, namespace: edge, sectionName: ${section} }]
  rules:
    - backendRefs: [{ name: s, port: ${port}${rest} }]
`;

export const service =
  'apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: app }\nspec: { ports: [{ name: http, port: 80 }] }\n';

/** A Flux Kustomization; `sourceRef` is the bootstrap's. */
export const flux = (name: string, path: string, spec: object = {}): string =>
  `${JSON.stringify({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: { path, prune: true, sourceRef: { kind: 'GitRepository', name: 'flux-system' }, ...spec },
  })}\n`;

export const kustomization = (value: object): string => `${JSON.stringify(value)}\n`;

export const documents = (...texts: string[]): string => texts.join('---\n');
