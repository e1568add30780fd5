import type { RuleName } from '../rules/registry';
import type { FindingOf } from './finding';

/** As Flux and envsubst write them. No name, host or number of the Gateway API holds one. */
const VARIABLE = /\$\{[A-Za-z_][^{}\n]*\}/;

/** A finding, or a note where it hangs on a variable that another tool fills in; `value` is what it points at. The name of its subject settles nothing. */
export function beforeVariables<R extends RuleName>(finding: FindingOf<R>, subject: string, value: string): FindingOf<R> {
  const [variable] = VARIABLE.exec([finding.message.replaceAll(subject, ''), value, ...finding.seen].join('\n')) ?? [];
  if (variable === undefined) return finding;
  const { predicts: _, traffic: __, ...rest } = finding;
  const message = finding.severity === 'note' ? finding.message : `cannot tell until ${variable} is substituted: ${finding.message}`;
  return { ...rest, severity: 'note', message, fix: { text: 'substitute the variables first, for example with "flux envsubst"' } };
}
