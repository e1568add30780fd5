import type { World } from '../model/world';
import type { Contents } from './contents';
import type { Supports } from './features';
import type { Grants } from './grants';

/** What every question is judged against. */
export interface Setting {
  readonly world: World;
  readonly supports: Supports;
  readonly grants: Grants;
  readonly contents: Contents;
  /** API groups that belong to one of the controllers, and whose kinds it may know. */
  readonly ownGroups: ReadonlySet<string>;
}
