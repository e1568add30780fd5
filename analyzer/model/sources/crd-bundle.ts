import { type Bundle, CHANNELS, RELEASES } from '../../../gateway-api';

const CRD = /^kind: CustomResourceDefinition\b/m;
const ANNOTATED = /gateway\.networking\.k8s\.io\/bundle-version: ["']?([\w.-]{1,60})/;
const CHANNEL = /gateway\.networking\.k8s\.io\/channel: ["']?(\w{1,30})/;
/**
 * Of a CRD that the policy of the project guards: those of experimental kinds are in another group.
 */
const GUARDED = /\bname: ["']?[a-z]+\.gateway\.networking\.k8s\.io\b/;
const PROJECT = 'kubernetes-sigs/gateway-api';
/** A release as URLs and Git sources name it. */
const NAMED = /(?:ref=|releases\/download\/|\btag: ["']?)((?:v\d+\.\d{1,4}\.|monthly-)[\w.-]{1,30})/;
const NAMED_CHANNEL = /\b(standard|experimental)(?:-install\.yaml|\b)/;

/** The CRDs that the input says the cluster has. */
export interface SeenBundle extends Bundle {
  /**
   * The release that the input names, if it is newer than all that are known. @default - it is
   * `gatewayApi`
   */
  readonly standsFor?: string;
}

/**
 * Where a Flux Kustomization or an Application of Argo CD takes CRDs from, within the repository of
 * the project.
 */
const CRD_PATH = /\bpath: ["']?(?:\.\/)?config\/crd\/(standard|experimental)\b/;

/** The channel whose directory in the repository of the project a document delivers. */
export function crdChannelIn(text: string): string | undefined {
  return CRD_PATH.exec(text)?.[1];
}

/** A release of the Gateway API, as its CRDs or a place that takes them name it. */
export interface CrdRelease {
  /** `v1.7.0` */
  readonly version: string;
  readonly channel: string;
}

/**
 * The release that a document is part of, or that it takes from the project's releases; undefined
 * for any other document.
 */
export function crdReleaseIn(text: string, fallback = 'standard'): CrdRelease | undefined {
  const version = ANNOTATED.exec(text)?.[1];
  if (version !== undefined && CRD.test(text)) {
    return GUARDED.test(text) ? { version, channel: CHANNEL.exec(text)?.[1] ?? '' } : undefined;
  }
  const bundleName = text.includes(PROJECT) ? namedIn(text) : undefined;
  const named = bundleName === undefined ? undefined : NAMED.exec(bundleName)?.[1];
  return named === undefined ? undefined : { version: named, channel: NAMED_CHANNEL.exec(bundleName ?? '')?.[1] ?? fallback };
}

/** What names the project in a text, comments apart. */
function namedIn(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  if (!lines.some((line) => line.includes(PROJECT))) {
    return undefined;
  }
  return lines.find((line) => line.includes(PROJECT) && NAMED.test(line)) ?? lines.join('\n');
}

/**
 * The bundle of CRDs that a document is part of, or that it takes from the project's releases;
 * undefined for any other document.
 *
 * @param fallback the channel if the document names none
 */
export function bundleIn(text: string, fallback = 'standard'): SeenBundle | undefined {
  if (text.includes('gateway.networking.k8s.io/bundle-version') && CRD.test(text)) {
    return bundleOf(ANNOTATED.exec(text)?.[1], CHANNEL.exec(text)?.[1]);
  }
  const bundleName = text.includes(PROJECT) ? namedIn(text) : undefined;
  if (bundleName === undefined) {
    return undefined;
  }
  return bundleOf(NAMED.exec(bundleName)?.[1], NAMED_CHANNEL.exec(bundleName)?.[1] ?? fallback);
}

/** Of a release that is not known yet, the newest one that is counts. */
function bundleOf(version: string | undefined, channel: string | undefined): SeenBundle | undefined {
  const [, release] = /^v(\d+\.\d{1,4})\./.exec(version ?? '') ?? [];
  const [newest] = RELEASES.slice(-1);
  const standsFor = isNewer(release, newest) ? release : undefined;
  const gatewayApi = RELEASES.find((each) => each === release) ?? (standsFor === undefined ? undefined : newest);
  const knownChannel = CHANNELS.find((each) => each === channel);
  return gatewayApi && knownChannel && { gatewayApi, channel: knownChannel, ...(standsFor && { standsFor }) };
}

function isNewer(release: string | undefined, newest: string | undefined): boolean {
  const minor = (text = '1.0') => Number(text.split('.')[1]);
  return (release?.startsWith('1.') ?? false) && minor(release) > minor(newest);
}

/** The one bundle that all documents agree on. */
export function agreedBundle(bundles: readonly SeenBundle[]): SeenBundle | undefined {
  const [first] = bundles;
  return bundles.every(({ gatewayApi, channel }) => gatewayApi === first?.gatewayApi && channel === first.channel) ? first : undefined;
}
