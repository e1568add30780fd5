import type { RuleName } from '../../analyzer/rules/registry';
import { registry } from '../../analyzer/rules/registry';
import { nearest } from '../../analyzer/text/did-you-mean';
import { Trouble } from '../exit-code';

/** The rule of a name that somebody wrote, `at` a place. */
export function knownRule(name: string, at?: string): RuleName {
  if (Object.hasOwn(registry, name)) return name as RuleName;
  const near = nearest(name, Object.keys(registry));
  const place = at === undefined ? '' : `${at}: `;
  throw new Trouble(
    `${place}rule "${name}" is not known${near === undefined ? '' : `: did you mean ${near}?`}; "crossing explain" lists the rules`,
  );
}
