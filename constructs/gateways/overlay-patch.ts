import type { IConstruct } from 'constructs';
import { GROUP } from '../../gateway-api';
import { recordOf } from '../namespaces/app-record';
import type { AllowedRoutes } from './allowed-routes';

/** A file of an overlay, by its path below the output. */
export interface OverlayFile {
  readonly file: string;
  readonly content: object;
}

/** A listener to patch, with its place in the list of the Gateway's manifest. */
export interface OverlayListener {
  readonly name: string;
  readonly index: number;
  readonly allowedRoutes: AllowedRoutes;
}

/**
 * The overlays of an App: patches for the sources of whoever applies a Gateway. They are files
 * beside those of the owners, which no delivery of the App applies.
 */
export class Overlays {
  /** The overlays of an App. */
  static of(scope: IConstruct): Overlays {
    return recordOf(scope, 'overlays', () => new Overlays());
  }

  private readonly overlays = new Map<string, readonly OverlayFile[]>();

  private constructor() {}

  /**
   * Sets the overlay of a Gateway, or removes it without listeners.
   *
   * @param partial the Gateway as the checks take it: what the overlay makes of it
   */
  set(gateway: { readonly name: string; readonly namespace: string }, listeners: readonly OverlayListener[], partial: object): void {
    const directory = `${OVERLAYS}/${gateway.namespace}-${gateway.name}`;
    if (listeners.length === 0) {
      this.overlays.delete(directory);
      return;
    }
    this.overlays.set(directory, [
      { file: `${directory}/gateway.k8s.yaml`, content: partial },
      { file: `${directory}/kustomization.yaml`, content: component(gateway, listeners) },
    ]);
  }

  /** All files, sorted by path. */
  get files(): OverlayFile[] {
    return [...this.overlays].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, files]) => files);
  }
}

/** The directory of all overlays, below the output. */
export const OVERLAYS = 'overlays';

/**
 * A component whose patch fails to build if the listener is not at its place: a JSON patch knows
 * listeners by their index only, and a list that was reordered would open another one.
 */
function component(
  { name, namespace }: { readonly name: string; readonly namespace: string },
  listeners: readonly OverlayListener[],
): object {
  const operations = listeners.flatMap((listener) => [
    { op: 'test', path: `/spec/listeners/${listener.index}/name`, value: listener.name },
    { op: 'add', path: `/spec/listeners/${listener.index}/allowedRoutes`, value: listener.allowedRoutes },
  ]);
  return {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    patches: [{ patch: JSON.stringify(operations, null, 2), target: { group: GROUP, kind: 'Gateway', name, namespace } }],
  };
}
