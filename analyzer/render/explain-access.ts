import type { Manifest } from '../model/manifest';
import { formatRef } from '../model/object-ref';
import type { ReferenceGrantFrom, ReferenceGrantTo } from '../model/objects';
import type { World } from '../model/world/world';
import { allowedNamespacesText } from '../rules/facts/grant-text';
import type { ListenerPrediction, Prediction, Reference } from '../status/conditions/prediction';
import { permission } from './explain-object';
import { type Palette, PLAIN } from './palette';
import { oneLine } from './safe';
import { type Cell, table } from './table';

/** A Service, or a namespace with all that is in it. */
export interface Subject {
  readonly namespace: string;
  /** @default - the namespace as a whole */
  readonly service?: string;
}

/**
 * Who may reach a Service or a namespace, and by whose consent: the grants there, the references
 * that exist, and who may attach to its listeners.
 */
export function explainAccess(world: World, prediction: Prediction, subject: Subject, palette: Palette = PLAIN): string {
  const { namespace, service } = subject;
  const title = service === undefined ? `Namespace ${namespace}` : `Service ${namespace}/${service}`;
  const what = service === undefined ? 'what is in it' : 'it';
  const sections: [head: string, rows: Cell[][], none: string][] = [
    [`who may reference ${what}`, consents(world, subject), ''],
    [
      `who references ${what}`,
      references(prediction, subject, palette),
      service === undefined ? 'nothing in another namespace' : 'nothing',
    ],
  ];
  if (service === undefined) {
    const attaching = [...listeners(prediction, namespace), ...listenerSets(prediction, namespace)];
    sections.push(['who may attach to its listeners', attaching, 'it has no listeners']);
  }
  const missing = world.closed('ReferenceGrant', namespace)
    ? []
    : [
        `cannot tell whether that is all: Namespace "${oneLine(namespace)}" is not among the manifests, or crossing.yaml says that it is open\n`,
      ];
  const text = sections.map(([head, rows, none]) => `${head}\n${rows.length === 0 ? `  ${none}\n` : table(rows)}`);
  return [`${palette.bold(oneLine(title))}\n`, ...text, ...missing].join('\n');
}

/**
 * Everybody in the namespace itself, and every entry of a ReferenceGrant there that is about the
 * subject.
 */
function consents(world: World, { namespace, service }: Subject): Cell[][] {
  const concerns = ({ group, kind, name }: ReferenceGrantTo) =>
    service === undefined || (group === '' && kind === 'Service' && ['', service].includes(name ?? ''));
  const rows = world.in('ReferenceGrant', namespace).flatMap((grant) => {
    const { from = [], to = [] } = grant.object.spec;
    return from.flatMap((source) => to.filter(concerns).map((target) => grantRow(source, target, grant)));
  });
  return [[{ text: `  anything in ${namespace}` }, { text: 'same namespace, needs no grant' }], ...rows];
}

function grantRow(from: ReferenceGrantFrom, to: ReferenceGrantTo, grant: Manifest<'ReferenceGrant'>): Cell[] {
  const target = (to.name ?? '') === '' ? `every ${to.kind}` : `${to.kind} ${to.name}`;
  return [{ text: `  ${from.kind} in ${from.namespace}` }, { text: `${target}, permitted by ${formatRef(grant)}` }];
}

function references({ routes, gateways, listenerSets, policies }: Prediction, { namespace, service }: Subject, palette: Palette): Cell[][] {
  const concerns = ({ target }: Reference) =>
    target.namespace === namespace && (service === undefined || (target.kind === 'Service' && target.name === service));
  const holders: readonly { readonly manifest: Manifest; readonly references: readonly Reference[] }[] = [
    ...routes,
    ...gateways,
    ...listenerSets,
    ...policies,
  ];
  return holders.flatMap(({ manifest, references }) =>
    references
      .filter((reference) => concerns(reference) && (service !== undefined || manifest.namespace !== namespace))
      .map((reference) => [
        { text: `  ${formatRef(manifest)}` },
        { text: service === undefined ? `${reference.role} ${formatRef(reference.target)}` : reference.role },
        permission(reference, manifest.namespace, palette),
      ]),
  );
}

function listeners({ gateways, listenerSets }: Prediction, namespace: string): Cell[][] {
  const own = [...gateways, ...listenerSets].filter(({ manifest }) => manifest.namespace === namespace);
  return own.flatMap(({ manifest, listeners }) =>
    listeners.map((prediction) => [
      { text: `  ${formatRef(manifest)}` },
      { text: `listener ${prediction.listener.name}` },
      { text: `routes from ${admitted(prediction, namespace)}` },
      attached(prediction.routes),
    ]),
  );
}

/** Gateways that allow ListenerSets, which by default they do not. */
function listenerSets({ gateways, listenerSets }: Prediction, namespace: string): Cell[][] {
  const own = gateways.filter(({ manifest }) => manifest.namespace === namespace);
  return own.flatMap(({ manifest }) => {
    const { from = 'None', selector } = manifest.object.spec.allowedListeners?.namespaces ?? {};
    const sets = listenerSets.filter(({ gateway }) => gateway !== undefined && formatRef(gateway.manifest) === formatRef(manifest));
    const accepted = sets.filter(({ conditions }) => conditions.some(({ type, status }) => type === 'Accepted' && status === 'True'));
    const cells = [
      { text: `  ${formatRef(manifest)}` },
      { text: 'allowedListeners' },
      { text: `ListenerSets from ${allowedNamespacesText(from, selector, namespace)}` },
      attached(accepted.map(({ manifest }) => manifest)),
    ];
    return from === 'None' ? [] : [cells];
  });
}

function attached(manifests: readonly Manifest[]): Cell {
  return { text: `attached: ${manifests.map(formatRef).join(', ') || 'none'}` };
}

function admitted({ listener }: ListenerPrediction, namespace: string): string {
  const { from = 'Same', selector } = listener.allowedRoutes?.namespaces ?? {};
  return allowedNamespacesText(from, selector, namespace);
}
