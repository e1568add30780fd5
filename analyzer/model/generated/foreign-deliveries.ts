import { mayBring } from '../sources/languages';
import { type Making, making } from './making';

const COMMENT = /^[ \t]*(?:#|\/\/)[^\n]*/gm;
/** What installs charts or applies what others keep, one command after the other. */
const COMMANDS = /\b(?:helm\s+(?:upgrade|install)|kubectl\b)(?:[^\n\\]|\\\r?\n)*/g;
const APPLIES = /\b(?:apply|create)\b/;
const URL = /https?:/;
const NAMESPACE_OPTION = /(?:^|\s)(?:-n|--namespace)[ =]["']?([a-z0-9-]+)["']?(?=[\s"',\])}]|$)/;
const HELM_COMMAND = /\bhelm\s/;
/** A namespace as languages write one: `namespace = "web"`, `namespace: web`. */
const WRITTEN = /\b(?:target|release|default)?_?namespace["']?\s*[:=]+\s*(?:["']([a-z0-9-]+)["']|([a-z0-9-]+)(?=[ \t]*(?:$|[,}\]])))?/gim;
/** What may be a namespace that a variable stands for: a value by itself. */
const VALUE =
  /\bkubernetes_namespace(?:_v1)?\.([\w-]+)|["']([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)["']|[=:][ \t]*([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)[ \t]*$/gm;

/** Some GatewayClass, of which only what brings it knows the name. */
const SOME_CLASS: Making = { kind: 'GatewayClass' };

/**
 * What files of a language that is not read may bring: charts into the namespaces that they name,
 * and GatewayClasses. If a variable stands for a namespace, each value that the file holds may be
 * the one.
 */
export function foreignDeliveries(source: string): readonly Making[] {
  if (!mayBring(source)) {
    return [];
  }
  const code = source.replace(COMMENT, '');
  const targets = [...commandTargets(code), ...[...code.matchAll(WRITTEN)].map(([, quoted, bare]) => quoted ?? bare)];
  return [SOME_CLASS, ...into(targets, code)];
}

/** What the commands bring that stand in a manifest: the steps of a pipeline, a task. */
export function commandDeliveries(source: string): readonly Making[] {
  if (!HELM_COMMAND.test(source)) {
    return [];
  }
  const code = source.replace(COMMENT, '');
  const targets = commandTargets(code);
  return targets.length === 0 ? [] : [SOME_CLASS, ...into(targets, code)];
}

function commandTargets(code: string): (string | undefined)[] {
  return [...code.matchAll(COMMANDS)]
    .map(([command]) => ({ command, target: NAMESPACE_OPTION.exec(command)?.[1] }))
    .filter(({ command, target }) => HELM_COMMAND.test(command) || (target !== undefined && APPLIES.test(command) && URL.test(command)))
    .map(({ target }) => target);
}

/**
 * What may be brought into some namespaces, of which those that a variable stands for are unknown.
 */
function into(targets: readonly (string | undefined)[], code: string): Making[] {
  const namespaces = new Set(targets.includes(undefined) ? [...targets, ...valuesIn(code)] : targets);
  return [...namespaces].flatMap((namespace) => (namespace === undefined ? [] : making('Anything', namespace, undefined)));
}

function valuesIn(code: string): string[] {
  return [...code.matchAll(VALUE)].map(([, referred, quoted, bare = '']) => referred ?? quoted ?? bare);
}
