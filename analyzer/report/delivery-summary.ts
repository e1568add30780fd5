/** What is judged, as the engines of a repository deliver it. */
export interface DeliverySummary {
  readonly clusters: readonly {
    /** Empty for the only one. */
    readonly name: string;
    readonly roots: readonly string[];
    readonly deliveries: number;
  }[];
  /** The engines that rendered something, such as `kustomize 5.7.1`. */
  readonly rendered: readonly string[];
  /** Directories with objects of the Gateway API that nothing delivers. */
  readonly notDelivered: readonly { readonly directory: string; readonly objects: number }[];
  /** Objects that two parts say differently, for which they are taken for two clusters. */
  readonly differing: readonly string[];
  /** Patches and the like that no engine carried out, so that what they may change is unknown. */
  readonly unknownPatches: number;
  /**
   * Branches, tags and commits that sources name and that are not what is checked out; this is
   * judged all the same.
   */
  readonly revisions: readonly string[];
  /** Whether engine objects say what is delivered. */
  readonly rooted: boolean;
}
