/**
 * Whether the assumed controller has a feature of the Gateway API, named with or without `Support`.
 */
export type Supports = (feature: string) => boolean;

/** Features that were renamed, by their former name. */
const RENAMED = new Map([['HTTPRouteDestinationPortMatching', 'HTTPRouteParentRefPort']]);

/** A controller that lacks nothing. */
export const EVERYTHING: Supports = () => true;

function plain(feature: string): string {
  const name = feature.replace(/^Support/, '');
  return RENAMED.get(name) ?? name;
}

/**
 * A controller with every feature but the ones named.
 *
 * @see Gateway API v1.6.1, pkg/features
 */
export function allBut(without: readonly string[]): Supports {
  if (without.length === 0) {
    return EVERYTHING;
  }
  const missing = new Set(without.map(plain));
  return (feature) => !missing.has(plain(feature));
}

/**
 * Whether a controller has a feature that it need not have: what its GatewayClass lists counts,
 * then what it is said to lack; undefined if neither says it.
 *
 * @see Gateway API v1.7.0, apis/v1/gatewayclass_types.go, GatewayClassStatus.SupportedFeatures
 */
export function claims(feature: string, supports: Supports, supported: readonly { readonly name?: string }[] = []): boolean | undefined {
  if (supported.length > 0) {
    return supported.some(({ name }) => name !== undefined && plain(name) === feature);
  }
  return supports(feature) ? undefined : false;
}
