import { type RuleName, registry } from '../rules/registry';
import { RENAMED } from '../rules/renamed';
import { nearest } from '../text/did-you-mean';

/**
 * The rule of a name.
 *
 * @param at the place that names it
 * @throws if there is no rule of that name, with the one that it was renamed to, or that comes near
 */
export function knownRule(name: string, at?: string): RuleName {
  if (Object.hasOwn(registry, name)) {
    return name as RuleName;
  }
  const place = at === undefined ? '' : `${at}: `;
  const renamed = RENAMED.get(name);
  if (renamed !== undefined) {
    throw new Error(`${place}${name} is now ${renamed}`);
  }
  const near = nearest(name, Object.keys(registry));
  throw new Error(
    `${place}unknown rule "${name}"${near === undefined ? '' : `, did you mean ${near}?`}; "crossing explain" lists the rules`,
  );
}
