import type { IConstruct } from 'constructs';
import { refuse } from '../checks/validate';

/** Refuses what is not a construct in the place of a scope. */
export function refuseScope(scope: IConstruct): void {
  if (typeof scope?.node?.tryFindChild !== 'function') {
    refuse('scope', scope, 'give the App, a Chart or another construct');
  }
}
