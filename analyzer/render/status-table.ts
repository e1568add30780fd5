import type { Manifest } from '../model/manifest';
import { formatRef } from '../model/object-ref';
import type { NoStatus } from '../status/conditions/cause';
import { type Condition, condition } from '../status/conditions/condition';
import { sought } from '../status/conditions/messages';
import type { ListenerPrediction, Prediction, RoutePrediction } from '../status/conditions/prediction';
import { type Palette, PLAIN } from './palette';
import { oneLine } from './safe';
import { count } from './summary';
import { type Cell, table } from './table';

/** Conditions that are good news when they are True; the others are when they are False. */
const POSITIVE = new Set(['Accepted', 'Programmed', 'ResolvedRefs', 'SupportedVersion']);

const SILENCE: Record<NoStatus['why'], string> = {
  absent: 'no status: the parent does not exist',
  class: 'no status: the GatewayClass does not exist',
  feature: 'no status: the controller lacks it',
  kind: 'no status: not a Gateway or ListenerSet',
  mesh: 'no status: a mesh decides',
  parent: 'no status: the ListenerSet has none itself',
};

/** The predicted status, as an engineer reads it at a glance. */
export function statusTable(prediction: Prediction, palette: Palette = PLAIN): string {
  const own = <Item extends { manifest: Manifest }>(items: readonly Item[]) => items.filter(({ manifest }) => !manifest.context);
  const cells = new Cells(palette);
  const gateways = own(prediction.gateways);
  const sets = own(prediction.listenerSets);
  const routes = own(prediction.routes);
  const sections = [
    cells.section(
      ['ROUTE', 'PARENT', 'SECTION', 'ACCEPTED', 'RESOLVEDREFS', 'REASON'],
      routes.flatMap((route) => cells.route(route)),
    ),
    cells.section(
      ['GATEWAY', 'LISTENER', 'ACCEPTED', 'PROGRAMMED', 'RESOLVEDREFS', 'ROUTES', 'REASON'],
      [...gateways, ...sets].flatMap(({ manifest, conditions, listeners }) => cells.listening(manifest, conditions, listeners)),
    ),
    cells.section(
      ['POLICY', 'ANCESTOR', 'ACCEPTED', 'RESOLVEDREFS', 'REASON'],
      own(prediction.policies).flatMap(({ manifest, ancestors }) =>
        ancestors.map(({ gateway, conditions }) => [
          { text: formatRef(manifest) },
          { text: formatRef(gateway) },
          ...cells.conditions(conditions, ['Accepted', 'ResolvedRefs']),
        ]),
      ),
    ),
    cells.section(
      ['CLASS', 'ACCEPTED', 'REASON'],
      own(prediction.classes).map(({ manifest, conditions }) => [
        { text: formatRef(manifest) },
        ...cells.conditions(conditions, ['Accepted']),
      ]),
    ),
  ];
  if (prediction.refused.length > 0) {
    const answer = { text: 'refused by the API server', paint: palette.red };
    sections.push(
      cells.section(
        ['NOT STORED', 'REASON'],
        prediction.refused.map((manifest) => [{ text: formatRef(manifest) }, answer]),
      ),
    );
  }
  const shown = sections.filter((section) => section !== '');
  if (shown.length === 0) {
    return 'no Gateway API objects\n';
  }
  const counts = [
    count(routes.length, 'route'),
    ...(gateways.length > 0 ? [count(gateways.length, 'gateway')] : []),
    ...(sets.length > 0 ? [count(sets.length, 'listener set')] : []),
  ];
  return [...shown, `${counts.join(', ')}\n${cells.unknown()}`].join('\n');
}

/** Cells in their colours; remembers what would have to be in the input to tell more. */
class Cells {
  private readonly missing = new Set<string>();

  constructor(private readonly palette: Palette) {}

  section(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
    return rows.length === 0 ? '' : table([head.map((text) => ({ text, paint: this.palette.bold })), ...rows]);
  }

  route({ manifest, parents, noStatus }: RoutePrediction): Cell[][] {
    const name = { text: formatRef(manifest) };
    const answered = parents.map(({ target, parentRef, conditions }) => [
      name,
      { text: formatRef(target) },
      { text: parentRef.sectionName ?? '' },
      ...this.conditions(conditions, ['Accepted', 'ResolvedRefs']),
    ]);
    const unsaid = noStatus.map(({ target, why }) => [
      name,
      { text: formatRef(target) },
      { text: '' },
      { text: '' },
      { text: '' },
      { text: SILENCE[why], paint: this.palette.yellow },
    ]);
    return [...answered, ...unsaid];
  }

  listening(manifest: Manifest, conditions: readonly Condition[], listeners: readonly ListenerPrediction[]): Cell[][] {
    const name = { text: formatRef(manifest) };
    const types = ['Accepted', 'Programmed', 'ResolvedRefs'];
    const rows = listeners.map(({ listener, conditions: said, attachedRoutes }) => {
      const cells = this.conditions(said, types);
      return [name, { text: listener.name ?? '' }, ...cells.slice(0, -1), { text: String(attachedRoutes) }, ...cells.slice(-1)];
    });
    const whole = this.conditions(conditions, types);
    return [[name, { text: '' }, ...whole.slice(0, -1), { text: '' }, ...whole.slice(-1)], ...rows];
  }

  /** One cell for each type, and one for the reasons of all that is not well. */
  conditions(conditions: readonly Condition[], types: readonly string[]): Cell[] {
    const unwell = conditions.filter(({ type, status }) => status !== (POSITIVE.has(type) ? 'True' : 'False'));
    for (const { causes } of unwell) {
      for (const { missing } of causes) {
        for (const reference of missing) {
          this.missing.add(sought(reference));
        }
      }
    }
    const reasons = [...new Set(unwell.map(({ reason }) => reason))].join(', ');
    return [...types.map((type) => this.truth(condition(conditions, type))), { text: reasons }];
  }

  private truth(found: Condition | undefined): Cell {
    if (found === undefined) {
      return { text: '' };
    }
    const paint = { True: this.palette.green, False: this.palette.red, Unknown: this.palette.yellow }[found.status];
    return { text: found.status, paint };
  }

  unknown(): string {
    if (this.missing.size === 0) {
      return '';
    }
    return `cannot tell without ${[...this.missing].map(oneLine).join(', ')}: add what holds it with --with PATH\n`;
  }
}
