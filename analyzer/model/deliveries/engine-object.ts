import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import type { Entry } from '../sources/list-items';

/** An object that an engine reads: what it delivers, or where from. */
export interface EngineObject {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The file that it comes from. */
  readonly file: string;
}

const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io';
const SOURCE = 'source.toolkit.fluxcd.io';
const OPERATOR = 'fluxcd.controlplane.io';
const HELM = 'helm.toolkit.fluxcd.io';
const ARGO = 'argoproj.io';

/** The kinds of Flux and Argo CD that say what is delivered. */
const KINDS: ReadonlySet<string> = new Set([
  `${KUSTOMIZE}/Kustomization`,
  `${SOURCE}/GitRepository`,
  `${SOURCE}/OCIRepository`,
  `${SOURCE}/Bucket`,
  `${SOURCE}/ExternalArtifact`,
  `${SOURCE}/HelmChart`,
  `${OPERATOR}/FluxInstance`,
  `${HELM}/HelmRelease`,
  `${ARGO}/Application`,
  `${ARGO}/ApplicationSet`,
]);
/** Kinds that deliver, so that what holds one is a root if nothing delivers it. */
const DELIVERS: ReadonlySet<string> = new Set([`${KUSTOMIZE}/Kustomization`, `${ARGO}/Application`, `${ARGO}/ApplicationSet`]);
const FLUX_GROUPS = [KUSTOMIZE, SOURCE, OPERATOR, HELM];

/** Whether a text may hold an object that an engine reads. */
export function mayDeliver(text: string): boolean {
  return text.includes(ARGO) || (text.includes('fluxcd') && FLUX_GROUPS.some((group) => text.includes(group)));
}

/** Whether an object delivers what lies at a path. */
export function delivers({ group, kind }: EngineObject): boolean {
  return DELIVERS.has(`${group}/${kind}`);
}

/** An entry as an object of an engine, if it is one. */
export function engineObjectOf({ value, apiVersion, kind }: Entry, file: string, namespace?: string): EngineObject | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return undefined;
  }
  const group = groupOf(apiVersion);
  if (!KINDS.has(`${group}/${kind}`)) {
    return undefined;
  }
  const name = valueAt(value, ['metadata', 'name']);
  const written = valueAt(value, ['metadata', 'namespace']);
  if (typeof name !== 'string') {
    return undefined;
  }
  return { group, kind, name, namespace: typeof written === 'string' && written !== '' ? written : (namespace ?? ''), value, file };
}
