/**
 * Where requests go. Any Service of cdk8s-plus is one; so is a plain object for a Service that is
 * made elsewhere: `{ name: 'echo', port: 1027, metadata: { namespace: 'test-destination' } }`.
 */
export interface Backend {
  /** Name of the object. */
  readonly name: string;

  /**
   * Port of the Service. An object of another kind may do without, if its controller knows the
   * port.
   *
   * @default - none, which is refused for a Service
   */
  readonly port?: number;

  /** Where the object lies. */
  readonly metadata: {
    /** Its namespace. */
    readonly namespace?: string;
  };

  /**
   * Kind of the object, such as `ServiceImport`.
   *
   * @default 'Service'
   */
  readonly kind?: string;

  /**
   * The apiVersion of the object, such as `multicluster.x-k8s.io/v1alpha1`.
   *
   * @default 'v1'
   */
  readonly apiVersion?: string;

  /**
   * Every port that the Service has, to check the one in use against.
   *
   * @default - not known, any port is taken
   */
  readonly ports?: readonly { readonly port: number }[];
}
