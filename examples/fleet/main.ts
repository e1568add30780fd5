import { clusters } from 'cdk8s-crossing';
import { fleet } from './fleet';

for (const cluster of clusters()) {
  fleet(cluster).synth();
}
