import { parse } from '../../../yaml/parse';
import type { Kind } from '../objects';
import { entriesOf } from '../sources/list-items';
import type { SourceDocument } from '../sources/source-text';
import { type Other, otherOf } from './other-object';

const CUSTOM = /apiVersion["']?\s*:\s*["']?[\w-]+\.[\w.-]+\//;
const KUBERNETES = /(?:^|[.-])k8s\.io$/;
/**
 * Groups whose objects are often called as the application that they are for, and make nothing that
 * is called after them. A Kustomization of Flux does: it stands for the application, whose own
 * controllers make Services beside what is delivered.
 */
const MAKES_NOTHING =
  /^(?:bitnami\.com|cert-manager\.io|cilium\.io|configuration\.konghq\.com|external-secrets\.io|gateway\.envoyproxy\.io|keda\.sh|kyverno\.io|monitoring\.coreos\.com|(?:networking|security|telemetry)\.istio\.io|policy\.linkerd\.io|traefik\.io|velero\.io|volsync\.backube|(?!kustomize\.).*\.toolkit\.fluxcd\.io)$/;
/** Kinds that deliver what is called otherwise, or only change Pods. */
const NOT_OPERATED: ReadonlySet<string> = new Set(['Application', 'ApplicationSet', 'AppProject', 'Rollout']);

/**
 * What Argo CD and Flux call their own Services, by the way that they are installed: mostly by
 * hand, so that no file of the tree holds them.
 */
const ARGO_CD = ['argocd', 'argo-cd', 'openshift-gitops'];
const FLUX = ['flux-operator', 'notification-controller', 'source-controller', 'webhook-receiver'];

/** What an operator makes under a name that does not begin with that of its object. */
const CALLED: ReadonlyMap<string, (name: string) => readonly string[]> = new Map<string, (name: string) => readonly string[]>([
  ['argoproj.io/AppProject', () => ARGO_CD],
  ['argoproj.io/Application', () => ARGO_CD],
  ['argoproj.io/ApplicationSet', () => ARGO_CD],
  ['kustomize.toolkit.fluxcd.io/Kustomization', (name) => [name, ...FLUX]],
  ['monitoring.coreos.com/Prometheus', () => ['prometheus-operated']],
  ['monitoring.coreos.com/Alertmanager', () => ['alertmanager-operated']],
  ['monitoring.coreos.com/ThanosRuler', () => ['thanos-ruler-operated']],
  ['ceph.rook.io/CephCluster', (name) => [name, 'rook-ceph-mgr']],
  ['ceph.rook.io/CephObjectStore', (name) => [`rook-ceph-rgw-${name}`]],
  ['databases.spotahome.com/RedisFailover', (name) => [name, `rfs-${name}`, `rfr-${name}`, `rfrm-${name}`, `rfrs-${name}`]],
  ['jobset.x-k8s.io/JobSet', (name) => [name]],
  ['leaderworkerset.x-k8s.io/LeaderWorkerSet', (name) => [name]],
  ['minio.min.io/Tenant', (name) => [name, 'minio']],
  ['tempo.grafana.com/TempoStack', (name) => [`tempo-${name}`]],
  ['tempo.grafana.com/TempoMonolithic', (name) => [`tempo-${name}`]],
  ['operator.victoriametrics.com/VMCluster', (name) => ['vmselect', 'vminsert', 'vmstorage'].map((part) => `${part}-${name}`)],
  ['operator.victoriametrics.com/VTCluster', (name) => ['vtselect', 'vtinsert', 'vtstorage'].map((part) => `${part}-${name}`)],
  ['operator.victoriametrics.com/VLCluster', (name) => ['vlselect', 'vlinsert', 'vlstorage'].map((part) => `${part}-${name}`)],
]);
const VICTORIA_METRICS = 'operator.victoriametrics.com';

/** What operators make of their own objects. */
const OPERATED: ReadonlySet<Kind> = new Set<Kind>([
  'Service',
  'Secret',
  'ConfigMap',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
]);

/** Services that an application makes while it runs: the outposts of authentik. */
const MADE_AT_RUN_TIME = /^ak-outpost-/;

/** The objects of a document that is passed over. */
export function othersOf(document: SourceDocument): Other[] {
  const parsed = parse(document.text);
  return 'value' in parsed ? entriesOf(parsed.value).flatMap((entry) => otherOf(entry, document) ?? []) : [];
}

/** What operators may make of objects that are not read. */
export class Operators {
  private names: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(private readonly reading: { readonly others: readonly Other[]; readonly passed: readonly SourceDocument[] }) {}

  /**
   * Whether an object may come of one beside it: operators call one after the other, `pg-rw` after
   * the Cluster `pg`.
   */
  mayMake(kind: Kind, namespace: string, name: string | undefined): boolean {
    if (name === undefined || !OPERATED.has(kind)) {
      return false;
    }
    if (kind === 'Service' && MADE_AT_RUN_TIME.test(name)) {
      return true;
    }
    this.names ??= this.read();
    const owners = this.names.get(namespace);
    if (owners === undefined) {
      return false;
    }
    for (let end = name.length; end > 0; end = name.lastIndexOf('-', end - 1)) {
      if (owners.has(name.slice(0, end))) {
        return true;
      }
    }
    return false;
  }

  private read(): Map<string, Set<string>> {
    const names = new Map<string, Set<string>>();
    const passed = this.reading.passed.flatMap((document) => (CUSTOM.test(document.text) ? othersOf(document) : []));
    for (const { group, kind, namespace = 'default', name } of [...this.reading.others, ...passed]) {
      const owners = names.get(namespace) ?? new Set();
      names.set(namespace, owners);
      for (const called of calledAfter(group, kind, name)) {
        owners.add(called);
      }
    }
    return names;
  }
}

function calledAfter(group: string, kind: string, name: string): readonly string[] {
  const called = CALLED.get(`${group}/${kind}`)?.(name);
  if (called !== undefined) {
    return called;
  }
  if (!group.includes('.') || KUBERNETES.test(group) || MAKES_NOTHING.test(group) || NOT_OPERATED.has(kind)) {
    return [];
  }
  return group === VICTORIA_METRICS ? [name, `${kind.toLowerCase()}-${name}`] : [name];
}
