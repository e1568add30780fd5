import type { IConstruct } from 'constructs';
import { only, releases } from '../../gateway-api';
import { formatTarget } from '../../targets';
import { targetOf } from './target';

/** What a ClusterTrustBundle is named by. */
interface Ref {
  readonly group?: string;
  readonly kind?: string;
}

const SERVED = releases('1.7', undefined, ['experimental']);

/** Whether an authority is a ClusterTrustBundle, which is in no namespace. */
export function isTrustBundle({ group, kind }: Ref): boolean {
  return group === 'certificates.k8s.io' && kind === 'ClusterTrustBundle';
}

/**
 * Refuses a ClusterTrustBundle that the target of a construct does not read as a certificate
 * authority.
 *
 * @param at where the reference is
 */
export function refuseTrustBundle(construct: IConstruct, at: string, ref: Ref): void {
  const target = targetOf(construct);
  if (isTrustBundle(ref) && (only(target) & SERVED) === 0) {
    const cure = 'a ClusterTrustBundle is in the experimental channel since 1.7 only';
    throw new Error(`${at} is a ClusterTrustBundle: target ${formatTarget(target)} does not serve it; ${cure}`);
  }
}
