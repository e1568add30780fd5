import type { Kind, MinorRelease } from '../../gateway-api';

/** How a controller deviates from one that reads whatever the CRDs serve. */
export interface Profile {
  /** The versions that it reads of a kind, if it does not read all that are served. */
  readonly reads: Partial<Record<Kind, readonly string[]>>;

  /**
   * Fields that it does not honour although the CRDs serve them; `[]` stands for every item of a
   * list.
   */
  readonly notHonoured: Partial<Record<Kind, readonly string[]>>;

  /** The oldest CRDs that serve all that it reads. @default - any do */
  readonly oldestCrds?: MinorRelease;

  /** The kinds of backend that it takes; undefined if it takes any. */
  readonly backendKinds?: readonly string[];
}
