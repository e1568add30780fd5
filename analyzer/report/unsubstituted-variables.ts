import type { RuleName } from '../rules/registry';
import type { FindingOf } from './finding';

/**
 * As Flux and envsubst write them, a value that SOPS has encrypted, and what a plugin of Argo CD
 * fills in. No name, host or number of the Gateway API holds one.
 */
const VARIABLE = /\$\{[A-Za-z_][^{}\n]*\}|ENC\[[A-Z0-9_]+,[^\]\n]*\]|<(?:path|secret|vault):[^<>\n]+>/g;

/** What a finding says when it waits for a variable. */
export const BEFORE = 'cannot tell until ${';

/** What an object says itself, in which a variable may stand. */
export interface OwnText {
  /** As findings name it: a variable there settles nothing. */
  readonly subject: string;
  /** What the finding points at. */
  readonly value: string;
  /** All of the object. */
  readonly whole: () => string;
}

/**
 * A finding, or a note if it depends on a variable that another tool fills in: one in the value
 * that it points at, or one of its object that the message repeats. A variable in what is near
 * makes no difference, so that nobody softens a finding about the object of somebody else.
 */
export function beforeVariables<R extends RuleName>(finding: FindingOf<R>, own: OwnText | undefined): FindingOf<R> {
  const variable = own && variableOf(finding, own);
  if (variable === undefined) {
    return finding;
  }
  const { predicts: _, traffic: __, ...rest } = finding;
  const encrypted = variable.startsWith('ENC[');
  const until = encrypted ? 'the file is decrypted' : `${variable} is substituted`;
  const message = finding.severity === 'note' ? finding.message : `cannot tell until ${until}: ${finding.message}`;
  const first = encrypted
    ? 'decrypt the file first, for example with "sops decrypt"'
    : 'substitute the variables first, for example with "flux envsubst"';
  return { ...rest, severity: 'note', message, fix: { text: first } };
}

function variableOf<R extends RuleName>({ message, seen }: FindingOf<R>, { subject, value, whole }: OwnText): string | undefined {
  const [direct] = value.match(VARIABLE) ?? [];
  if (direct !== undefined) {
    return direct;
  }
  const repeated = [message.replaceAll(subject, ''), ...seen].join('\n').match(VARIABLE) ?? [];
  const text = repeated.length === 0 ? '' : whole();
  return repeated.find((variable) => text.includes(variable));
}
