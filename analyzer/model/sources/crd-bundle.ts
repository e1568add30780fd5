import { type Bundle, CHANNELS, RELEASES } from '../../../gateway-api';

const CRD = /^kind: CustomResourceDefinition\b/m;
const ANNOTATED = /gateway\.networking\.k8s\.io\/bundle-version: ["']?v(\d+\.\d{1,4})\./;
const CHANNEL = /gateway\.networking\.k8s\.io\/channel: ["']?(standard|experimental)/;
const PROJECT = 'kubernetes-sigs/gateway-api';
/** A release as URLs and Git sources name it. */
const NAMED = /(?:ref=|releases\/download\/|\btag: ["']?)v(\d+\.\d{1,4})\.\d+/;
const NAMED_CHANNEL = /\b(standard|experimental)(?:-install\.yaml|\b)/;

/** The CRDs that the input says the cluster has. */
export interface SeenBundle extends Bundle {
  /** The release that the input names, if it is newer than all that are known. @default - it is `gatewayApi` */
  readonly standsFor?: string;
}

/** The bundle of CRDs that a document is part of, or that it takes from the project's releases; undefined for any other document. */
export function bundleIn(text: string): SeenBundle | undefined {
  if (text.includes('gateway.networking.k8s.io/bundle-version') && CRD.test(text)) {
    return bundleOf(ANNOTATED.exec(text)?.[1], CHANNEL.exec(text)?.[1]);
  }
  if (!text.includes(PROJECT)) {
    return undefined;
  }
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  if (!lines.some((line) => line.includes(PROJECT))) {
    return undefined;
  }
  const said = lines.find((line) => line.includes(PROJECT) && NAMED.test(line)) ?? lines.join('\n');
  return bundleOf(NAMED.exec(said)?.[1], NAMED_CHANNEL.exec(said)?.[1] ?? 'standard');
}

/** Of a release that is not known yet, the newest one that is counts. */
function bundleOf(release: string | undefined, channel: string | undefined): SeenBundle | undefined {
  const [newest] = RELEASES.slice(-1);
  const standsFor = isNewer(release, newest) ? release : undefined;
  const gatewayApi = RELEASES.find((known) => known === release) ?? (standsFor === undefined ? undefined : newest);
  const known = CHANNELS.find((each) => each === channel);
  return gatewayApi && known && { gatewayApi, channel: known, ...(standsFor && { standsFor }) };
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
