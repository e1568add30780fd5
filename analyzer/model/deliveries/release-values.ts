import { parse } from '../../../yaml/parse';
import { isMap, mapsIn } from '../schema/check-shape';
import { merged } from './merged';
import { textOf } from './source-reference';

/**
 * What ConfigMaps and Secrets hold, by `Kind namespace/name`; `undefined` for one whose content is
 * not known.
 */
export type Data = ReadonlyMap<string, ReadonlyMap<string, string> | undefined>;
type Values = Readonly<Record<string, unknown>>;

const SIMPLE_PATH = /^[\w-]+(?:\.[\w-]+)*$/;

/**
 * The values of a HelmRelease: those of ConfigMaps and Secrets in their order, then its own;
 * `undefined` if they are not all known.
 *
 * @see helm.toolkit.fluxcd.io/v2 HelmRelease, spec.valuesFrom
 */
export function releaseValues(spec: Values, namespace: string, data: Data): Values | undefined {
  let values: Values = {};
  for (const { kind, name, valuesKey, targetPath, optional } of mapsIn(spec.valuesFrom)) {
    const key = `${String(kind)} ${namespace}/${String(name)}`;
    const text = data.get(key)?.get(textOf(valuesKey) ?? 'values.yaml');
    if (text === undefined) {
      // A Secret may be made in the cluster.
      const isAbsent = data.has(key) ? data.get(key) !== undefined : kind === 'ConfigMap';
      if (optional === true && isAbsent) {
        continue;
      }
      return undefined;
    }
    const added = textOf(targetPath) === undefined ? mapIn(text) : valueAtPath(String(targetPath), text);
    if (added === undefined) {
      return undefined;
    }
    values = overridden(values, added);
  }
  return overridden(values, isMap(spec.values) ? spec.values : {});
}

function mapIn(text: string): Values | undefined {
  const parsed = parse(text);
  return 'value' in parsed && isMap(parsed.value) ? parsed.value : undefined;
}

/** What `--set path=text` of helm sets, if that is one plain value. */
function valueAtPath(path: string, text: string): Values | undefined {
  if (!SIMPLE_PATH.test(path) || /[,{}\\]/.test(text)) {
    return undefined;
  }
  const quoted = /^'(.*)'$|^"(.*)"$/s.exec(text);
  const value = quoted === null ? typed(text) : (quoted[1] ?? quoted[2] ?? '');
  return path
    .split('.')
    .reverse()
    .reduce<unknown>((inner, step) => ({ [step]: inner }), value) as Values;
}

function typed(text: string): unknown {
  const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
  if (Object.hasOwn(words, text.toLowerCase())) {
    return words[text.toLowerCase()];
  }
  return /^(?:0|-?[1-9]\d*)$/.test(text) ? Number(text) : text;
}

/** Values over others; a null stays, as it takes a default away. */
function overridden(left: Values, right: Values): Values {
  return merged(left, right, true) as Values;
}
