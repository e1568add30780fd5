import { any, listOf, objectOf } from '../../checks/shape';
import { integer, optional } from '../../checks/validate';
import { absolutePath } from '../../checks/validate-http';
import { headerList } from './http-cors';

/** How a server is asked whether a request may pass (HTTPExternalAuthFilter). */
export interface HttpExternalAuth {
  /**
   * Headers of the request that the server is sent beside those that the Gateway API names.
   *
   * @default - none
   */
  readonly allowedHeaders?: readonly string[];

  /**
   * How many bytes of the body the server is sent at most, up to 65535.
   *
   * @default - no body is sent
   */
  readonly forwardBody?: number;
}

/** How an HTTP server is asked whether a request may pass. */
export interface HttpExternalAuthOverHttp extends HttpExternalAuth {
  /**
   * What is put before the path of the request: an absolute path.
   *
   * @default - nothing
   */
  readonly path?: string;

  /**
   * Headers of the answer that are added to the request.
   *
   * @default - all
   */
  readonly allowedResponseHeaders?: readonly string[];
}

const OVER_GRPC = objectOf<HttpExternalAuth>({ allowedHeaders: listOf(), forwardBody: any }, 'an object such as { forwardBody: 1024 }');
const OVER_HTTP = objectOf<HttpExternalAuthOverHttp>(
  { allowedHeaders: listOf(), allowedResponseHeaders: listOf(), forwardBody: any, path: any },
  "an object such as { path: '/auth' }",
);

/** The filter as the API takes it, but for the server. */
export function renderExternalAuth(auth: HttpExternalAuthOverHttp, protocol: 'GRPC' | 'HTTP') {
  (protocol === 'HTTP' ? OVER_HTTP : OVER_GRPC)('externalAuth', auth);
  const { allowedHeaders, allowedResponseHeaders, forwardBody, path } = auth;
  const headers = headerList('externalAuth.allowedHeaders', allowedHeaders);
  return {
    protocol,
    forwardBody: optional(forwardBody, (it) => ({ maxSize: integer('externalAuth.forwardBody', it, 0, 65_535) })),
    grpc: protocol === 'GRPC' ? { allowedHeaders: headers } : undefined,
    http:
      protocol === 'HTTP'
        ? {
            path: optional(path, (it) => absolutePath('externalAuth.path', it)),
            allowedHeaders: headers,
            allowedResponseHeaders: headerList('externalAuth.allowedResponseHeaders', allowedResponseHeaders),
          }
        : undefined,
  };
}
