/** The controllers whose ways are known; `generic` is any other one, taken to conform. */
export const CONTROLLERS = ['generic', 'kong'] as const;

/** The minor releases of the Gateway API whose CRDs are known, oldest first. */
export const RELEASES = ['1.3', '1.4', '1.5', '1.6'] as const;

/** The release channels of the Gateway API. */
export const CHANNELS = ['experimental', 'standard'] as const;

export type Controller = (typeof CONTROLLERS)[number];
export type Release = (typeof RELEASES)[number];
export type Channel = (typeof CHANNELS)[number];

/** What stands in the cluster: who reads the objects, and which CRDs take them. */
export interface Target {
  /** Who reads the objects. */
  readonly controller: Controller;

  /** Minor release of the installed Gateway API CRDs. */
  readonly gatewayApi: Release;

  /** Channel that the CRDs were installed from. */
  readonly channel: Channel;
}

/** What is written for when nobody says otherwise: Kong Ingress Controller 3.5 and the CRDs that it is built on. */
export const DEFAULT_TARGET = { controller: 'kong', gatewayApi: '1.3', channel: 'experimental' } as const satisfies Target;

/** The first release that has something, by channel; a channel that is left out never had it. */
export interface Since {
  readonly experimental: Release;
  readonly standard?: Release;
}

/** Whether the CRDs of a target are as new as something asks for. */
export function has({ gatewayApi, channel }: Pick<Target, 'channel' | 'gatewayApi'>, since: Since): boolean {
  const first = since[channel];
  return first !== undefined && RELEASES.indexOf(gatewayApi) >= RELEASES.indexOf(first);
}

/** A target in prose: `kong (Gateway API 1.3, experimental channel)`. */
export function formatTarget({ controller, gatewayApi, channel }: Target): string {
  return `${controller} (Gateway API ${gatewayApi}, ${channel} channel)`;
}
