/** The minor releases of the Gateway API whose CRDs are known, oldest first. */
export const RELEASES = ['1.3', '1.4', '1.5', '1.6', '1.7'] as const;

/** The release channels of the Gateway API. */
export const CHANNELS = ['experimental', 'standard'] as const;

export type Release = (typeof RELEASES)[number];
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
