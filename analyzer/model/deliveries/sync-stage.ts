import { valueAt } from '../path';

/** When in a sync Argo CD applies an object: a phase, and a wave within it. */
export interface SyncStage {
  readonly phase: number;
  readonly wave: number;
}

const PHASES = ['PreSync', 'Sync', 'PostSync'];

/** What Argo CD makes of the hooks of Helm. */
const HELM_PHASES: Readonly<Record<string, string>> = {
  'crd-install': 'PreSync',
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
};

/**
 * The first stage in which an object is applied; undefined if no sync applies it, as with a hook of
 * a deletion.
 *
 * @see Argo CD, sync phases and waves
 */
export function syncStage(value: unknown): SyncStage | undefined {
  const annotation = (key: string) => {
    const written = valueAt(value, ['metadata', 'annotations', key]);
    return written === undefined ? undefined : String(written);
  };
  const wave = [annotation('argocd.argoproj.io/sync-wave'), annotation('helm.sh/hook-weight')].find((text) =>
    /^[+-]?\d+$/.test(text ?? ''),
  );
  const [own, helm] = [annotation('argocd.argoproj.io/hook'), annotation('helm.sh/hook')];
  const names = (own ?? helm ?? 'Sync').split(',').map((name) => name.trim());
  const phases = names.map((name) => PHASES.indexOf(own === undefined ? (HELM_PHASES[name] ?? name) : name)).filter((phase) => phase >= 0);
  return phases.length === 0 ? undefined : { phase: phases.reduce((first, phase) => Math.min(first, phase)), wave: Number(wave ?? 0) };
}

/** Negative if the first stage comes before the other one. */
export function compareStages(one: SyncStage, other: SyncStage): number {
  return one.phase - other.phase || one.wave - other.wave;
}

export function stageText({ phase, wave }: SyncStage): string {
  return PHASES[phase] === 'Sync' ? `in sync wave ${wave}` : `as a ${PHASES[phase]} hook in wave ${wave}`;
}
