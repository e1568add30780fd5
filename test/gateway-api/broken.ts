import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { validate } from '../../analyzer/model/schema/validate';
import { type Bundle, CHANNELS, only, RELEASES } from '../../gateway-api';
import { RULES_BY_KIND } from '../../gateway-api/rules/table';
import type { Manifest } from '../cluster/api-server';

/** Where each rule about several fields has a folder, with a suffix if it needs more than one. */
const folder = join(__dirname, 'broken');

/** The names of all rules about several fields. */
export const RULE_NAMES: readonly string[] = [
  ...new Set(Object.values(RULES_BY_KIND).flatMap((table) => table.flatMap(([, list]) => list.map(({ name }) => name)))),
];

/** Objects that break one rule, and the nearest ones that do not. */
export interface Broken {
  readonly rule: string;
  readonly name: string;
  readonly folder: string;
  /** The bad ones as they are written, each at its own line. */
  readonly texts: readonly string[];
  readonly bad: readonly Manifest[];
  readonly ok: readonly Manifest[];
}

/** The documents of a text, each behind as many empty lines as there are lines before it. */
function documents(text: string): string[] {
  const separator = '---\n';
  let lines = 0;
  return text.split(/^---\n/m).map((document) => {
    const placed = '\n'.repeat(lines) + document;
    lines += (document + separator).split('\n').length - 1;
    return placed;
  });
}

/** Every folder of `broken/`. */
export const BROKEN: readonly Broken[] = readdirSync(folder)
  .sort()
  .map((name) => {
    const fitting = RULE_NAMES.filter((rule) => name === rule || name.startsWith(`${rule}-`));
    const [rule = ''] = fitting.sort((left, right) => right.length - left.length);
    const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
    const objects = (file: string) => loadAll(read(file)) as Manifest[];
    return { rule, name, folder: join(folder, name), texts: documents(read('bad.yaml')), bad: objects('bad.yaml'), ok: objects('ok.yaml') };
  });

/** What the API server of some CRDs refuses in an object. */
export function faultsOf(object: Manifest, bundle: Bundle) {
  return validate(structuredClone(object), only(bundle));
}

/** The newest CRDs, the experimental ones first, with which an object breaks a rule. */
export function breakingBundle(object: Manifest, rule: string): Bundle {
  const bundles = [...RELEASES].reverse().flatMap((gatewayApi) => CHANNELS.map((channel) => ({ gatewayApi, channel })));
  const found = bundles.find((bundle) => faultsOf(object, bundle).some((fault) => fault.what === 'cross-field' && fault.rule === rule));
  if (found === undefined) {
    throw new Error(`${object.kind} ${object.metadata.name} does not break ${rule} with any CRDs`);
  }
  return found;
}
