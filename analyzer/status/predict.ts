import type { Manifest } from '../model/manifest';
import { ROUTE_KINDS } from '../model/objects';
import type { World } from '../model/world/world';
import type { Prediction } from './conditions/prediction';
import { evaluateGateway, type GatewayDraft, gatewayConditions, type MutableGatewayPrediction } from './listeners/gateway';
import { evaluateClass, scopeOf } from './listeners/gateway-class';
import { listenerConditions } from './listeners/listener';
import {
  evaluateListenerSet,
  type ListenerSetDraft,
  listenerSetConditions,
  type MutableListenerSetPrediction,
} from './listeners/listener-set';
import { markOverlaps } from './listeners/overlaps';
import { settlePrecedence } from './listeners/precedence';
import { allBut } from './matching/features';
import type { CertificateInspector } from './references/certificates';
import { Contents } from './references/contents';
import { ownership } from './references/foreign-kinds';
import { Grants } from './references/grants';
import type { PredictionContext } from './references/prediction-context';
import { parentFinder } from './routes/parents';
import { evaluatePolicies } from './routes/policy';
import { reachOf } from './routes/reach';
import { evaluateRoute } from './routes/route';
import { noteSharedHosts } from './routes/shared-hosts';

export interface PredictOptions {
  /**
   * Gateway API features that the assumed controller lacks, such as `SupportTLSRouteModeTerminate`.
   *
   * @default - none
   */
  readonly without?: readonly string[];
  /** Looks into certificates. @default - PEM is recognized by its armour alone */
  readonly certificates?: CertificateInspector;
}

/** What a conforming controller would write into the status of every object. */
export function predict(world: World, { without = [], certificates }: PredictOptions = {}): Prediction {
  const supports = allBut(without);
  const setting: PredictionContext = {
    world,
    supports,
    grants: new Grants(world, supports('ReferenceGrant')),
    contents: new Contents(certificates),
    owns: ownership(world),
  };
  const classes = world.all('GatewayClass').map((manifest) => evaluateClass(world, manifest));
  const { gateways, listenerSets } = evaluateParents(setting, new Map(classes.map((one) => [one.manifest.name, one])));
  const [gatewayOf, listenerSetOf] = [
    byManifest<MutableGatewayPrediction>(gateways),
    byManifest<MutableListenerSetPrediction>(listenerSets),
  ];
  const find = parentFinder(setting, gatewayOf, listenerSetOf);
  const judged = ROUTE_KINDS.flatMap((kind) => world.all(kind).map((manifest) => evaluateRoute(setting, manifest, find)));
  const routes = noteSharedHosts(judged);
  const policies = evaluatePolicies(setting, () => reachOf(routes, gatewayOf, listenerSetOf));
  return { classes, gateways, listenerSets, routes, policies, refused: world.refused };
}

/**
 * Gateways and ListenerSets wait for each other: first each by itself, then together, then what is
 * said about them.
 */
function evaluateParents(
  setting: PredictionContext,
  classes: Parameters<typeof scopeOf>[1],
): { readonly gateways: readonly MutableGatewayPrediction[]; readonly listenerSets: readonly MutableListenerSetPrediction[] } {
  const { world } = setting;
  const cases = world.all('Gateway').map((manifest) => evaluateGateway(setting, manifest, scopeOf(world, classes, manifest)));
  const known = byManifest(cases);
  const sets = world.all('ListenerSet').map((manifest) => evaluateListenerSet(setting, manifest, known));
  const attached = new Map<GatewayDraft, ListenerSetDraft[]>(cases.map((one) => [one, []]));
  for (const set of sets) {
    if (set.gateway !== undefined && set.handshake === 'True') {
      attached.get(set.gateway)?.push(set);
    }
  }
  for (const [gateway, members] of attached) {
    settlePrecedence(setting, gateway, members);
    markOverlaps([...gateway.listeners, ...members.flatMap(({ listeners }) => listeners)]);
  }
  const gateways = cases.map(gatewayConditions);
  const open = byManifest(gateways);
  const listenerSets = sets.map((one) => {
    const gateway = one.gateway && open.get(one.gateway.manifest);
    const concluded = listenerSetConditions(one, gateway, one.listeners.map(listenerConditions));
    const accepted = concluded.conditions.some(({ type, status }) => type === 'Accepted' && status === 'True');
    if (accepted && gateway !== undefined) {
      gateway.attachedListenerSets++;
    }
    return concluded;
  });
  return { gateways, listenerSets };
}

function byManifest<T extends { readonly manifest: Manifest }>(all: readonly T[]): ReadonlyMap<Manifest, T> {
  return new Map(all.map((one) => [one.manifest, one]));
}
