import { valueAt } from '../path';
import { textOf } from './source-reference';

/**
 * The cluster that an object of Flux delivers to, called as what holds its kubeconfig; empty for
 * the one that Flux runs in.
 */
export function kubeConfigCluster(spec: Readonly<Record<string, unknown>>): string {
  const { kubeConfig } = spec;
  if (kubeConfig === undefined || kubeConfig === null) {
    return '';
  }
  const [name] = ['secretRef', 'configMapRef'].flatMap((field) => textOf(valueAt(kubeConfig, [field, 'name'])) ?? []);
  return name ?? 'another cluster';
}
