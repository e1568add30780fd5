import type { HttpRouteSpecRulesFilters } from '../../../imports/gateway.networking.k8s.io';
import type { Plain } from '../../checks/binding';
import { any, type Check, instanceWith, objectOf } from '../../checks/shape';
import { oneOf, optional, port, refuse } from '../../checks/validate';
import { hostname } from '../../checks/validate-http';
import type { ListenerFilter } from '../../gateways/listener-filter';
import type { Referent } from '../../grants/shared-grants';
import type { Backend } from '../backend';
import { backendRef, referent, refuseBackend } from '../backend-ref';
import { type HttpCors, renderCors } from './http-cors';
import { type HttpExternalAuth, type HttpExternalAuthOverHttp, renderExternalAuth } from './http-external-auth';
import type { HttpPathModifier } from './http-path-modifier';
import { type HeaderModifier, headerModifier, type LocalObject, localObject, type MirrorOptions, mirror } from './route-filter';

const SCHEMES = ['http', 'https'] as const;
const STATUS_CODES = [301, 302, 303, 307, 308] as const;

/** Where a request is sent instead (HTTPRequestRedirectFilter). */
export interface HttpRedirect {
  /**
   * Scheme of the new address.
   *
   * @default - the request's
   */
  readonly scheme?: (typeof SCHEMES)[number];

  /**
   * Host of the new address: a DNS name.
   *
   * @default - the request's
   */
  readonly hostname?: string;

  /**
   * Path of the new address.
   *
   * @default - the request's
   */
  readonly path?: HttpPathModifier;

  /**
   * Port of the new address, from 1 to 65535.
   *
   * @default - that of the scheme, or the listener's
   */
  readonly port?: number;

  /**
   * Status code of the answer; 303, 307 and 308 are served since Gateway API 1.5.
   *
   * @default 302
   */
  readonly statusCode?: (typeof STATUS_CODES)[number];
}

/** What is changed before a request goes to the backend (HTTPURLRewriteFilter). */
export interface HttpUrlRewrite {
  /**
   * The Host header that the backend sees: a DNS name.
   *
   * @default - the request's
   */
  readonly hostname?: string;

  /**
   * The path that the backend sees.
   *
   * @default - the request's
   */
  readonly path?: HttpPathModifier;
}

type Rendered = Plain<HttpRouteSpecRulesFilters>;

const PATH_MODIFIER: Check = instanceWith('_render', (value) => {
  const path = typeof value === 'string' ? JSON.stringify(value) : '"/path"';
  return `write HttpPathModifier.replaceFullPath(${path}) or HttpPathModifier.replacePrefixMatch(${path})`;
});
const REDIRECT = objectOf<HttpRedirect>(
  { scheme: any, hostname: any, path: PATH_MODIFIER, port: any, statusCode: any },
  "an object such as { scheme: 'https' }",
);
const URL_REWRITE = objectOf<HttpUrlRewrite>({ hostname: any, path: PATH_MODIFIER }, "an object such as { hostname: 'example.com' }");

/** What an HTTPRoute does to a request on its way, or to the answer (HTTPRouteFilter). */
export class HttpRouteFilter implements ListenerFilter {
  /**
   * Changes the headers of the request.
   *
   * @throws if no header is named, one is named twice, or a name or value cannot be sent
   */
  static requestHeaderModifier(headers: HeaderModifier): HttpRouteFilter {
    const requestHeaderModifier = headerModifier('requestHeaderModifier', headers);
    return new HttpRouteFilter('RequestHeaderModifier', () => ({ type: 'RequestHeaderModifier', requestHeaderModifier }));
  }

  /**
   * Changes the headers of the answer.
   *
   * @throws if no header is named, one is named twice, or a name or value cannot be sent
   */
  static responseHeaderModifier(headers: HeaderModifier): HttpRouteFilter {
    const responseHeaderModifier = headerModifier('responseHeaderModifier', headers);
    return new HttpRouteFilter('ResponseHeaderModifier', () => ({ type: 'ResponseHeaderModifier', responseHeaderModifier }));
  }

  /**
   * Sends a copy of the request to another backend and forgets the answer. In another namespace the
   * backend needs a grant.
   *
   * @throws if `percent` or `fraction` is not a share, or both are given
   */
  static requestMirror(backend: Backend, options: MirrorOptions = {}): HttpRouteFilter {
    const rendered = mirror(backend, options);
    return new HttpRouteFilter(
      'RequestMirror',
      (at, namespace) => ({ type: 'RequestMirror', requestMirror: rendered(at, namespace) }),
      backend,
    );
  }

  /**
   * Answers with a redirection; a rule that has it has no backends.
   *
   * @throws if nothing of the address is changed, so that the client would come back again and
   * again, or host or port is invalid
   */
  static requestRedirect(redirect: HttpRedirect): HttpRouteFilter {
    REDIRECT('requestRedirect', redirect);
    const { scheme, path, statusCode } = redirect;
    if (scheme === undefined && path === undefined && redirect.hostname === undefined && redirect.port === undefined) {
      refuse('requestRedirect', redirect, 'it leads back to where it comes from; give scheme, hostname, path or port');
    }
    const requestRedirect = {
      scheme: optional(scheme, (it) => oneOf('requestRedirect.scheme', it, SCHEMES)),
      hostname: optional(redirect.hostname, (it) => hostname('requestRedirect.hostname', it, 'no wildcard')),
      path: path?._render(),
      port: optional(redirect.port, (it) => port('requestRedirect.port', it)),
      statusCode: optional(statusCode, (it) => oneOf('requestRedirect.statusCode', it, STATUS_CODES)),
    };
    return new HttpRouteFilter('RequestRedirect', () => ({ type: 'RequestRedirect', requestRedirect }));
  }

  /**
   * Changes the host or the path that the backend sees.
   *
   * @throws if it changes neither, or the host is invalid
   */
  static urlRewrite(rewrite: HttpUrlRewrite): HttpRouteFilter {
    URL_REWRITE('urlRewrite', rewrite);
    if (rewrite.hostname === undefined && rewrite.path === undefined) {
      refuse('urlRewrite', rewrite, 'it changes nothing; give hostname or path');
    }
    const urlRewrite = {
      hostname: optional(rewrite.hostname, (it) => hostname('urlRewrite.hostname', it, 'no wildcard')),
      path: rewrite.path?._render(),
    };
    return new HttpRouteFilter('URLRewrite', () => ({ type: 'URLRewrite', urlRewrite }));
  }

  /**
   * Answers the questions that browsers ask before requests from other origins; in the standard
   * channel since Gateway API 1.5.
   *
   * @throws if an origin or header is invalid, a list is empty, names one twice or has `*` beside
   * others, or `maxAge` is not a whole number of seconds
   */
  static cors(cors: HttpCors): HttpRouteFilter {
    const rendered = renderCors(cors);
    return new HttpRouteFilter('CORS', () => ({ type: 'CORS', cors: rendered }));
  }

  /**
   * Does what an object of the controller's own kind says, such as a KongPlugin, which lies in the
   * namespace of the route.
   *
   * @throws if group, kind or name is invalid
   */
  static extensionRef(object: LocalObject): HttpRouteFilter {
    const extensionRef = localObject('extensionRef', object);
    return new HttpRouteFilter('ExtensionRef', () => ({ type: 'ExtensionRef', extensionRef }));
  }

  /**
   * Asks an HTTP server whether the request may pass; experimental, since Gateway API 1.4. In
   * another namespace the server needs a grant.
   *
   * @throws if `path` is invalid, a header is invalid or named twice, or `forwardBody` is not a
   * number of bytes that the API takes
   */
  static externalAuthOverHttp(server: Backend, auth: HttpExternalAuthOverHttp = {}): HttpRouteFilter {
    return HttpRouteFilter.externalAuth(server, renderExternalAuth(auth, 'HTTP'));
  }

  /**
   * Asks a gRPC server whether the request may pass; experimental, since Gateway API 1.4. In
   * another namespace the server needs a grant.
   *
   * @throws if a header is invalid or named twice, or `forwardBody` is not a number of bytes that
   * the API takes
   */
  static externalAuthOverGrpc(server: Backend, auth: HttpExternalAuth = {}): HttpRouteFilter {
    return HttpRouteFilter.externalAuth(server, renderExternalAuth(auth, 'GRPC'));
  }

  private static externalAuth(backend: Backend, auth: ReturnType<typeof renderExternalAuth>): HttpRouteFilter {
    refuseBackend('externalAuth', backend);
    backendRef('externalAuth', { backend }, '');
    return new HttpRouteFilter(
      'ExternalAuth',
      (at, namespace) => {
        return { type: 'ExternalAuth', externalAuth: { ...auth, backendRef: backendRef(at, { backend }, namespace) } };
      },
      backend,
    );
  }

  private constructor(
    /** Type of the filter. */
    readonly type: Rendered['type'],
    private readonly render: (at: string, namespace: string) => Rendered,
    /** The backend that it sends requests to, which needs a grant if it is in another namespace. */
    readonly backend?: Backend,
  ) {}

  /**
   * What it refers to from a namespace.
   *
   * @internal
   */
  _referent(from: string): Referent | undefined {
    return this.backend && referent(this.backend, from);
  }

  /** @internal */
  _render(at: string, namespace: string): Rendered {
    return this.render(at, namespace);
  }
}
