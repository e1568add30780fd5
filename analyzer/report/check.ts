import type { Target } from '../../targets';
import { formatRef } from '../model/object-ref';
import { valueAt } from '../model/path';
import type { World } from '../model/world/world';
import { catalog } from '../rules/catalog';
import { editText, formatPath } from '../rules/edits/edit';
import type { CatalogEntry } from '../rules/entry';
import type { Finding, FindingOf, Fix, RuleName } from '../rules/finding';
import type { FindingParams } from '../rules/params';
import { registry } from '../rules/registry';
import type { Found, Rule } from '../rules/rule';
import type { Prediction } from '../status/conditions/prediction';
import { shortened } from '../text/words';
import { follows, misfitsOf } from './invalid-fields';
import { missingFix, missingText } from './missing-input-text';
import { identity, type Report, tally } from './report';
import { census } from './report-counts';
import { beforeVariables } from './unsubstituted-variables';

export interface CheckOptions {
  /** The rules to apply. @default - all of them */
  readonly rules?: readonly RuleName[];
  /** The CRDs that the cluster has, against which versions are checked. @default - not known */
  readonly target?: Pick<Target, 'gatewayApi' | 'channel'>;
}

/** Where a finding stands; `undefined` in what is known from context, which is not the reader's to mend. */
function place<R extends RuleName>({ at, path = [] }: Found<R>) {
  if (!('model' in at)) return { subject: { apiVersion: '', kind: '', namespace: '', name: '' }, text: at.file, location: at };
  if (at.context || at.origin(path).manifest.context) return undefined;
  const { apiVersion, kind, namespace, name } = at;
  return { subject: { apiVersion, kind, namespace, name }, text: formatRef(at), location: at.locate(path) };
}

/** What to do; where the input does not tell, which file would settle it, after the mend of what is likely a slip. */
function fixText<R extends RuleName>(entry: CatalogEntry<FindingParams[R]>, { edit, missing = [], params }: Found<R>): string | undefined {
  if (missing.length === 0) return edit === undefined ? entry.fix?.(params) : editText(edit);
  return edit === undefined ? missingFix(missing) : `${editText(edit)} if that is meant, else ${missingFix(missing)}`;
}

function fixOf<R extends RuleName>(entry: CatalogEntry<FindingParams[R]>, found: Found<R>): Fix | undefined {
  const text = fixText(entry, found);
  return text === undefined ? undefined : { text, ...(found.edit !== undefined && { edit: found.edit }) };
}

/** An error that may only come of where something without a namespace is taken to be. */
function assumed(at: Found<RuleName>['at']): readonly string[] {
  if (!('model' in at) || at.namespace !== 'default' || at.object.metadata.namespace !== undefined) return [];
  return ['it names no namespace, so "default" is assumed; Argo CD, Flux or "kubectl -n" may put it elsewhere'];
}

function findingOf<R extends RuleName>(rule: R, found: Found<R>): FindingOf<R> | undefined {
  const there = place(found);
  if (there === undefined) return undefined;
  const entry = catalog[rule] as CatalogEntry<FindingParams[R]>;
  const { severity, params, missing = [], predicts } = found;
  const { subject, text } = there;
  const question = severity === 'note' ? entry.question?.(text, params) : undefined;
  const fix = fixOf(entry, found);
  const traffic = severity === 'note' ? undefined : entry.traffic?.(subject.kind, params);
  const finding = {
    rule,
    severity,
    subject,
    path: formatPath(found.path ?? []),
    ...there.location,
    params,
    message: question === undefined ? entry.message(text, params) : `cannot tell whether ${question}: ${missingText(missing)}`,
    seen: [...shortened(entry.seen?.(params) ?? []), ...((predicts ?? traffic) === undefined ? [] : assumed(found.at))],
    ...(fix !== undefined && { fix }),
    ...(predicts !== undefined && { predicts }),
    ...(traffic !== undefined && { traffic }),
  };
  const value = 'model' in found.at ? valueAt(found.at.object, found.path ?? []) : undefined;
  return beforeVariables(finding, text, typeof value === 'string' ? value : '');
}

/** The order in which findings are shown. */
export function byPlace(left: Finding, right: Finding): number {
  const text = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return (
    text(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    text(left.rule, right.rule) ||
    text(left.message, right.message)
  );
}

/** Judges the input by the rules: every finding once, in the order of files and lines. */
export function check(world: World, prediction: Prediction, options: CheckOptions = {}): Report {
  const findings = new Map<string, Finding>();
  const misfits = misfitsOf(world.problems);
  for (const name of options.rules ?? (Object.keys(registry) as RuleName[])) {
    for (const found of (registry[name] as Rule<RuleName>).find({ world, prediction, ...(options.target && { target: options.target }) })) {
      if (name !== 'malformed' && name !== 'unknown-field' && follows(found, misfits)) continue;
      const finding = findingOf(name, found) as Finding | undefined;
      if (finding === undefined) continue;
      const key = identity(finding);
      if (!findings.has(key)) findings.set(key, finding);
    }
  }
  const sorted = [...findings.values()].sort(byPlace);
  const totals = {
    ...tally(sorted),
    ignored: 0,
    templates: 0,
    patches: world.census.patches,
  };
  return { findings: sorted, summary: { ...census(world, prediction), ...totals } };
}
