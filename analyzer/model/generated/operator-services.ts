import { parse } from '../../../yaml/parse';
import { entriesOf } from '../sources/list-items';
import type { SourceDocument } from '../sources/source-text';
import { type Other, otherOf } from './other-object';

const CUSTOM = /apiVersion["']?\s*:\s*["']?[\w-]+\.[\w.-]+\//;
const KUBERNETES = /(?:^|[.-])k8s\.io$/;
/** Groups whose objects are often called as the application that they are for, and make no Service. */
const WITHOUT_SERVICE: ReadonlySet<string> = new Set([
  'bitnami.com',
  'cert-manager.io',
  'configuration.konghq.com',
  'external-secrets.io',
  'gateway.envoyproxy.io',
  'monitoring.coreos.com',
  'networking.istio.io',
  'traefik.io',
]);

/** The objects of a document that is passed over. */
export function othersOf(document: SourceDocument): Other[] {
  const parsed = parse(document.text);
  return 'value' in parsed ? entriesOf(parsed.value).flatMap((entry) => otherOf(entry, document) ?? []) : [];
}

/** What operators may make of objects that are not read. */
export class Operated {
  private names: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(private readonly reading: { readonly others: readonly Other[]; readonly passed: readonly SourceDocument[] }) {}

  /** Whether a Service may come of an object beside it: operators call one after the other, `pg-rw` after the Cluster `pg`. */
  mayMake(namespace: string, service: string | undefined): boolean {
    if (service === undefined) return false;
    this.names ??= this.read();
    const owners = this.names.get(namespace);
    if (owners === undefined) return false;
    for (let end = service.length; end > 0; end = service.lastIndexOf('-', end - 1)) if (owners.has(service.slice(0, end))) return true;
    return false;
  }

  private read(): Map<string, Set<string>> {
    const names = new Map<string, Set<string>>();
    const passed = this.reading.passed.flatMap((document) => (CUSTOM.test(document.text) ? othersOf(document) : []));
    for (const { group, namespace = 'default', name } of [...this.reading.others, ...passed]) {
      if (!group.includes('.') || KUBERNETES.test(group) || WITHOUT_SERVICE.has(group)) continue;
      names.set(namespace, (names.get(namespace) ?? new Set()).add(name));
    }
    return names;
  }
}
