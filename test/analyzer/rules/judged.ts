import { load } from '../../../analyzer/model/load';
import { check } from '../../../analyzer/report/check';
import type { Finding } from '../../../analyzer/report/finding';
import type { RuleName } from '../../../analyzer/rules/registry';
import { predict } from '../../../analyzer/status/predict';

/** What rules find in manifests that are written as objects. */
export function findingsOf(objects: readonly object[], ...rules: readonly RuleName[]): readonly Finding[] {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const world = load([{ path: 'input.yaml', text }]);
  return check(world, predict(world), { rules }).findings;
}

/** `rule subject path`, one line for each finding. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, subject, path }) => `${rule} ${subject.namespace}/${subject.name} ${path}`);
}

interface RouteOptions {
  readonly kind?: string;
  readonly hostnames?: readonly string[];
  readonly section?: string;
  /** Day of January on which it was made. */
  readonly born?: number;
  readonly rules?: readonly object[];
}

/** A route that is attached to Gateway infra/shared. */
export function route(name: string, { kind = 'HTTPRoute', hostnames, section = 'http', born, rules = [{}] }: RouteOptions = {}): object {
  const [namespace, own] = name.split('/');
  const creationTimestamp = born === undefined ? {} : { creationTimestamp: `2026-01-${String(born).padStart(2, '0')}T00:00:00Z` };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name: own, namespace, ...creationTimestamp },
    spec: { parentRefs: [{ name: 'shared', namespace: 'infra', sectionName: section }], ...(hostnames && { hostnames }), rules },
  };
}

/** One rule with one match by path. */
export function byPath(value: string, type = 'PathPrefix', rest: object = {}): object {
  return { matches: [{ path: { type, value }, ...rest }], backendRefs: [{ name: 'app', port: 80 }] };
}

/** Gateway infra/shared, open to all. */
export function shared(...listeners: readonly object[]): object {
  const open = { allowedRoutes: { namespaces: { from: 'All' } } };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'shared', namespace: 'infra' },
    spec: { gatewayClassName: 'example', listeners: listeners.map((listener) => ({ ...open, ...listener })) },
  };
}

export const HTTP = { name: 'http', port: 80, protocol: 'HTTP' };
