import { type App, Chart } from 'cdk8s';

/** A Kubernetes object, as it is written. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/**
 * All objects of an app, of every chart, in the order of the files: what a snapshot test of a
 * crossing compares, as `Testing.synth` sees the objects of one chart only.
 */
export function manifests(app: App): KubernetesObject[] {
  // What is decided once all of an App is known may make charts.
  app.node.validate();
  const charts = app.node.findAll().filter((construct): construct is Chart => Chart.isChart(construct));
  return charts.sort((one, other) => (one.node.path < other.node.path ? -1 : 1)).flatMap((chart) => chart.toJson());
}
