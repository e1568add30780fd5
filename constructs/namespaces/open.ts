import type { IConstruct } from 'constructs';
import { refuse } from '../checks/validate';

/**
 * The construct context key under which `CrossingApp` puts `open` of crossing.yaml: namespaces that
 * hold more than the App writes.
 */
export const OPEN_CONTEXT = 'cdk8s-crossing:open';

/** The namespaces that crossing.yaml lists under `open`; undefined if nothing has read it. */
export function openNamespaces(scope: IConstruct): readonly string[] | undefined {
  return scope.node.tryGetContext(OPEN_CONTEXT);
}

/** Refuses `open: true` of a namespace that crossing.yaml, which checks follow, does not list. */
export function refuseUnlistedOpen(scope: IConstruct, namespace: string, open: boolean | undefined): void {
  const listed = openNamespaces(scope);
  if (open !== true || listed?.includes(namespace)) {
    return;
  }
  if (listed === undefined) {
    refuse(
      'open',
      open,
      'only a CrossingApp reads open of crossing.yaml, which the checks follow; use new CrossingApp(), or leave open out',
    );
  }
  const line = `open: [${[...listed, namespace].join(', ')}]`;
  refuse(
    'open',
    open,
    `open of crossing.yaml does not list namespace ${JSON.stringify(namespace)}; write ${line} there, or leave open out`,
  );
}
