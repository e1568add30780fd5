/** The minor releases of the Gateway API whose CRDs are known, oldest first. */
export const RELEASES = ['1.3', '1.4', '1.5', '1.6', '1.7'] as const;

/** The release channels of the Gateway API. */
export const CHANNELS = ['experimental', 'standard'] as const;

export type Release = (typeof RELEASES)[number];

/** Any minor release, also one whose CRDs are not known. */
export type MinorRelease = `${number}.${number}`;

export type Channel = (typeof CHANNELS)[number];

/** The CRDs of one release and channel. */
export interface Bundle {
  /** Minor release of the Gateway API. */
  readonly gatewayApi: Release;

  /** Channel that the CRDs come from. */
  readonly channel: Channel;
}

/** The first release that has something, by channel; a channel that is left out never had it. */
export interface Since {
  readonly experimental: Release;
  readonly standard?: Release;

  /** The last release that has it, where a newer one does not. */
  readonly until?: Release;
}

/**
 * The minor release that a version such as `v1.0.3` is of; undefined for a monthly one, and for
 * `v0.0.0-dev`, the main branch of the project.
 */
export function minorRelease(version: string): MinorRelease | undefined {
  const [, major, minor] = /^v(\d{1,4})\.(\d{1,4})(?:\.|$)/.exec(version) ?? [];
  const release = major === undefined ? undefined : (`${Number(major)}.${Number(minor)}` as const);
  return release === '0.0' ? undefined : release;
}

/** Compares two minor releases: below zero if the first one is older. */
export function compareReleases(one: MinorRelease, other: MinorRelease): number {
  const [[major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]] = [one.split('.').map(Number), other.split('.').map(Number)];
  return major - otherMajor || minor - otherMinor;
}
