import type { GrpcRouteSpecRulesFilters } from '../../../imports/gateway.networking.k8s.io';
import type { Plain } from '../../checks/binding';
import type { Backend } from '../backend';
import { type HeaderModifier, headerModifier, type LocalObject, localObject, type MirrorOptions, mirror } from './route-filter';

type Rendered = Plain<GrpcRouteSpecRulesFilters>;

/** What a GRPCRoute does to a request on its way, or to the answer (GRPCRouteFilter). */
export class GrpcRouteFilter {
  /**
   * Changes the headers of the request.
   *
   * @throws if no header is named, one is named twice, or a name or value cannot be sent
   */
  static requestHeaderModifier(headers: HeaderModifier): GrpcRouteFilter {
    const requestHeaderModifier = headerModifier('requestHeaderModifier', headers);
    return new GrpcRouteFilter('RequestHeaderModifier', () => ({ type: 'RequestHeaderModifier', requestHeaderModifier }));
  }

  /**
   * Changes the headers of the answer.
   *
   * @throws if no header is named, one is named twice, or a name or value cannot be sent
   */
  static responseHeaderModifier(headers: HeaderModifier): GrpcRouteFilter {
    const responseHeaderModifier = headerModifier('responseHeaderModifier', headers);
    return new GrpcRouteFilter('ResponseHeaderModifier', () => ({ type: 'ResponseHeaderModifier', responseHeaderModifier }));
  }

  /**
   * Sends a copy of the request to another backend and forgets the answer. In another namespace the
   * backend needs a grant.
   *
   * @throws if `percent` or `fraction` is not a share, or both are given
   */
  static requestMirror(backend: Backend, options: MirrorOptions = {}): GrpcRouteFilter {
    const rendered = mirror(backend, options);
    return new GrpcRouteFilter(
      'RequestMirror',
      (at, namespace) => ({ type: 'RequestMirror', requestMirror: rendered(at, namespace) }),
      backend,
    );
  }

  /**
   * Does what an object of the controller's own kind says, such as a KongPlugin, which lies in the
   * namespace of the route.
   *
   * @throws if group, kind or name is invalid
   */
  static extensionRef(object: LocalObject): GrpcRouteFilter {
    const extensionRef = localObject('extensionRef', object);
    return new GrpcRouteFilter('ExtensionRef', () => ({ type: 'ExtensionRef', extensionRef }));
  }

  private constructor(
    /** Type of the filter. */
    readonly type: Rendered['type'],
    private readonly render: (at: string, namespace: string) => Rendered,
    /** The backend that it sends requests to, which needs a grant if it is in another namespace. */
    readonly backend?: Backend,
  ) {}

  /** @internal */
  _render(at: string, namespace: string): Rendered {
    return this.render(at, namespace);
  }
}
