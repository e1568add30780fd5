import { formatRef } from '../model/object-ref';
import type { Finding } from '../report/finding';
import type { ReferenceTarget } from '../status/conditions/cause';
import type { Condition } from '../status/conditions/condition';
import type { Prediction, Reference } from '../status/conditions/prediction';
import { block } from './check-text';
import { type Palette, PLAIN } from './palette';
import { oneLine } from './safe';
import { type Cell, table } from './table';

/** Conditions, and what carries them. */
interface Said {
  /** @default - the object itself */
  readonly of?: string;
  readonly conditions: readonly Condition[];
}

/** All that is predicted about one object. */
export interface Explanation {
  readonly title: string;
  /** Its own; empty for what is cluster-scoped. */
  readonly namespace: string;
  readonly statuses: readonly Said[];
  readonly references: readonly Reference[];
}

/** What is predicted about the object of a name such as `HTTPRoute test-source/echo`. */
export function explanationOf({ classes, gateways, listenerSets, routes, policies }: Prediction, title: string): Explanation | undefined {
  const is = ({ manifest }: { manifest: Parameters<typeof formatRef>[0] }) => formatRef(manifest) === title;
  const [gatewayClass, gateway, route, policy] = [
    classes.find(is),
    [...gateways, ...listenerSets].find(is),
    routes.find(is),
    policies.find(is),
  ];
  if (gatewayClass) {
    return { title, namespace: '', statuses: [{ conditions: gatewayClass.conditions }], references: [] };
  }
  if (gateway) {
    const listeners = gateway.listeners.map(({ listener, conditions, attachedRoutes }) => ({
      of: `listener ${listener.name}, attached routes: ${attachedRoutes}`,
      conditions,
    }));
    return {
      title,
      namespace: gateway.manifest.namespace,
      statuses: [{ conditions: gateway.conditions }, ...listeners],
      references: gateway.references,
    };
  }
  if (route) {
    const statuses = route.parents.map(({ target, parentRef, conditions, listeners }) => ({
      of: [
        `parent ${formatRef(target)}`,
        ...(parentRef.sectionName === undefined ? [] : [`section ${parentRef.sectionName}`]),
        ...(listeners.length === 0 ? [] : [`through listener ${listeners.map(({ listener }) => listener.name).join(', ')}`]),
      ].join(', '),
      conditions,
    }));
    return { title, namespace: route.manifest.namespace, statuses, references: route.references };
  }
  if (policy) {
    const statuses = policy.ancestors.map(({ gateway, conditions }) => ({ of: `ancestor ${formatRef(gateway)}`, conditions }));
    return { title, namespace: policy.manifest.namespace, statuses, references: policy.references };
  }
  return undefined;
}

/**
 * Why an object gets the status that it gets: its conditions, what it refers to and who permits
 * that, and the findings about it.
 */
export function explainObject(
  { title, namespace, statuses, references }: Explanation,
  findings: readonly Finding[],
  palette: Palette = PLAIN,
): string {
  const paint = { True: palette.green, False: palette.red, Unknown: palette.yellow };
  const conditions = statuses.map(({ of, conditions }) => {
    const rows = conditions.map(({ type, status, reason, message }) => [
      { text: `  ${type}` },
      { text: status, paint: paint[status] },
      { text: reason },
      { text: message },
    ]);
    return `${of === undefined ? '' : `${oneLine(of)}\n`}${rows.length === 0 ? '  no status\n' : table(rows)}`;
  });
  const noStatus = statuses.length === 0 ? ['no status: no controller manages it\n'] : [];
  const links = references.map((reference) => [
    { text: `  ${reference.role}` },
    { text: formatTarget(reference.target) },
    { text: reference.status, paint: paint[reference.status] },
    permission(reference, namespace, palette),
  ]);
  const referring = links.length === 0 ? [] : [`references\n${table(links)}`];
  const blocks = findings.map((finding) => block(finding, palette).trimEnd());
  return `${[palette.bold(oneLine(title)), ...noStatus, ...conditions, ...referring, ...blocks].map((part) => `${part.trimEnd()}\n`).join('\n')}`;
}

/** By whose consent a reference is permitted, or that it is not. */
export function permission({ target, status, cause, grants }: Reference, namespace: string, palette: Palette): Cell {
  const by = [...new Set(grants.flat().map(({ grant }) => formatRef(grant)))];
  if (by.length > 0) {
    return { text: `permitted by ${by.join(', ')}` };
  }
  if (target.namespace === namespace) {
    return { text: 'same namespace, needs no grant' };
  }
  if (cause?.why !== 'ref-not-permitted') {
    return { text: '' };
  }
  return status === 'False'
    ? { text: 'not permitted: no grant', paint: palette.red }
    : { text: 'cannot tell whether a grant permits it', paint: palette.yellow };
}

function formatTarget(target: ReferenceTarget): string {
  return `${formatRef(target)}${target.port === undefined ? '' : `:${target.port}`}`;
}
