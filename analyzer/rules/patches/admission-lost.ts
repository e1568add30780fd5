import type { Manifest } from '../../model/manifest';
import type { LabelSelector, Listener } from '../../model/objects';
import { admits } from '../../status/matching/namespaces';
import { list, quoted, quotedList } from '../../text/words';
import { setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { NAME_LABEL } from '../facts/admissions';
import { defineRule, type Found, type RuleInput } from '../rule';

export interface Params {
  readonly listener: string;
  readonly lost: readonly string[];
  /** Whether namespaces that nobody names were allowed. */
  readonly others: boolean;
  readonly kinds: readonly string[];
}

type Gateway = Manifest<'Gateway'>;

/** The namespaces that a selector lists by name. */
function listed({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): string[] {
  const expressions = matchExpressions.filter(({ key, operator }) => key === NAME_LABEL && operator === 'In');
  return [...(matchLabels[NAME_LABEL] === undefined ? [] : [matchLabels[NAME_LABEL]]), ...expressions.flatMap(({ values = [] }) => values)];
}

/** What a Gateway's protocol takes where its listener does not restrict the kinds. */
function kindsOf({ protocol, allowedRoutes }: Listener): string[] {
  const kinds = allowedRoutes?.kinds ?? [];
  if (kinds.length > 0) {
    return kinds.map(({ kind }) => kind);
  }
  return protocol === 'HTTP' || protocol === 'HTTPS' ? ['HTTPRoute', 'GRPCRoute'] : [];
}

function shutOut({ world, facts }: RuleInput, gateway: Gateway, before: Listener, after: Listener, known: readonly string[]): string[] {
  const [old, next] = [before.allowedRoutes?.namespaces ?? {}, after.allowedRoutes?.namespaces ?? {}];
  const admitted = (policy: typeof old, name: string) => admits(policy, gateway.namespace, name, world).answer;
  const names = new Set([...facts.objectsByName.names(world.all('Namespace')), ...listed(old.selector), ...known]);
  return [...names].filter((name) => admitted(old, name) === 'True' && admitted(next, name) === 'False').sort();
}

/** Adds the names to the selector, where the patch selects by names alone. */
function readmit(gateway: Gateway, index: number, { allowedRoutes }: Listener, lost: readonly string[]): Edit | undefined {
  const selector = allowedRoutes?.namespaces?.selector;
  const at = selector?.matchExpressions?.findIndex(({ key, operator }) => key === NAME_LABEL && operator === 'In') ?? -1;
  if (at === -1 || selector === undefined || lost.length === 0) {
    return undefined;
  }
  const path = ['spec', 'listeners', index, 'allowedRoutes', 'namespaces', 'selector', 'matchExpressions', at, 'values'];
  return setField(gateway, path, [...new Set([...listed(selector), ...lost])].sort());
}

function lostText({ lost, others, kinds }: Params): string {
  const names = lost.length === 0 ? [] : [`namespace ${quotedList(lost)}`];
  return list([...names, ...(others ? ['all other namespaces'] : []), ...(kinds.length === 0 ? [] : [list(kinds)])]);
}

/** A patch of an external Gateway that allows less than the Gateway does without it. */
export const admissionLost = defineRule('admission-lost', {
  reads: ['Gateway', 'Namespace'],
  title: 'a patch of a listener removes access that exists today',
  why: 'A patch replaces what the listener allowed before; it does not add to it. Routes that it does not allow are detached at the next sync.',
  *find(input): Iterable<Found<Params>> {
    const { world, facts } = input;
    for (const gateway of world.all('Gateway')) {
      const whole = gateway.parts.find((part) => part !== gateway && part.object.spec.gatewayClassName !== undefined);
      if (whole === undefined) {
        continue;
      }
      for (const [index, after] of (gateway.object.spec.listeners ?? []).entries()) {
        const path = ['spec', 'listeners', index, 'allowedRoutes'];
        const before = whole.object.spec.listeners?.find(({ name }) => name === after.name);
        const isKnown = gateway.known([...path, 'namespaces', 'from']) && gateway.known([...path, 'namespaces', 'selector']);
        const point = { owner: gateway, listener: after.name };
        if (before === undefined || !isKnown || facts.admissionRefusals.has(point)) {
          continue;
        }
        const users = facts.attachmentRequests.namespaces(point);
        const lost = shutOut(input, gateway, before, after, users);
        const [old, next] = [before.allowedRoutes?.namespaces?.from, after.allowedRoutes?.namespaces?.from];
        const others = old === 'All' && next !== 'All';
        const kinds = kindsOf(before).filter((kind) => !kindsOf({ ...after, protocol: before.protocol ?? '' }).includes(kind));
        if (lost.length === 0 && !others && kinds.length === 0) {
          continue;
        }
        const at = lost.length > 0 || others ? [...path, 'namespaces'] : [...path, 'kinds'];
        const severity = lost.some((name) => users.includes(name)) ? 'error' : 'warning';
        const edit = others || kinds.length > 0 ? undefined : readmit(gateway, index, after, lost);
        yield { at: gateway, path: at, severity, params: { listener: after.name, lost, others, kinds }, edit };
      }
    }
  },
  message: (subject, params) =>
    `listener ${quoted(params.listener)} of ${subject} allows ${lostText(params)} today, but not with this patch`,
  fix: ({ kinds, lost, others }) =>
    kinds.length > 0 && lost.length === 0 && !others
      ? 'remove kinds from the patch, or list those too'
      : 'list in the patch all namespaces and kinds that must stay allowed',
});
