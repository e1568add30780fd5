import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { GROUP, type RouteKind } from '../../gateway-api';
import { apiVersionFor } from '../checks/target';
import { count } from '../checks/validate';
import { recordOf } from '../namespaces/app-record';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { NamespaceFacts } from '../namespaces/namespace-facts';
import { type Report, settleLater, type Undecided } from '../namespaces/settlement';
import { origin, type Trace, traceShared } from '../namespaces/trace';
import type { AllowedRoutes } from './allowed-routes';
import { ExternalAdmission, type ExternalFacts } from './external-admission';
import { type OverlayListener, Overlays } from './overlay-patch';

/** The most listeners that a Gateway has. */
const MAX_LISTENERS = 64;

/**
 * For whoever applies the patch: apply it server-side and leave the rest of the Gateway alone, and
 * do not remove the Gateway when the patch is removed.
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

/** The form of the patch of a Gateway, and where its listeners are in its manifest. */
export interface PatchForm {
  readonly patch: 'overlay' | 'partial';
  readonly index?: number;
  /** The kinds that the listener allows today. */
  readonly kinds?: readonly RouteKind[];
}

/**
 * The listener patch: names of listeners and their `allowedRoutes`, nothing else. It is written if
 * a listener needs it, as an object to apply, or as an overlay for the sources of the Gateway.
 */
export class PartialPatch implements Undecided {
  /** The patch of a Gateway in an App, found or made. */
  static of(scope: IConstruct, gateway: GatewayName): PartialPatch {
    return recordOf(scope, `patch of Gateway ${gateway.namespace}/${gateway.name}`, () => new PartialPatch(scope, gateway));
  }

  private readonly admissions = new Map<string, ExternalAdmission>();
  private readonly listeners = new Map<string, AllowedRoutes>();
  private readonly forms = new Map<string, PatchForm>();

  private readonly root: IConstruct;
  private readonly origin: Trace | undefined;

  private constructor(
    scope: IConstruct,
    private readonly gateway: GatewayName,
  ) {
    const { root } = scope.node;
    this.root = root;
    this.origin = origin(scope);
    // The namespace of an external Gateway is external as well, unless it is stated to be ours.
    NamespaceFacts.of(root, gateway.namespace).add('implied external');
    settleLater(root, this);
  }

  /** What is asked of one listener. */
  admission(name: string, subject: string, facts: ExternalFacts, form: PatchForm): ExternalAdmission {
    const { namespace } = this.gateway;
    const onNeeded = () => void (form.patch === 'partial' && NamespaceChart.forPatch(this.root, namespace));
    this.forms.set(name, { ...this.forms.get(name), ...form });
    const admission = this.admissions.get(name) ?? new ExternalAdmission(this.root, subject, namespace, facts, onNeeded);
    this.admissions.set(name, admission);
    count(`Gateway ${namespace}/${this.gateway.name}: listeners`, [...this.admissions], MAX_LISTENERS);
    return admission;
  }

  decide(report: Report): void {
    this.listeners.clear();
    for (const [name, admission] of this.admissions) {
      const allowedRoutes = admission.resolve(report);
      if (allowedRoutes !== undefined) {
        this.listeners.set(name, allowedRoutes);
      }
    }
  }

  write(): void {
    const { name, namespace } = this.gateway;
    const id = `GatewayPatch-${name}`;
    NamespaceChart.tryFind(this.root, namespace)?.node.tryRemoveChild(id);
    const listeners = [...this.listeners].sort(([one], [other]) => (one < other ? -1 : 1));
    const overlaid = listeners.filter(([listener]) => this.forms.get(listener)?.patch === 'overlay');
    const apiVersion = apiVersionFor(this.root, 'Gateway', `Gateway ${namespace}/${name}`);
    const specOf = (all: typeof listeners) => ({ listeners: all.map(([listener, allowedRoutes]) => ({ name: listener, allowedRoutes })) });
    const partial = { apiVersion, kind: 'Gateway', metadata: { name, namespace }, spec: specOf(overlaid) };
    Overlays.of(this.root).set(
      this.gateway,
      overlaid.map((listener) => this.overlaid(...listener)),
      partial,
    );
    if (overlaid.length > 0 || listeners.length === 0) {
      return;
    }
    traceShared(`Gateway ${namespace}/${name}`, this.origin);
    const patch = new Construct(NamespaceChart.forPatch(this.root, namespace), id);
    new ApiObject(patch, 'Resource', {
      apiVersion,
      kind: 'Gateway',
      metadata: { name, namespace, annotations: { ...PARTIAL } },
      spec: Lazy.any({ produce: () => specOf(listeners) }),
    });
  }

  /**
   * A patch in a kustomization replaces `allowedRoutes` whole, so the kinds that are known to be in
   * use are written as well.
   */
  private overlaid(name: string, allowedRoutes: AllowedRoutes): OverlayListener {
    const { index = 0, kinds = [] } = this.forms.get(name) ?? {};
    const withKinds = kinds.length > 0 ? { kinds: [...kinds].sort().map((kind) => ({ group: GROUP, kind })) } : {};
    return { name, index, allowedRoutes: { ...withKinds, ...allowedRoutes } };
  }
}
