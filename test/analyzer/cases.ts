import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeliveryProblem } from '../../analyzer/model/deliveries/delivery';
import { load } from '../../analyzer/model/load';
import type { Source } from '../../analyzer/model/sources/source';
import type { World } from '../../analyzer/model/world/world';
import { type CheckOptions, check } from '../../analyzer/report/check';
import type { Report } from '../../analyzer/report/report';
import type { RuleName } from '../../analyzer/rules/registry';
import { registry } from '../../analyzer/rules/registry';
import type { Prediction } from '../../analyzer/status/conditions/prediction';
import { predict } from '../../analyzer/status/predict';
import { RELEASES } from '../../gateway-api';
import { bundleOf, CONTROLLERS, type Target } from '../../targets';

const folder = join(__dirname, '../cases');

/** The names of all rules. */
export const rules = Object.keys(registry) as RuleName[];

/** One scenario of a rule. */
export interface Case {
  readonly name: string;
  readonly folder: string;
  /** The rule that the folder is named after, whatever suffix follows. */
  readonly rule: RuleName | undefined;
  readonly bad: string;
  readonly ok: string;
  readonly context: string | undefined;
  /** Features that the assumed controller lacks. */
  readonly without: readonly string[];
  /** The CRDs that the cluster has and who reads the objects, where it matters. */
  readonly target: Partial<Target> | undefined;
}

/**
 * What is wrong with the deliveries of a case, as its first line says, at the line of the first
 * finding that is wanted.
 */
export function deliveriesOf(text: string, shown = text): DeliveryProblem[] {
  const [, what, by = '', message = ''] = text.match(/^# delivery (\S+) (\S+ \S+): (.*)$/m) ?? [];
  if (what === undefined) {
    return [];
  }
  const line = text.split('\n').findIndex((line) => line.includes('# want')) + 1 - text.split('\n').length + shown.split('\n').length;
  return [{ what: what as DeliveryProblem['what'], by, message, file: 'bad.yaml', line, column: 3, engine: true, struck: false }];
}

function ruleOf(name: string): RuleName | undefined {
  const fitting = rules.filter((rule) => name === rule || name.startsWith(`${rule}-`));
  return fitting.sort((left, right) => right.length - left.length)[0];
}

function targetOf(text: string): Partial<Target> | undefined {
  const [, release, channel] = text.match(/^# target (\S+) (\S+)$/m) ?? [];
  const gatewayApi = RELEASES.find((one) => one === release);
  const [, name] = text.match(/^# controller (\S+)$/m) ?? [];
  const controller = CONTROLLERS.find((one) => one === name);
  const crds = gatewayApi && ({ gatewayApi, channel: channel === 'standard' ? 'standard' : 'experimental' } as const);
  return crds || controller ? { ...crds, ...(controller && { controller }) } : undefined;
}

/** Every case in `test/cases/`. */
export const cases: readonly Case[] = readdirSync(folder)
  .sort()
  .map((name) => {
    const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
    const bad = read('bad.yaml');
    return {
      name,
      folder: join(folder, name),
      rule: ruleOf(name),
      bad,
      ok: read('ok.yaml'),
      context: existsSync(join(folder, name, 'context.yaml')) ? read('context.yaml') : undefined,
      target: targetOf(bad),
      without: [...bad.matchAll(/^# without (\S+)$/gm)].map(([, feature = '']) => feature),
    };
  });

/** The rules that are wanted on each line, as `12 ref-not-permitted`, sorted as findings are. */
export function wanted(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const [, names] = line.match(/# want (.+)$/) ?? [];
    return (names?.split(', ') ?? []).map((name) => `${index + 1} ${name}`);
  });
}

/** The text of a case as a reader sees it. */
export function plain(text: string): string {
  return text.replace(/^# (?:without|target|controller|delivery) .*\n/gm, '').replace(/ *# want .+$/gm, '');
}

/** One manifest of a case, with the context that goes with it. */
export function sources({ context }: Case, path: string, text: string): Source[] {
  return [{ path, text }, ...(context === undefined ? [] : [{ path: 'context.yaml', text: context, context: true }])];
}

export interface Judged {
  readonly world: World;
  readonly prediction: Prediction;
  readonly report: Report;
}

/** What a check is told of a target. */
export function optionsFor(target: Partial<Target> | undefined): Pick<CheckOptions, 'controller' | 'target'> {
  const bundle = bundleOf(target);
  return { ...(bundle && { target: bundle }), ...(target?.controller && { controller: target.controller }) };
}

/** What all rules say. */
export function judge(
  read: readonly Source[],
  without: readonly string[] = [],
  target?: Partial<Target>,
  deliveries = read.filter(({ context }) => !context).flatMap(({ text }) => deliveriesOf(text)),
): Judged {
  const bundle = bundleOf(target);
  const world = load(read, { deliveries, ...(bundle && { bundle }) });
  const prediction = predict(world, { without });
  return { world, prediction, report: check(world, prediction, optionsFor(target)) };
}
