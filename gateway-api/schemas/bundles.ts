import { type Bundle, CHANNELS, type Channel, RELEASES, type Release, type Since } from '../releases';

/** A set of bundles, one bit each. */
export type BundleSet = number;

/** Every bundle of CRDs that is known, oldest release first. */
export const BUNDLES: readonly Bundle[] = RELEASES.flatMap((gatewayApi) => CHANNELS.map((channel) => ({ gatewayApi, channel })));

/** The bundles that fulfil a condition. */
export function bundlesWhere(holds: (bundle: Bundle) => boolean): BundleSet {
  return BUNDLES.reduce((set, bundle, index) => (holds(bundle) ? set | (1 << index) : set), 0);
}

/** The set of one bundle. */
export function only({ gatewayApi, channel }: Bundle): BundleSet {
  return bundlesWhere((bundle) => bundle.gatewayApi === gatewayApi && bundle.channel === channel);
}

/** The releases from one to another, in a channel or in both. */
export function releases(
  from: Release,
  to: Release = RELEASES[RELEASES.length - 1] ?? from,
  channels: readonly Channel[] = CHANNELS,
): BundleSet {
  const [first, last] = [RELEASES.indexOf(from), RELEASES.indexOf(to)];
  return bundlesWhere(({ gatewayApi, channel }) => {
    const at = RELEASES.indexOf(gatewayApi);
    return at >= first && at <= last && channels.includes(channel);
  });
}

/** The bundles of a set, oldest release first. */
export function bundlesIn(set: BundleSet): Bundle[] {
  return BUNDLES.filter((_, index) => set & (1 << index));
}

/**
 * The first release of a set by channel, and the last one if newer ones are not in it; undefined if
 * the set is empty.
 */
export function sinceOf(set: BundleSet): Since | undefined {
  const bundles = bundlesIn(set);
  const first = (channel: Bundle['channel']) => bundles.find((bundle) => bundle.channel === channel)?.gatewayApi;
  const [experimental, standard, last] = [first('experimental'), first('standard'), bundles.at(-1)?.gatewayApi];
  return experimental && { experimental, ...(standard && { standard }), ...(last && last !== RELEASES.at(-1) && { until: last }) };
}
