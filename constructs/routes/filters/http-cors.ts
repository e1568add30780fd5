import type { Duration } from 'cdk8s';
import { any, boolean, listOf, objectOf } from '../../checks/shape';
import { count, distinct, integer, milliseconds, oneOf, optional, refuse, text } from '../../checks/validate';
import { httpName } from '../../checks/validate-http';
import { HTTP_METHODS, type HttpMethod } from '../matches/http-method';

/** Which pages of other origins may make requests (HTTPCORSFilter). */
export interface HttpCors {
  /**
   * Origins that may, such as `https://*.example.com`, or `*` alone for all (in the experimental
   * channel since Gateway API 1.5). At most 64.
   *
   * @default - none
   */
  readonly allowOrigins?: readonly string[];

  /**
   * Methods that they may use, or `*` alone for all.
   *
   * @default - those that need no permission: GET, HEAD and POST
   */
  readonly allowMethods?: readonly (HttpMethod | '*')[];

  /**
   * Headers that they may send, or `*` alone for all. At most 64.
   *
   * @default - those that need no permission
   */
  readonly allowHeaders?: readonly string[];

  /**
   * Headers of the answer that they may read, or `*` alone for all. At most 64.
   *
   * @default - those that need no permission
   */
  readonly exposeHeaders?: readonly string[];

  /**
   * Whether they may send credentials.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;

  /**
   * How long a browser may remember the answer, in whole seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly maxAge?: Duration | string;
}

const CORS = objectOf<HttpCors>(
  {
    allowOrigins: listOf(),
    allowMethods: listOf(),
    allowHeaders: listOf(),
    exposeHeaders: listOf(),
    allowCredentials: boolean,
    maxAge: any,
  },
  "an object such as { allowOrigins: ['https://example.com'] }",
);

const ORIGIN = /^(\*|https?:\/\/((\*\.)?([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+|\*)(:[0-9]{1,5})?)$/;

/** The filter as the API takes it. */
export function renderCors(cors: HttpCors) {
  CORS('cors', cors);
  const { allowCredentials, maxAge } = cors;
  for (const origin of cors.allowOrigins ?? []) {
    if (!ORIGIN.test(text('cors.allowOrigins', origin)) || origin.length > 253) {
      refuse('cors.allowOrigins', origin, 'expected scheme, host and port, such as "https://*.example.com", or "*"');
    }
  }
  for (const method of cors.allowMethods ?? []) {
    oneOf('cors.allowMethods', method, ['*', ...HTTP_METHODS]);
  }
  return {
    allowOrigins: aloneOrSome('cors.allowOrigins', cors.allowOrigins, 64),
    allowMethods: aloneOrSome('cors.allowMethods', cors.allowMethods, 9),
    allowHeaders: headerList('cors.allowHeaders', cors.allowHeaders),
    exposeHeaders: headerList('cors.exposeHeaders', cors.exposeHeaders),
    allowCredentials: allowCredentials || undefined,
    maxAge: optional(maxAge, (it) => integer('cors.maxAge', milliseconds('cors.maxAge', it) / 1000, 1, 2 ** 31 - 1)),
  };
}

/** Names of headers as the API takes a set of them: sorted, each once, or `*` alone. */
export function headerList(prop: string, names: readonly string[] | undefined): readonly string[] | undefined {
  for (const name of names ?? []) {
    httpName(prop, name);
  }
  return aloneOrSome(prop, names, 64);
}

function aloneOrSome<Item extends string>(prop: string, items: readonly Item[] | undefined, most: number): readonly Item[] | undefined {
  if (items === undefined) {
    return undefined;
  }
  count(prop, items, most, 1);
  distinct(prop, items, (item) => item.toLowerCase(), 'name it once');
  if (items.length > 1 && items.some((item) => item === '*')) {
    refuse(prop, items, '"*" has to be the only item');
  }
  return [...items].sort();
}
