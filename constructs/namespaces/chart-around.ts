import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { dnsLabel } from '../checks/validate';

/** The nearest chart around a construct, or the construct itself if it is one. */
export function chartAround(construct: IConstruct): Chart | undefined {
  return construct.node.scopes.filter((scope): scope is Chart => Chart.isChart(scope)).at(-1);
}

/**
 * The namespace of a construct's object: the one that is given, else that of the chart around the
 * construct.
 *
 * @throws if it is not a DNS label, or neither gives one
 */
export function namespaceFor(construct: IConstruct, given: string | undefined): string {
  const namespace = given ?? chartAround(construct)?.namespace;
  if (namespace === undefined) {
    throw new Error(`namespace is missing: ${construct.node.path || 'the App'} is in no chart that has one; give the namespace`);
  }
  return dnsLabel('namespace', namespace);
}
