import type { Controller, Target } from '../../targets';
import { formatRef } from '../model/object-ref';
import { valueAt } from '../model/path';
import type { Missing } from '../model/problem';
import type { World } from '../model/world/world';
import { editText, formatPath } from '../rules/edits/edit';
import { factsOf } from '../rules/facts/facts';
import { type ParamsOf, type RuleName, registry } from '../rules/registry';
import type { Found, Rule, RuleDefinition, RuleInput } from '../rules/rule';
import type { Fix } from '../rules/severity';
import type { Prediction } from '../status/conditions/prediction';
import { shortened } from '../text/words';
import { changedElsewhere } from './changed-elsewhere';
import { withoutConsequences } from './consequences';
import type { Finding, FindingOf } from './finding';
import { follows, type Misfits, misfitsOf } from './invalid-fields';
import { leftOut } from './left-out';
import { missingFix, missingText } from './missing-input-text';
import { identity, type Report, tally } from './report';
import { census, templates } from './report-counts';
import { beforeVariables, type OwnText } from './unsubstituted-variables';

export interface CheckOptions {
  /** The rules to apply. @default - all of them */
  readonly rules?: readonly RuleName[];
  /** The CRDs that the cluster has, against which versions are checked. @default - not known */
  readonly target?: Pick<Target, 'gatewayApi' | 'channel'>;
  /** Who reads the objects. @default - not known */
  readonly controller?: Controller;
  /**
   * Whether defaults that are not written are reported whatever delivers the object. @default false
   */
  readonly defaults?: boolean;
}

/**
 * Where a finding stands; `undefined` in what is known from context, which is not the reader's to
 * fix.
 */
function place({ at, path = [] }: Found<unknown>) {
  if (!('model' in at)) {
    return { subject: { apiVersion: '', kind: '', namespace: '', name: '' }, text: at.file, location: at };
  }
  if (at.context || at.origin(path).manifest.context) {
    return undefined;
  }
  const { apiVersion, kind, namespace, name } = at;
  return { subject: { apiVersion, kind, namespace, name }, text: formatRef(at), location: at.locate(path) };
}

/**
 * What to do; if the input does not tell, which file would settle it, after the fix of what is
 * likely a slip.
 */
function fixText<Params>(rule: RuleDefinition<Params>, { edit, also = [], missing = [], params }: Found<Params>): string | undefined {
  const edits = edit && [edit, ...also].map(editText).join('; ');
  if (missing.length === 0) {
    const texts = [edits ?? rule.fix?.(params), rule.otherwise?.(params)].filter((text) => text !== undefined);
    return texts.length === 0 ? undefined : texts.join('; ');
  }
  return edits === undefined ? missingFix(missing) : `${edits} if that is intended, otherwise ${missingFix(missing)}`;
}

function fixOf<Params>(rule: RuleDefinition<Params>, found: Found<Params>, world: World): Fix | undefined {
  const text = fixText(rule, found);
  const { edit, also } = found;
  const by = edit && changedElsewhere([edit, ...(also ?? [])], world);
  if (text !== undefined && by !== undefined) {
    return { text: `${text}, in what ${by} makes of it` };
  }
  return text === undefined ? undefined : { text, ...(edit !== undefined && { edit, ...(also !== undefined && { also }) }) };
}

/** What stands beside a finding about an object that names no namespace. */
export const ASSUMED_NAMESPACE = 'it has no namespace, so "default" is assumed; Argo CD, Flux or "kubectl -n" may use another one';

/** An error that may only come of where something without a namespace is taken to be. */
function assumed(at: Found<unknown>['at']): readonly string[] {
  if (!('model' in at) || at.namespace !== 'default' || at.object.metadata.namespace !== undefined) {
    return [];
  }
  return [ASSUMED_NAMESPACE];
}

/** A value that an engine makes is not in the file that the finding names. */
function changedBy({ at, path = [] }: Found<unknown>): readonly string[] {
  const rendered = 'model' in at && path.length > 0 ? at.renderedBy(path) : undefined;
  if (rendered === undefined) {
    return [];
  }
  const { template } = rendered;
  const by = rendered.by === '' ? 'the kustomization at the root' : rendered.by;
  return [template ? `the file is a template: ${by} renders it` : `the file says something else: ${by} changes it`];
}

function findingOf<R extends RuleName>(rule: Rule<R, ParamsOf<R>>, found: Found<ParamsOf<R>>, world: World): FindingOf<R> | undefined {
  const there = place(found);
  if (there === undefined) {
    return undefined;
  }
  const { severity, params, predicts } = found;
  const missing = missingOf(found, world);
  const { subject, text } = there;
  const question = severity === 'note' ? rule.question?.(text, params) : undefined;
  const fix = fixOf(rule, { ...found, missing }, world);
  const traffic = severity === 'note' ? undefined : rule.traffic?.(subject.kind, params);
  const finding = {
    rule: rule.slug,
    severity,
    subject,
    path: formatPath(found.path ?? []),
    ...there.location,
    params,
    message: question === undefined ? rule.message(text, params) : `cannot tell whether ${question}: ${missingText(missing)}`,
    seen: [...shortened(rule.seen?.(params) ?? []), ...((predicts ?? traffic) === undefined ? [] : assumed(found.at)), ...changedBy(found)],
    ...(fix !== undefined && { fix }),
    ...(severity === 'note' && missing.length > 0 && { missing }),
    ...(predicts !== undefined && { predicts }),
    ...(traffic !== undefined && { traffic }),
  };
  return beforeVariables(finding, ownText(found, text));
}

/** What would have to be in the input, and what of it is there as it will not be. */
function missingOf({ missing = [] }: Found<unknown>, world: World): readonly Missing[] {
  return missing.map((one) => (world.changed(one.kind, one.namespace, one.name) ? { ...one, changed: true } : one));
}

function ownText({ at, path = [] }: Found<unknown>, subject: string): OwnText | undefined {
  if (!('model' in at) || at.literal) {
    return undefined;
  }
  const value = valueAt(at.object, path);
  return { subject, value: typeof value === 'string' ? value : '', whole: () => JSON.stringify(at.object) };
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

/**
 * A question that only an object leaves open which the API server refuses, and which is reported
 * itself.
 */
function waitsForRefused({ missing = [] }: Found<unknown>): boolean {
  return missing.length > 0 && missing.every(({ refused }) => refused);
}

/** Makes the findings of what a rule found. */
type Make = () => Finding | undefined;

/** What one rule finds that does not come of an invalid field, which is reported itself. */
function* madeBy<R extends RuleName>(name: R, input: RuleInput, misfits: Misfits): Iterable<[at: Found<unknown>['at'], make: Make]> {
  const rule: Rule<R, ParamsOf<R>> = registry[name];
  const judgesFields = name === 'malformed' || name === 'unknown-field';
  for (const found of rule.find(input)) {
    if (!waitsForRefused(found) && (judgesFields || !follows(found, misfits))) {
      yield [found.at, () => findingOf(rule, found, input.world) as Finding | undefined];
    }
  }
}

/** Judges the input by the rules: every finding once, in the order of files and lines. */
export function check(world: World, prediction: Prediction, options: CheckOptions = {}): Report {
  const misfits = misfitsOf(world.problems);
  const { target, controller, defaults = false } = options;
  const input = {
    world,
    prediction,
    facts: factsOf(world, prediction),
    defaults,
    ...(target && { target }),
    ...(controller && { controller }),
  };
  // What all rules find in an object is put together at once, since its document is read again for
  // the places.
  const made = new Map<Found<unknown>['at'], Make[]>();
  for (const name of options.rules ?? (Object.keys(registry) as RuleName[])) {
    for (const [at, make] of madeBy(name, input, misfits)) {
      const others = made.get(at);
      if (others === undefined) {
        made.set(at, [make]);
      } else {
        others.push(make);
      }
    }
  }
  const findings = new Map<string, Finding>();
  for (const make of [...made.values()].flat()) {
    const finding = make();
    if (finding !== undefined && !findings.has(identity(finding))) {
      findings.set(identity(finding), finding);
    }
  }
  const sorted = withoutConsequences([...findings.values()].sort(byPlace), prediction);
  const totals = {
    ...tally(sorted),
    ignored: 0,
    templates: templates(world),
    patches: world.census.patches,
    unknown: world.census.unknown,
  };
  return { findings: sorted, summary: { ...census(world, prediction), ...totals }, ...leftOut(world, prediction) };
}
