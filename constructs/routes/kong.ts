import type { Target } from '../../targets';
import { boolean, type Check, listOf, objectOf } from '../checks/shape';
import { distinct, dnsSubdomain, oneOf, refuse } from '../checks/validate';

const PROTOCOLS = ['grpc', 'grpcs', 'http', 'https', 'tcp', 'tls', 'tls_passthrough', 'udp', 'ws', 'wss'] as const;

/** What Kong speaks on a route. */
export type KongProtocol = (typeof PROTOCOLS)[number];

/** What Kong alone does with a route, written as its annotations. */
export interface KongRouteOptions {
  /**
   * Names of the KongPlugins in the route's namespace that requests pass (`konghq.com/plugins`).
   *
   * @default - none
   */
  readonly plugins?: readonly string[];

  /**
   * What Kong answers on this route (`konghq.com/protocols`).
   *
   * @default - Kong's, by the kind of the route
   */
  readonly protocols?: readonly KongProtocol[];
}

/** What Kong alone does with an HTTP route, written as its annotations. */
export interface KongHttpRouteOptions extends KongRouteOptions {
  /**
   * Whether the backend sees the Host header of the client (`konghq.com/preserve-host`).
   *
   * @default - Kong's, which is true
   */
  readonly preserveHost?: boolean;

  /**
   * Whether the path that matched is removed before the backend sees it (`konghq.com/strip-path`),
   * for every rule of the route. `stripPrefix` of a rule says the same for any controller.
   *
   * @default - Kong's, which is false
   */
  readonly stripPath?: boolean;
}

/** The props of `kong` of any route. */
export const KONG: Check = objectOf<KongRouteOptions>(
  { plugins: listOf(), protocols: listOf() },
  "an object such as { plugins: ['rate-limit'] }",
  {
    preserveHost: 'it is for HTTPRoutes only; leave it out',
    stripPath: 'it is for HTTPRoutes only; leave it out',
  },
);

/** The props of `kong` of an HTTPRoute. */
export const KONG_HTTP: Check = objectOf<KongHttpRouteOptions>(
  { plugins: listOf(), protocols: listOf(), preserveHost: boolean, stripPath: boolean },
  "an object such as { plugins: ['rate-limit'] }",
);

/** The annotation that `stripPath` is. */
export const STRIP_PATH = 'konghq.com/strip-path';

/**
 * The annotations of a route: what the options say, and any other.
 *
 * @throws if the target is not Kong, a plugin's name is invalid or is repeated, or an annotation is
 * given by the option and by hand
 */
export function kongAnnotations(
  at: (prop: string) => string,
  { controller }: Target,
  options: KongHttpRouteOptions | undefined,
  others: Readonly<Record<string, string>>,
): Record<string, string> {
  if (options === undefined) {
    return { ...others };
  }
  if (controller !== 'kong') {
    refuse(at('kong'), options, `the target is ${controller}, which reads none of it; leave it out, or write for target kong`);
  }
  const { plugins = [], preserveHost, protocols = [], stripPath } = options;
  for (const [index, plugin] of plugins.entries()) {
    dnsSubdomain(at(`kong.plugins[${index}]`), plugin);
  }
  distinct(at('kong.plugins'), plugins, String, 'name it once');
  for (const [index, protocol] of protocols.entries()) {
    oneOf(at(`kong.protocols[${index}]`), protocol, PROTOCOLS);
  }
  distinct(at('kong.protocols'), protocols, String, 'name it once');
  const written = [
    ['plugins', 'konghq.com/plugins', list(plugins)],
    ['preserveHost', 'konghq.com/preserve-host', preserveHost?.toString()],
    ['protocols', 'konghq.com/protocols', list(protocols)],
    ['stripPath', STRIP_PATH, stripPath?.toString()],
  ] as const;
  const annotations = { ...others };
  for (const [prop, key, value] of written) {
    if (value !== undefined && key in others) {
      refuse(at(`annotations[${JSON.stringify(key)}]`), others[key], `kong.${prop} writes it already; give one of them`);
    }
    Object.assign(annotations, value !== undefined && { [key]: value });
  }
  return annotations;
}

function list(items: readonly string[]): string | undefined {
  return items.length > 0 ? items.join(',') : undefined;
}
