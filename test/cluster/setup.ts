import { bundles, share, start } from './clusters';
import { record } from './written';

/** One API server for each bundle of CRDs, for the whole run; then the objects to put to them. */
export default async function setup(): Promise<void> {
  const clusters = await Promise.all(bundles.map(start));
  share(clusters);
  record(clusters[0]?.dir ?? '');
}
