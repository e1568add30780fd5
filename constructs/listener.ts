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
