import { formatRef } from '../model/object-ref';
import type { World } from '../model/world/world';
import { type Condition, condition } from './conditions/condition';
import { positiveCondition, unknownFault } from './conditions/condition-builder';
import type { ListenerPrediction, ParentPrediction, Prediction } from './conditions/prediction';

/** The conditions that other predictions have of the same thing; `undefined` if one of them has none. */
type Others = readonly (readonly Condition[] | undefined)[];

/** What holds whichever definition of an object counts: a condition on which predictions differ is Unknown. */
export function agreed([first, ...others]: readonly Prediction[], { ambiguous }: World): Prediction {
  if (first === undefined) throw new RangeError('at least one prediction is needed');
  if (others.length === 0) return first;
  const objects = ambiguous.flatMap(([definition]) => (definition === undefined ? [] : formatRef(definition))).sort();

  const settle = (conditions: readonly Condition[], theirs: Others): readonly Condition[] =>
    conditions.map((one) => {
      if (theirs.every((list) => list !== undefined && condition(list, one.type)?.status === one.status)) return one;
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

  return {
    refused: first.refused,
    classes: first.classes.map((one, index) => ({ ...one, conditions: settle(one.conditions, at(others, 'classes', index)) })),
    gateways: first.gateways.map((one, index) => ({
      ...one,
      conditions: settle(one.conditions, at(others, 'gateways', index)),
      listeners: settleListeners(
        one.listeners,
        others.map(({ gateways }) => gateways[index]?.listeners ?? []),
      ),
    })),
    listenerSets: first.listenerSets.map((one, index) => ({
      ...one,
      conditions: settle(one.conditions, at(others, 'listenerSets', index)),
      listeners: settleListeners(
        one.listeners,
        others.map(({ listenerSets }) => listenerSets[index]?.listeners ?? []),
      ),
    })),
    routes: first.routes.map((one, index) => ({
      ...one,
      parents: settleParents(
        one.parents,
        others.map(({ routes }) => routes[index]?.parents ?? []),
      ),
    })),
    policies: first.policies.map((one, index) => {
      const conditions = settle(one.conditions, at(others, 'policies', index));
      return { ...one, conditions, ancestors: one.ancestors.map((ancestor) => ({ ...ancestor, conditions })) };
    }),
  };
}

/** The conditions of the same object elsewhere: every world has the same objects in one order. */
function at(others: readonly Prediction[], of: 'classes' | 'gateways' | 'listenerSets' | 'policies', index: number): Others {
  return others.map((prediction) => prediction[of][index]?.conditions);
}
