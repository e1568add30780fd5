import type { Suppression } from '../report/ignore';
import { cut } from '../text/words';
import { oneLine } from './safe';
import { count } from './summary';

/** Which findings an ignore accepts, by whom, and why. */
export function suppressionLine({ ignore: { rule, at, reason }, findings }: Suppression): string {
  const by = at === undefined ? '' : ` by ${oneLine(at)}`;
  return `ignored ${rule} (${count(findings.length, 'finding')})${by}${reason === undefined ? '' : `: ${oneLine(cut(reason))}`}`;
}
