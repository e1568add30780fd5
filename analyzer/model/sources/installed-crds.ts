import type { Location } from '../path';
import { agreedBundle, bundleIn, crdChannelIn, crdReleaseIn, type SeenBundle } from './crd-bundle';
import { type Crds, type DeniedCrds, deniedCrds } from './crd-changes';

interface Seen extends Location {
  readonly text: string;
  readonly context: boolean;
}

/** What the documents of an input say about the CRDs that the cluster has or gets. */
export class InstalledCrds {
  private readonly seen: Seen[] = [];

  /** Remembers a document that holds CRDs of the Gateway API or says where they come from. */
  read(text: string, where: () => Location & { readonly context: boolean }): void {
    if (
      text.includes('gateway.networking.k8s.io/bundle-version') ||
      text.includes('kubernetes-sigs/gateway-api') ||
      text.includes('config/crd/')
    ) {
      this.seen.push({ text, ...where() });
    }
  }

  /**
   * The CRDs that the cluster has once all is applied, and the changes of them that it denies, so
   * that they stay as they are.
   */
  answer(): {
    readonly bundle: SeenBundle | undefined;
    readonly denied: readonly DeniedCrds[];
    /** Those that the cluster gets, or has if it gets none. */
    readonly crds: readonly Crds[];
  } {
    const channels = new Set(this.seen.flatMap(({ text }) => crdChannelIn(text) ?? []));
    const [only = 'standard'] = channels.size === 1 ? channels : [];
    const crds = this.seen.flatMap(({ text, ...where }): Crds[] => {
      const release = crdReleaseIn(text, only);
      return release === undefined ? [] : [{ ...release, ...where }];
    });
    const denied = deniedCrds(crds);
    const bundles = (context: boolean) =>
      this.seen.filter((one) => one.context === context).flatMap(({ text }) => bundleIn(text, only) ?? []);
    const delivered = denied.length > 0 ? [] : bundles(false);
    const context = denied.length > 0 || crds.every((one) => one.context);
    return {
      denied,
      bundle: agreedBundle(delivered.length > 0 ? delivered : bundles(true)),
      crds: crds.filter((one) => one.context === context),
    };
  }
}
