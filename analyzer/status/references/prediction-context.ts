import type { World } from '../../model/world/world';
import type { Supports } from '../matching/features';
import type { Contents } from './contents';
import type { Grants } from './grants';

/** What every question is judged against. */
export interface PredictionContext {
  readonly world: World;
  readonly supports: Supports;
  readonly grants: Grants;
  readonly contents: Contents;
  /** Whether an API group may belong to one of the controllers, which then may know its kinds. */
  readonly owns: (group: string) => boolean;
}
