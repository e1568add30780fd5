import { GROUP, VERSIONS } from '../../gateway-api';

/**
 * An entry of `healthCheckExprs` of a Flux Kustomization: when an object has failed, and when it is
 * healthy.
 */
export interface HealthCheckExpr {
  readonly apiVersion: string;
  readonly kind?: string;
  readonly failed: string;
  readonly current: string;
}

interface Health {
  readonly failed: string;
  readonly current: string;
}

// A condition that was written for an older generation says nothing about what was applied since.
const FRESH = 'c.observedGeneration == metadata.generation';
const has = (conditions: string, test: string) => `${conditions}.exists(c, ${test} && ${FRESH})`;
const REFUSED = "(c.type == 'Accepted' || c.type == 'ResolvedRefs') && c.status == 'False'";

/**
 * Each of some parents has to say that it accepts the object; there are at least so many of them.
 */
const perParent = (parents: string, types: string, least: string): Health => ({
  failed: `${parents}.exists(p, ${has('p.conditions', REFUSED)})`,
  current: `${least} && ${parents}.all(p, ${types}.all(t, ${has('p.conditions', "c.type == t && c.status == 'True'")}))`,
});

const ROUTE = perParent(
  'status.parents',
  "['Accepted', 'ResolvedRefs']",
  'status.parents.size() > 0 && status.parents.size() >= spec.parentRefs.size()',
);
const POLICY = perParent('status.ancestors', "['Accepted']", 'status.ancestors.size() > 0');

/** A Gateway and a ListenerSet have conditions of their own and of each listener. */
const GATEWAY: Health = {
  failed: `${has('status.conditions', "c.type == 'Accepted' && c.status == 'False'")} || has(status.listeners) && status.listeners.exists(l, ${has('l.conditions', `(${REFUSED} || c.type == 'Conflicted' && c.status == 'True')`)})`,
  current: `['Accepted', 'Programmed'].all(t, ${has('status.conditions', "c.type == t && c.status == 'True'")})`,
};

const ROUTES = Object.keys(VERSIONS).filter((kind) => kind.endsWith('Route'));

const HEALTH: Readonly<Record<string, Health>> = {
  BackendTLSPolicy: POLICY,
  Gateway: GATEWAY,
  ListenerSet: GATEWAY,
  ...Object.fromEntries(ROUTES.map((kind) => [kind, ROUTE])),
};

/** The kinds of the Gateway API whose status says whether the object works. */
const KINDS_WITH_HEALTH: readonly string[] = Object.keys(HEALTH).sort();

/**
 * The entries for some kinds, one each: for every version of Flux that has `healthCheckExprs`. Flux
 * matches `apiVersion` by its group only.
 *
 * @param kinds those that are delivered; without a health of their own they are left out
 */
export function healthCheckExprs(kinds: readonly string[]): HealthCheckExpr[] {
  return KINDS_WITH_HEALTH.filter((kind) => kinds.includes(kind)).map((kind) => ({
    apiVersion: `${GROUP}/v1`,
    kind,
    ...(HEALTH[kind] as Health),
  }));
}

/** The one entry for all kinds of the group, which Flux 2.9 reads. */
export function groupHealthCheckExpr(): HealthCheckExpr {
  const gateways = "kind in ['Gateway', 'ListenerSet']";
  const routes = "kind.endsWith('Route')";
  const choose = (field: keyof Health, otherwise: string) =>
    `${gateways} ? ${GATEWAY[field]} : ${routes} ? ${ROUTE[field]} : kind == 'BackendTLSPolicy' ? ${POLICY[field]} : ${otherwise}`;
  return { apiVersion: `${GROUP}/v1`, failed: choose('failed', 'false'), current: choose('current', 'true') };
}
