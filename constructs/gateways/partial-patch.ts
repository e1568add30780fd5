import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { apiVersionFor } from '../checks/target';
import { count } from '../checks/validate';
import { recordOf } from '../namespaces/app-record';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { NamespaceFacts } from '../namespaces/namespace-facts';
import { type Report, settleLater, type Undecided } from '../namespaces/settlement';
import type { AllowedRoutes } from './allowed-routes';
import { ExternalAdmission, type ExternalFacts } from './external-admission';

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

/** The listener patch in its partial form: names of listeners and their `allowedRoutes`, nothing else. It is written if a listener needs it. */
export class PartialPatch implements Undecided {
  /** The patch of a Gateway in an App, found or made. */
  public static of(scope: IConstruct, gateway: GatewayName): PartialPatch {
    return recordOf(scope, `patch of Gateway ${gateway.namespace}/${gateway.name}`, () => new PartialPatch(scope.node.root, gateway));
  }

  private readonly admissions = new Map<string, ExternalAdmission>();
  private readonly listeners = new Map<string, AllowedRoutes>();

  private constructor(
    private readonly root: IConstruct,
    private readonly gateway: GatewayName,
  ) {
    // The namespace of an external Gateway is external as well, unless it is stated to be ours.
    NamespaceFacts.of(root, gateway.namespace).add('implied external');
    settleLater(root, this);
  }

  /** What is asked of one listener. */
  public admission(name: string, subject: string, facts: ExternalFacts): ExternalAdmission {
    const { namespace } = this.gateway;
    const onNeeded = () => void NamespaceChart.forPatch(this.root, namespace);
    const admission = this.admissions.get(name) ?? new ExternalAdmission(this.root, subject, namespace, facts, onNeeded);
    this.admissions.set(name, admission);
    count(`Gateway ${namespace}/${this.gateway.name}: listeners`, [...this.admissions], MAX_LISTENERS);
    return admission;
  }

  public decide(report: Report): void {
    this.listeners.clear();
    for (const [name, admission] of this.admissions) {
      const allowedRoutes = admission.resolve(report);
      if (allowedRoutes !== undefined) {
        this.listeners.set(name, allowedRoutes);
      }
    }
  }

  public write(): void {
    const { name, namespace } = this.gateway;
    const id = `GatewayPatch-${name}`;
    NamespaceChart.tryFind(this.root, namespace)?.node.tryRemoveChild(id);
    if (this.listeners.size === 0) {
      return;
    }
    const patch = new Construct(NamespaceChart.forPatch(this.root, namespace), id);
    const listeners = [...this.listeners].sort(([one], [other]) => (one < other ? -1 : 1));
    new ApiObject(patch, 'Resource', {
      apiVersion: apiVersionFor(patch, 'Gateway', `Gateway ${namespace}/${name}`),
      kind: 'Gateway',
      metadata: { name, namespace, annotations: { ...PARTIAL } },
      spec: Lazy.any({ produce: () => ({ listeners: listeners.map(([listener, allowedRoutes]) => ({ name: listener, allowedRoutes })) }) }),
    });
  }
}
