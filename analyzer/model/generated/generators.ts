import { valueAt } from '../path';
import { CERTIFICATES } from './certificates';
import { copiesOf } from './copies';
import { embeddedIn } from './embedded-objects';
import { JOBS } from './jobs';
import { type Generate, items, type Making, making, text } from './making';
import { chartsInValues, chartsNamedIn } from './named-charts';
import { POLICIES } from './policies';
import { RELEASES } from './releases';
import { ROUTES } from './routes';
import { SECRETS } from './secrets';

const GENERATORS: ReadonlyMap<string, Generate> = new Map([...RELEASES, ...CERTIFICATES, ...SECRETS, ...POLICIES, ...JOBS, ...ROUTES]);

/** What makes anything beside each of its objects, by the group alone. */
const GROUPS: ReadonlyMap<string, Generate> = new Map([
  // Instances, of kinds that a ResourceGraphDefinition defines and that may be called otherwise.
  [
    'kro.run',
    (value, namespace) => (valueAt(value, ['kind']) === 'ResourceGraphDefinition' ? [] : [making('Anything', namespace, undefined)]),
  ],
]);

/** What has a line in the tables, as group and kind. */
export const makerKinds: readonly string[] = [...GENERATORS.keys()];

/** Of objects whose own charts have a line in the table: those that their values name. */
const OF_VALUES: ReadonlyMap<string, (spec: unknown) => readonly Making[]> = new Map([
  ['argoproj.io/Application', ofSources],
  ['argoproj.io/ApplicationSet', (spec) => ofSources(valueAt(spec, ['template', 'spec']))],
  ['helm.cattle.io/HelmChart', (spec) => chartsNamedIn(valueAt(spec, ['valuesContent']))],
  ['helm.fluxcd.io/HelmRelease', (spec) => chartsNamedIn(valueAt(spec, ['values']))],
  ['helm.toolkit.fluxcd.io/HelmRelease', (spec) => chartsNamedIn(valueAt(spec, ['values']))],
  ['source.toolkit.fluxcd.io/HelmChart', () => []],
]);
/** Groups of Kubernetes itself: what labels its objects have names no chart. */
const KUBERNETES = /^(?:|apps|autoscaling|batch|extensions|policy|(?:(?:[^.]+|gateway\.networking|rbac\.authorization)\.)?k8s\.io)$/;

/** Where a resource of Crossplane, or of something like it, puts its connection details. */
const CONNECTION = [
  ['spec', 'writeConnectionSecretToRef'],
  ['spec', 'publishConnectionDetailsTo'],
];

/**
 * What an object, as it was parsed, may bring about by other hands: a certificate issued, a secret
 * unsealed, a chart installed.
 */
export function makingsOf(group: string, kind: string, value: unknown, namespace: string, name: string | undefined): readonly Making[] {
  return [
    ...((GENERATORS.get(`${group}/${kind}`) ?? GROUPS.get(group))?.(value, namespace, name) ?? []),
    ...copiesOf(kind, value, namespace, name),
    ...namedCharts(group, kind, value),
    ...embeddedIn(group, value),
    ...CONNECTION.flatMap((path) => {
      const secret = text(value, ...path, 'name');
      return secret === undefined ? [] : [making('Secret', text(value, ...path, 'namespace') ?? namespace, secret)];
    }),
  ];
}

/**
 * The charts that an object names: those of its values, or all if it is of a kind without a line.
 */
function namedCharts(group: string, kind: string, value: unknown): readonly Making[] {
  const ofValues = OF_VALUES.get(`${group}/${kind}`);
  if (ofValues !== undefined) {
    return ofValues(valueAt(value, ['spec']));
  }
  const named = !KUBERNETES.test(group) && !GENERATORS.has(`${group}/${kind}`);
  return named ? chartsNamedIn(value, text(value, 'metadata', 'namespace')) : [];
}

function ofSources(spec: unknown): readonly Making[] {
  return [valueAt(spec, ['source']), ...items(spec, 'sources')].flatMap(chartsInValues);
}
