import type { IConstruct } from 'constructs';
import type { RouteKind } from '../targets';
import type { AdmissionOptions } from './admission';

/** What a listener speaks. */
export type Protocol = 'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'UDP';

/** A listener that routes can be attached to. */
export interface Listener {
  /** Namespace of the Gateway. */
  readonly namespace: string;

  /** Name of the Gateway. */
  readonly gateway: string;

  /** Name of the listener, which routes write as `sectionName`. */
  readonly name: string;

  /**
   * The port that it listens on.
   *
   * @default - not known
   */
  readonly port?: number;

  /**
   * What it speaks.
   *
   * @default - not known, every kind of route is taken
   */
  readonly protocol?: Protocol;

  /**
   * The hostname that it answers for.
   *
   * @default - every hostname
   */
  readonly hostname?: string;
}

/** A listener in prose: `listener "proxy" of Gateway kong/kong`. */
export function formatListener({ gateway, name, namespace }: Listener): string {
  return `listener ${JSON.stringify(name)} of Gateway ${namespace}/${gateway}`;
}

/** A route to let in: any route construct fits. */
export interface AdmittedRoute extends IConstruct {
  /** Kind of the route. */
  readonly kind: RouteKind;

  /** Namespace of the route. */
  readonly namespace: string;
}

/** A listener that can be opened for routes. */
export interface AdmittingListener extends Listener {
  /**
   * Opens the listener for the namespace of a route. What several routes ask for is merged.
   *
   * @throws where the request does not let the route in, contradicts another one, or would lock out what is let in today
   */
  admit(route: AdmittedRoute, options?: AdmissionOptions): void;
}
