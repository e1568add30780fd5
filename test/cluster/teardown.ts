import { clusters, stop } from './clusters';

export default function teardown(): void {
  for (const cluster of clusters()) {
    stop(cluster);
  }
}
