import { bundles, share, start } from './clusters';

/** One API server for each bundle of CRDs, for the whole run. */
export default async function setup(): Promise<void> {
  share(await Promise.all(bundles.map(start)));
}
