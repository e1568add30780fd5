import { formatRef } from '../model/object-ref';
import type { Finding } from '../report/finding';
import type { ReferenceTarget } from '../status/conditions/cause';
import type { Condition } from '../status/conditions/condition';
import type { Prediction, Reference } from '../status/conditions/prediction';
import { block } from './check-text';
import { type Palette, PLAIN } from './palette';
import { oneLine } from './safe';
import { table } from './table';

/** Conditions, and what carries them. */
interface Said {
  /** @default - the object itself */
  readonly of?: string;
  readonly conditions: readonly Condition[];
}

/** All that is predicted about one object. */
export interface Explanation {
  readonly title: string;
  readonly said: readonly Said[];
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
  if (gatewayClass) return { title, said: [{ conditions: gatewayClass.conditions }], references: [] };
  if (gateway) {
    const listeners = gateway.listeners.map(({ listener, conditions, attachedRoutes }) => ({
      of: `listener ${listener.name}, attached routes: ${attachedRoutes}`,
      conditions,
    }));
    return { title, said: [{ conditions: gateway.conditions }, ...listeners], references: gateway.references };
  }
  if (route) {
    const said = route.parents.map(({ target, parentRef, conditions, listeners }) => ({
      of: [
        `parent ${formatRef(target)}`,
        ...(parentRef.sectionName === undefined ? [] : [`section ${parentRef.sectionName}`]),
        ...(listeners.length === 0 ? [] : [`through listener ${listeners.map(({ listener }) => listener.name).join(', ')}`]),
      ].join(', '),
      conditions,
    }));
    return { title, said, references: route.references };
  }
  if (policy) {
    const said = policy.ancestors.map(({ gateway, conditions }) => ({ of: `ancestor ${formatRef(gateway)}`, conditions }));
    return { title, said, references: policy.references };
  }
  return undefined;
}

/** Why an object gets the status that it gets: its conditions, what it refers to and who permits that, and the findings about it. */
export function explainObject({ title, said, references }: Explanation, findings: readonly Finding[], palette: Palette = PLAIN): string {
  const paint = { True: palette.green, False: palette.red, Unknown: palette.yellow };
  const conditions = said.map(({ of, conditions }) => {
    const rows = conditions.map(({ type, status, reason, message }) => [
      { text: `  ${type}` },
      { text: status, paint: paint[status] },
      { text: reason },
      { text: message },
    ]);
    return `${of === undefined ? '' : `${oneLine(of)}\n`}${rows.length === 0 ? '  no status\n' : table(rows)}`;
  });
  const noStatus = said.length === 0 ? ['no status: no controller manages it\n'] : [];
  const links = references.map(({ role, target, status, grants }) => [
    { text: `  ${role}` },
    { text: formatTarget(target) },
    { text: status, paint: paint[status] },
    { text: [...new Set(grants.flat().map(({ grant }) => `permitted by ${formatRef(grant)}`))].join(', ') },
  ]);
  const referring = links.length === 0 ? [] : [`references\n${table(links)}`];
  const found = findings.map((finding) => block(finding, palette).trimEnd());
  return `${[palette.bold(oneLine(title)), ...noStatus, ...conditions, ...referring, ...found].map((part) => `${part.trimEnd()}\n`).join('\n')}`;
}

function formatTarget(target: ReferenceTarget): string {
  return `${formatRef(target)}${target.port === undefined ? '' : `:${target.port}`}`;
}
