import { type BundleSet, bundlesIn, CHANNELS, RELEASES } from '../../../gateway-api';
import type { Admission, Problem } from '../../model/problem';
import { list } from '../../text/words';
import type { PredictedAdmission, Severity } from '../severity';

/** What the API server refuses in an object, or may. */
export type Refusal = Extract<Problem, { readonly admission: Admission }>;

/** How severe a refusal is: certain, likely with the CRDs of today, or with some others. */
export function severityOf({ admission, by }: Refusal): Severity {
  if (admission.refusedBy === 'all') {
    return by === undefined ? 'error' : 'warning';
  }
  return admission.refusedBy === 'current' ? 'warning' : 'note';
}

/** What a certain refusal predicts. */
export function predictedRefusal({ admission, by }: Refusal): PredictedAdmission | undefined {
  return admission.refusedBy === 'all' ? { admission: 'refused', ...(by && { by }) } : undefined;
}

/** Which CRDs refuse it, if not all: `; Gateway API 1.5 to 1.7 refuses it`. */
export function refusingText({ admission }: Refusal): string {
  return admission.refusedBy === 'all' ? '' : `; ${bundlesText(admission.bundles)} refuses it`;
}

function bundlesText(bundles: BundleSet): string {
  const refusing = bundlesIn(bundles);
  const releases = RELEASES.filter((release) => refusing.some(({ gatewayApi }) => gatewayApi === release));
  const channels = CHANNELS.filter((channel) => refusing.some((bundle) => bundle.channel === channel));
  const [first, last] = [releases[0], releases.at(-1)];
  const unbroken = RELEASES.indexOf(last ?? '1.3') - RELEASES.indexOf(first ?? '1.3') === releases.length - 1;
  const range = first === last ? first : unbroken ? `${first} to ${last}` : list(releases);
  return `Gateway API ${range}${channels.length === 1 ? ` (${channels[0]} channel)` : ''}`;
}

/** Whether it is a second listener of a name, which has a rule of its own. */
export function isRepeatedListener(refusal: Refusal): boolean {
  const { what, path } = refusal;
  return what === 'invalid-value' && refusal.keyword === 'repeated' && path.length === 3 && path[1] === 'listeners';
}
