import type { Target } from '../../targets';
import type { Manifest } from '../model/manifest';
import type { Kind } from '../model/objects';
import type { Location, Path } from '../model/path';
import type { Missing } from '../model/problem';
import type { World } from '../model/world/world';
import type { Prediction } from '../status/conditions/prediction';
import type { Edit } from './edits/edit';
import type { Predicted, RuleName, Severity } from './finding';
import type { FindingParams } from './params';

/** All that a rule may look at. */
export interface Input {
  readonly world: World;
  readonly prediction: Prediction;
  /** The CRDs that the cluster has, where that is known. */
  readonly target?: Pick<Target, 'gatewayApi' | 'channel'>;
}

/** What a rule says about one place; the words come from the catalog. */
export interface Found<R extends RuleName> {
  /** The object that the finding is about, or the place in a file that holds no object. */
  readonly at: Manifest | Location;
  /** Of the offending field in the object. @default - the object itself */
  readonly path?: Path;
  readonly severity: Severity;
  readonly params: FindingParams[R];
  /** What would have to be in the input to tell; for notes. @default - none */
  readonly missing?: readonly Missing[];
  readonly predicts?: Predicted | undefined;
  /** The mechanical mend. @default - the catalog's words alone */
  readonly edit?: Edit | undefined;
}

/** One rule: a pure reading of the input. */
export interface Rule<R extends RuleName> {
  /** The kinds that the rule looks at; a test compares them with those that it touches in its cases. */
  readonly reads: readonly Kind[];
  readonly find: (input: Input) => Iterable<Found<R>>;
}
