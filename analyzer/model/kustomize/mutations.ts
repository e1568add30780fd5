import { KINDS } from '../kinds';
import { groupOf } from '../object-ref';
import type { Kind } from '../objects';
import { valueAt } from '../path';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import { type Entry, entriesIn } from '../sources/list-items';
import { kubectlCommands } from './delivery';
import type { Change } from './place';

const MAY_MUTATE = /\bmutat(?:e|ions?)\b|\bmutations\.gatekeeper\.sh\b|\bMutating(?:AdmissionPolicy|Policy)\b/;
/** Where kubectl looks, which may stand between the kind and the name. */
const OPTION = /\s(?:-n|--namespace|--context|--kubeconfig)(?:=|\s+)\S+/g;
const CHANGES = /\s(patch|label)\s+(?:--overwrite\s+)?([a-z]+)(?:\.[a-z0-9.-]+)?(?:\s+|\/)["']?([a-z0-9][a-z0-9.-]*)?/;
const SHORT: Readonly<Record<string, Kind>> = { gtw: 'Gateway', gc: 'GatewayClass', ns: 'Namespace', svc: 'Service', cm: 'ConfigMap' };

/**
 * What policies of the input change in objects as they are admitted: of Kyverno, Gatekeeper and
 * Kubernetes itself. What they match besides the kind is not asked.
 */
export function mutationsIn(text: string): readonly Change[] {
  return MAY_MUTATE.test(text) ? [...entriesIn(text)].flatMap(changesBy) : [];
}

/** What a script changes with `kubectl patch` and `kubectl label`. */
export function changesByScript(text: string): readonly Change[] {
  return kubectlCommands(text).flatMap((command): Change[] => {
    const [, verb, resource = '', name] = CHANGES.exec(command.replace(OPTION, ' ')) ?? [];
    const kind = SHORT[resource] ?? KINDS.find((one) => [one.toLowerCase(), pluralOf(one)].includes(resource));
    if (kind === undefined) {
      return [];
    }
    return [{ kind, ...(name !== undefined && { name }), ...(verb === 'label' && { fields: ['metadata.labels'] }) }];
  });
}

function changesBy({ value, apiVersion, kind }: Entry): Change[] {
  const group = typeof apiVersion === 'string' ? groupOf(apiVersion) : '';
  const spec = valueAt(value, ['spec']);
  if (group === 'kyverno.io') {
    return mapsIn(valueAt(spec, ['rules'])).flatMap((rule) => (isMap(rule.mutate) ? byRule(rule, rule.mutate) : []));
  }
  if (group === 'mutations.gatekeeper.sh') {
    const fields = [String(valueAt(spec, ['location'])).replace(/\[[^\]]*\]/g, '')];
    const applied = [...mapsIn(valueAt(spec, ['applyTo'])), ...mapsIn(valueAt(spec, ['match', 'kinds']))];
    return ofKinds(
      applied.flatMap(({ kinds }) => textsIn(kinds)),
      fields,
    );
  }
  if (kind === 'MutatingPolicy' || kind === 'MutatingAdmissionPolicy') {
    const rules = mapsIn(valueAt(spec, ['matchConstraints', 'resourceRules']));
    return ofKinds(rules.flatMap(({ resources }) => textsIn(resources)));
  }
  return [];
}

function byRule(rule: Readonly<Record<string, unknown>>, mutate: Readonly<Record<string, unknown>>): Change[] {
  const { match } = rule;
  const matched = ['any', 'all'].flatMap((field) => mapsIn(valueAt(match, [field])));
  const kinds = [match, ...matched].flatMap((one) => textsIn(valueAt(one, ['resources', 'kinds'])));
  const targets = mapsIn(mutate.targets).map((target) => String(target.kind));
  const merged = mutate.patchStrategicMerge;
  return ofKinds(targets.length > 0 ? targets : kinds, isMap(merged) ? leaves(merged, '') : undefined);
}

/** The fields that a merge changes, without the marks of Kyverno around their names. */
function leaves(value: Readonly<Record<string, unknown>>, above: string): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = `${above}${key.replace(/^[+^=]?\((.*)\)$/, '$1')}`;
    return isMap(inner) ? leaves(inner, `${path}.`) : [path];
  });
}

/** Kinds as policies write them: `*`, `Gateway`, `group/version/Gateway`, `gateways`. */
function ofKinds(written: readonly string[], fields?: readonly string[]): Change[] {
  const last = written.map((one) => one.split('/').at(-1) ?? '');
  return KINDS.filter((kind) => last.some((one) => one === '*' || one === kind || one === pluralOf(kind))).map((kind) => ({
    kind,
    ...(fields !== undefined && { fields }),
  }));
}

function pluralOf(kind: Kind): string {
  const lower = kind.toLowerCase();
  return lower.endsWith('s') ? `${lower}es` : lower.endsWith('y') && kind !== 'Gateway' ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}
