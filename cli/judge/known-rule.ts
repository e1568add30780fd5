import { type RuleName, registry } from '../../analyzer/rules/registry';
import { RENAMED } from '../../analyzer/rules/renamed';
import { nearest } from '../../analyzer/text/did-you-mean';
import { Trouble } from '../exit-code';

/**
 * The rule of a name that somebody wrote, `at` a place.
 *
 * @throws if there is no rule of that name, with the one that it was renamed to, or that comes near
 */
export function knownRule(name: string, at?: string): RuleName {
  if (Object.hasOwn(registry, name)) return name as RuleName;
  const place = at === undefined ? '' : `${at}: `;
  const renamed = RENAMED.get(name);
  if (renamed !== undefined) throw new Trouble(`${place}${name} is now ${renamed}`);
  const near = nearest(name, Object.keys(registry));
  throw new Trouble(
    `${place}rule "${name}" is not known${near === undefined ? '' : `: did you mean ${near}?`}; "crossing explain" lists the rules`,
  );
}
