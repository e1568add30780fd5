import { readManifest } from '../../settings/manifest-file';
import type { LabelSelector } from '../checks/metadata';
import { any, boolean, objectOf } from '../checks/shape';
import { text } from '../checks/validate';
import type { Admits } from './admission-options';
import { namesOf } from './allowed-routes';
import { ExternalGateway, type ExternalGatewayProps, type ExternalListenerProps } from './external-gateway';
import type { Protocol } from './listener';

/** What is said of a Gateway besides its manifest. */
export interface ManifestGatewayProps extends Pick<ExternalGatewayProps, 'appliedBy' | 'patch'> {
  /**
   * Name of the Gateway, or `namespace/name`: which one of several in the file.
   *
   * @default - the only one
   */
  readonly name?: string;

  /**
   * Whether its listeners may be patched. False if only its owner changes it.
   *
   * @default true
   */
  readonly mutable?: boolean;

  /**
   * Whether the Gateway's own namespace stays allowed if a listener is patched.
   *
   * @default true
   */
  readonly includeGatewayNamespace?: boolean;
}

const PROPS = objectOf<ManifestGatewayProps>(
  { name: any, mutable: boolean, includeGatewayNamespace: boolean, appliedBy: any, patch: any },
  "props such as { name: 'public' }",
  { admits: 'the manifest says what is allowed; leave admits out' },
);

interface Manifest {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: { readonly listeners?: readonly ManifestListener[] };
}

interface ManifestListener {
  readonly name: string;
  readonly port?: number;
  readonly protocol?: Protocol;
  readonly hostname?: string;
  readonly allowedRoutes?: {
    readonly namespaces?: { readonly from?: string; readonly selector?: LabelSelector };
    readonly kinds?: readonly { readonly kind: string }[];
  };
}

/** An external Gateway with what a manifest says about it. */
export function fromManifest(path: string, props: ManifestGatewayProps): ExternalGateway {
  text('path', path);
  PROPS('', props);
  const { file, objects, inContext } = readManifest(path);
  const gateways = (objects as readonly { readonly apiVersion?: unknown; readonly kind?: unknown }[]).filter(
    ({ apiVersion, kind }) => kind === 'Gateway' && String(apiVersion).startsWith('gateway.networking.k8s.io/'),
  ) as readonly Manifest[];
  const manifest = chosen(file, gateways, props.name);
  const { name = '', namespace } = manifest.metadata ?? {};
  if (namespace === undefined) {
    throw new Error(`${file}: Gateway ${name} has no namespace; set metadata.namespace`);
  }
  const { name: _, ...rest } = props;
  const listeners = new Map(
    (manifest.spec?.listeners ?? []).map((listener, index) => [listener.name, { ...factsOf(listener, namespace), index }]),
  );
  return new ExternalGateway({ ...rest, namespace, name }, { file, listeners, inContext });
}

function chosen(file: string, gateways: readonly Manifest[], name: string | undefined): Manifest {
  const names = (list: readonly Manifest[]) => list.map(({ metadata }) => `${metadata?.namespace ?? '?'}/${metadata?.name}`).sort();
  const found = gateways.filter(
    ({ metadata }) => name === undefined || [metadata?.name, `${metadata?.namespace}/${metadata?.name}`].includes(name),
  );
  const [gateway, another] = found;
  if (gateway === undefined) {
    const seen = gateways.length === 0 ? 'no Gateway' : names(gateways).join(', ');
    throw new Error(
      `${file} holds ${seen}${name === undefined ? '' : ` and not ${JSON.stringify(name)}`}; name the manifest of the Gateway`,
    );
  }
  if (another !== undefined) {
    throw new Error(`${file} holds several Gateways: ${names(found).join(', ')}; choose one with { name }`);
  }
  return gateway;
}

/** What the manifest says of a listener: its defaults are those of the CRD. */
function factsOf({ port, protocol, hostname, allowedRoutes = {} }: ManifestListener, namespace: string): ExternalListenerProps {
  const kinds = allowedRoutes.kinds?.map(({ kind }) => kind) as Admits['kinds'];
  return {
    ...(port !== undefined && { port }),
    ...(protocol !== undefined && { protocol }),
    ...(hostname !== undefined && { hostname }),
    admits: { namespaces: allowedNamespaces(allowedRoutes.namespaces, namespace), ...(kinds && { kinds }) },
  };
}

function allowedNamespaces(
  { from = 'Same', selector = {} }: NonNullable<NonNullable<ManifestListener['allowedRoutes']>['namespaces']> = {},
  own: string,
): NonNullable<Admits['namespaces']> {
  if (from === 'All') {
    return 'All';
  }
  return from === 'Same' ? [own] : (namesOf(selector) ?? selector);
}
