import type { Finding } from '../report/finding';
import type { ParentRef, Predicted } from '../rules/severity';
import { shortened } from '../text/words';
import { oneLine } from './safe';

/** How many clusters are named. */
const CLUSTERS_SHOWN = 4;

function parentText(parent: ParentRef): string {
  const section = parent.sectionName === undefined ? '' : `, section ${parent.sectionName}`;
  const port = parent.port === undefined ? '' : `, port ${parent.port}`;
  const kind = parent.kind === 'Gateway' ? '' : `${parent.kind} `;
  return ` on parent ${kind}${parent.namespace === undefined ? '' : `${parent.namespace}/`}${parent.name}${section}${port}`;
}

/**
 * `ResolvedRefs=False RefNotPermitted on parent kong/kong, section proxy`, or what becomes of an
 * object that is never stored.
 */
function predicted(predicts: Predicted): string {
  if ('admission' in predicts) {
    const by = predicts.by === undefined ? '' : ` in ${predicts.by}`;
    const flux = predicts.by === 'create' ? '' : '; Flux then applies nothing of its Kustomization';
    return `refused by the API server${by}${flux}`;
  }
  const { condition, status, reason, parent, listener } = predicts;
  const where = parent === undefined ? '' : parentText(parent);
  return `${condition}=${status} ${reason}${where}${listener === undefined ? '' : ` on listener ${listener}`}`;
}

/**
 * What follows the message of a finding: its label and its text, safe to print, in the order of
 * reading.
 */
export function details(finding: Finding): [label: 'cluster' | 'seen' | 'fix' | 'predicts', text: string][] {
  const forecast = [finding.predicts === undefined ? undefined : predicted(finding.predicts), finding.traffic];
  const clusters: [label: 'cluster', text: string][] =
    finding.clusters === undefined ? [] : [['cluster', oneLine(shortened(finding.clusters, String, CLUSTERS_SHOWN).join(', '))]];
  const lines: [label: 'cluster' | 'seen' | 'fix' | 'predicts', text: string][] = finding.seen.map((text) => ['seen', oneLine(text)]);
  if (finding.fix !== undefined) {
    lines.push(['fix', oneLine(finding.fix.text)]);
  }
  const future = forecast.filter((text) => text !== undefined).join('; ');
  if (future !== '') {
    lines.push(['predicts', oneLine(future)]);
  }
  return [...clusters, ...lines];
}
