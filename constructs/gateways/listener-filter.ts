import { count, list, oneOf } from '../checks/validate';
import type { Referent } from '../grants/shared-grants';
import type { Protocol } from './listener';

const TYPES = ['ExternalAuth', 'ExtensionRef'] as const;

/**
 * A filter that each request to a listener passes before it is routed: an `HttpRouteFilter` that
 * asks a server, or of an extension.
 */
export interface ListenerFilter {
  /** Type of the filter: `ExternalAuth` or `ExtensionRef`. */
  readonly type: string;

  /** @internal */
  _render(at: string, namespace: string): object;

  /**
   * What it refers to.
   *
   * @internal
   */
  _referent(from: string): Referent | undefined;
}

/** Refuses filters that a listener cannot have. */
export function refuseListenerFilters(at: string, filters: readonly ListenerFilter[], protocol: Protocol): void {
  count(at, list(at, filters), 16);
  for (const [index, filter] of filters.entries()) {
    if (typeof filter?._render !== 'function') {
      throw new Error(`${at}[${index}] is not a filter: write one such as HttpRouteFilter.externalAuthOverHttp(service)`);
    }
    oneOf(`${at}[${index}].type`, filter.type, TYPES);
  }
  if (filters.length > 0 && protocol !== 'HTTP' && protocol !== 'HTTPS') {
    throw new Error(`${at} are given: a listener that speaks ${protocol} has no requests to filter; leave filters out`);
  }
}
