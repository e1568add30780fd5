import { formatRef } from '../model/object-ref';
import type { World } from '../model/world/world';
import { type Condition, condition } from './conditions/condition';
import { positiveCondition, unknownFault } from './conditions/condition-builder';
import type { ListenerPrediction, ParentPrediction, Prediction } from './conditions/prediction';

/**
 * The conditions that other predictions have of the same thing; `undefined` if one of them has
 * none.
 */
type Others = readonly (readonly Condition[] | undefined)[];

/**
 * What holds whichever definition of an object counts: a condition on which predictions differ is
 * Unknown.
 */
export function agreed([first, ...others]: readonly Prediction[], { ambiguous }: World): Prediction {
  if (first === undefined) {
    throw new RangeError('at least one prediction is needed');
  }
  if (others.length === 0) {
    return first;
  }
  const objects = ambiguous.flatMap(([definition]) => (definition === undefined ? [] : formatRef(definition))).sort();

  const settle = (conditions: readonly Condition[], theirs: Others): readonly Condition[] =>
    conditions.map((one) => {
      if (theirs.every((list) => list !== undefined && condition(list, one.type)?.status === one.status)) {
        return one;
      }
      const cause = unknownFault({ why: 'definitions-differ', path: [], objects, missing: [] });
      return positiveCondition(one.type, [cause], { reason: one.type, message: '' });
    });
  const settleListeners = (listeners: readonly ListenerPrediction[], theirs: readonly (readonly ListenerPrediction[])[]) =>
    listeners.map((one) => {
      const same = theirs.map((list) => list.find(({ listener }) => listener.name === one.listener.name)?.conditions);
      return { ...one, conditions: settle(one.conditions, same) };
    });
  const settleParents = (parents: readonly ParentPrediction[], theirs: readonly (readonly ParentPrediction[])[]) =>
    parents.map((one) => {
      const same = theirs.map((list) => list.find(({ path }) => path.join('.') === one.path.join('.'))?.conditions);
      return { ...one, conditions: settle(one.conditions, same) };
    });

  const [classesLike, gatewaysLike, listenerSetsLike] = [
    finder(others, 'classes'),
    finder(others, 'gateways'),
    finder(others, 'listenerSets'),
  ];
  const [routesLike, policiesLike] = [finder(others, 'routes'), finder(others, 'policies')];
  return {
    refused: first.refused,
    classes: first.classes.map((one) => ({ ...one, conditions: settle(one.conditions, classesLike(one).map(conditionsOf)) })),
    gateways: first.gateways.map((one) => settleOwner(one, gatewaysLike(one))),
    listenerSets: first.listenerSets.map((one) => settleOwner(one, listenerSetsLike(one))),
    routes: first.routes.map((one) => ({
      ...one,
      parents: settleParents(
        one.parents,
        routesLike(one).map((other) => other?.parents ?? []),
      ),
    })),
    policies: first.policies.map((one) => {
      const conditions = settle(one.conditions, policiesLike(one).map(conditionsOf));
      return { ...one, conditions, ancestors: one.ancestors.map((ancestor) => ({ ...ancestor, conditions })) };
    }),
  };

  function settleOwner<T extends { readonly conditions: readonly Condition[]; readonly listeners: readonly ListenerPrediction[] }>(
    one: T,
    theirs: readonly (T | undefined)[],
  ): T {
    return {
      ...one,
      conditions: settle(one.conditions, theirs.map(conditionsOf)),
      listeners: settleListeners(
        one.listeners,
        theirs.map((other) => other?.listeners ?? []),
      ),
    };
  }
}

function conditionsOf(one: { readonly conditions: readonly Condition[] } | undefined): readonly Condition[] | undefined {
  return one?.conditions;
}

/**
 * Finds the same object in other predictions; one may not have it, where none of too many
 * definitions is chosen.
 */
function finder<K extends Exclude<keyof Prediction, 'refused'>>(others: readonly Prediction[], of: K) {
  const indexes = others.map(
    (prediction) => new Map((prediction[of] as readonly Prediction[K][number][]).map((one) => [formatRef(one.manifest), one])),
  );
  return ({ manifest }: Prediction[K][number]): readonly (Prediction[K][number] | undefined)[] =>
    indexes.map((index) => index.get(formatRef(manifest)));
}
