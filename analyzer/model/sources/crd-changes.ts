import { compareReleases, type MinorRelease, minorRelease, RELEASES } from '../../../gateway-api';
import type { CrdRelease } from './crd-bundle';

/** CRDs of the Gateway API in the input, or the place that takes them from a release. */
export interface Crds extends CrdRelease {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly context: boolean;
}

/** A change of CRDs that the policy of the installed ones denies. */
export interface DeniedCrds {
  readonly denied: Crds;
  readonly installed: Crds;
  readonly why: 'channel' | 'monthly' | 'older';
}

/** CRDs of a release that is older than all whose CRDs are known. */
export interface OlderCrds {
  readonly release: MinorRelease;
  readonly channel: string;
}

/** The newest of some CRDs, if all of them are older than those that are known. */
export function olderCrds(crds: readonly CrdRelease[]): OlderCrds | undefined {
  const numbered = crds.flatMap(({ version, channel }) => {
    const release = minorRelease(version);
    return release === undefined ? [] : [{ release, channel }];
  });
  const [newest] = numbered.sort((one, other) => compareReleases(other.release, one.release));
  return newest !== undefined && numbered.length === crds.length && compareReleases(newest.release, RELEASES[0]) < 0 ? newest : undefined;
}

/** The first release with the policy `safe-upgrades.gateway.networking.k8s.io`. */
const FIRST_MINOR = 5;

/** What the CRDs of the main branch call their version. */
const UNRELEASED = 'v0.0.0-dev';

/** The changes that the policy of the CRDs in the cluster denies, one for each file and release. */
export function deniedCrds(crds: readonly Crds[]): DeniedCrds[] {
  const installed = crds.find(({ context }) => context);
  if (installed === undefined) {
    return [];
  }
  const denied = new Map<string, DeniedCrds>();
  for (const one of crds) {
    const why = one.context ? undefined : denial(installed, one);
    const key = JSON.stringify([one.file, one.version, one.channel]);
    if (why !== undefined && !denied.has(key)) {
      denied.set(key, { denied: one, installed, why });
    }
  }
  return [...denied.values()];
}

/**
 * Why the policy of the installed CRDs denies others. That of the standard channel asks for its own
 * release at least, that of the experimental channel for 1.5.
 *
 * @see Gateway API v1.6.1 and v1.7.0, config/crd, gateway.networking.k8s.io_vap_safeupgrades.yaml
 */
function denial(installed: CrdRelease, other: CrdRelease): DeniedCrds['why'] | undefined {
  const present = minorOf(installed.version);
  if (present === undefined || present < FIRST_MINOR) {
    return undefined;
  }
  if (installed.channel === 'standard' && other.channel !== 'standard') {
    return 'channel';
  }
  if (installed.channel === 'experimental' && other.version === UNRELEASED) {
    return undefined;
  }
  const minor = minorOf(other.version);
  if (minor === undefined && !other.version.startsWith('v0.')) {
    return installed.channel === 'experimental' ? 'monthly' : undefined;
  }
  return (minor ?? 0) < (installed.channel === 'standard' ? present : FIRST_MINOR) ? 'older' : undefined;
}

function minorOf(version: string): number | undefined {
  const [, minor] = /^v1\.(\d{1,4})(?:\.|$)/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}
