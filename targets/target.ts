import type { Bundle, Channel, Release } from '../gateway-api';

/** The controllers whose ways are known; `generic` is any other one, taken to conform. */
export const CONTROLLERS = ['generic', 'kong'] as const;

export type Controller = (typeof CONTROLLERS)[number];

/** What stands in the cluster: who reads the objects, and which CRDs take them. */
export interface Target {
  /** Who reads the objects. */
  readonly controller: Controller;

  /** Minor release of the installed Gateway API CRDs. */
  readonly gatewayApi: Release;

  /** Channel that the CRDs were installed from. */
  readonly channel: Channel;
}

/**
 * What is written for when nobody says otherwise: Kong Ingress Controller 3.5 and the CRDs that it
 * is built on.
 */
export const DEFAULT_TARGET = { controller: 'kong', gatewayApi: '1.3', channel: 'experimental' } as const satisfies Target;

/** The CRDs that a target names; undefined unless it gives their release and channel. */
export function bundleOf({ gatewayApi, channel }: Partial<Target> = {}): Bundle | undefined {
  return gatewayApi && channel && { gatewayApi, channel };
}

/** A target in prose: `kong (Gateway API 1.3, experimental channel)`. */
export function formatTarget({ controller, gatewayApi, channel }: Target): string {
  return `${controller} (Gateway API ${gatewayApi}, ${channel} channel)`;
}
