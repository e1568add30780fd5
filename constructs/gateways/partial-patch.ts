import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { apiVersionFor } from '../checks/target';
import { count } from '../checks/validate';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { Admission, type Admits } from './admission';
import { formatListener, type Listener } from './listener';

/** The most listeners that a Gateway has. */
const MAX_LISTENERS = 64;

/**
 * For whoever applies the patch: apply it server-side and leave the rest of the Gateway alone, and do not remove the Gateway when the patch is
 * removed.
 */
const PARTIAL = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'ServerSideApply=true,Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'Disabled',
  'kustomize.toolkit.fluxcd.io/ssa': 'Merge',
};

interface GatewayName {
  readonly name: string;
  readonly namespace: string;
}

/** The listener patch in its partial form: names of listeners and their `allowedRoutes`, nothing else. */
export class PartialPatch extends Construct {
  /** The patch of a Gateway in an App, found or made. */
  public static of(scope: IConstruct, gateway: GatewayName): PartialPatch {
    const chart = NamespaceChart.forPatch(scope, gateway.namespace);
    const id = `GatewayPatch-${gateway.name}`;
    return (chart.node.tryFindChild(id) as PartialPatch | undefined) ?? new PartialPatch(chart, id, gateway);
  }

  private readonly admissions = new Map<string, Admission>();

  private constructor(chart: NamespaceChart, id: string, { name, namespace }: GatewayName) {
    super(chart, id);
    new ApiObject(this, 'Resource', {
      apiVersion: apiVersionFor(this, 'Gateway', `Gateway ${namespace}/${name}`),
      kind: 'Gateway',
      metadata: { name, namespace, annotations: { ...PARTIAL } },
      spec: Lazy.any({ produce: () => this.spec() }),
    });
  }

  /** What is asked of one listener. */
  public admission(listener: Listener, known: { readonly admits?: Admits; readonly includeGatewayNamespace?: boolean }): Admission {
    const { gateway, name, namespace } = listener;
    const admission =
      this.admissions.get(name) ?? new Admission(formatListener(listener), namespace, known.admits, known.includeGatewayNamespace);
    this.admissions.set(name, admission);
    count(`Gateway ${namespace}/${gateway}: listeners`, [...this.admissions], MAX_LISTENERS);
    return admission;
  }

  private spec(): object {
    const listeners = [...this.admissions].sort(([one], [other]) => (one < other ? -1 : 1));
    return { listeners: listeners.map(([name, { allowedRoutes }]) => ({ name, allowedRoutes })) };
  }
}
