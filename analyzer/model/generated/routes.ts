import { valueAt } from '../path';
import { type Generate, making } from './making';

/** Routes beside the object, whose names and parents its operator decides. */
const routes: Generate = (_, namespace) => [making('HTTPRoute', namespace, undefined)];

/** The same, if the object asks for one. */
const askedFor: Generate = (value, namespace, name) =>
  valueAt(value, ['spec', 'httpRoute']) === undefined ? [] : routes(value, namespace, name);

/**
 * What operators make routes of, by group and kind: a listener that allows a list of namespaces may
 * shut them out.
 */
export const ROUTES: readonly (readonly [kind: string, generate: Generate])[] = [
  ['aigateway.envoyproxy.io/AIGatewayRoute', routes],
  ['flagger.app/Canary', routes],
  ['grafana.integreatly.org/Grafana', askedFor],
  ['operator.victoriametrics.com/VMAuth', askedFor],
  ['serving.knative.dev/DomainMapping', routes],
  ['serving.knative.dev/Route', routes],
  ['serving.knative.dev/Service', routes],
  ['serving.kserve.io/InferenceGraph', routes],
  ['serving.kserve.io/InferenceService', routes],
  ['serving.kserve.io/LLMInferenceService', routes],
];
