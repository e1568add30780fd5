import { refuse, shorterThan } from './validate';
import { absolutePath, headerValue, httpName, regularExpression } from './validate-http';

/** The methods that an HTTPRoute can match. */
export type HttpMethod = 'CONNECT' | 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT' | 'TRACE';

/** Which paths an HTTPRoute matches (HTTPPathMatch). */
export class HttpPathMatch {
  /**
   * Every path that begins with these segments: `/echo` matches `/echo` and `/echo/a`, not `/echoes`.
   *
   * @throws where the prefix does not start with `/`, or ends with one: the API reads `/echo/` as `/echo`
   */
  public static prefix(prefix: string): HttpPathMatch {
    absolutePath('path prefix', prefix);
    if (prefix !== '/' && prefix.endsWith('/')) {
      const shorter = prefix.slice(0, -1);
      refuse(
        'path prefix',
        prefix,
        `a prefix matches whole segments, so the last "/" says nothing; did you mean ${JSON.stringify(shorter)}?`,
      );
    }
    return new HttpPathMatch('PathPrefix', prefix);
  }

  /**
   * This one path.
   *
   * @throws where it does not start with `/`
   */
  public static exact(path: string): HttpPathMatch {
    return new HttpPathMatch('Exact', absolutePath('path', path));
  }

  /**
   * Every path that a regular expression matches. Its dialect, and whether it has to match the whole path, depends on the controller.
   *
   * @throws where the expression does not parse
   */
  public static regularExpression(expression: string): HttpPathMatch {
    return new HttpPathMatch('RegularExpression', regularExpression('path', expression));
  }

  private constructor(
    /** How the value is compared. */
    public readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression',
    /** The path, prefix or expression. */
    public readonly value: string,
  ) {}
}

/** Which value a header has (HTTPHeaderMatch, GRPCHeaderMatch). */
export class HeaderMatch {
  /**
   * The header is there with this value.
   *
   * @throws where name or value cannot stand in a request
   */
  public static exact(name: string, value: string): HeaderMatch {
    return new HeaderMatch('Exact', httpName('header name', name), headerValue(`header ${name}`, value));
  }

  /**
   * The header is there with a value that a regular expression matches.
   *
   * @throws where the expression does not parse
   */
  public static regularExpression(name: string, expression: string): HeaderMatch {
    httpName('header name', name);
    return new HeaderMatch('RegularExpression', name, headerValue(`header ${name}`, regularExpression(`header ${name}`, expression, 4096)));
  }

  private constructor(
    /** How the value is compared. */
    public readonly type: 'Exact' | 'RegularExpression',
    /** Name of the header, compared without case. */
    public readonly header: string,
    /** The value or expression. */
    public readonly value: string,
  ) {}
}

/** Which value a query parameter has (HTTPQueryParamMatch). */
export class QueryParamMatch {
  /**
   * The parameter is there with this value.
   *
   * @throws where the name cannot be matched, or the value is empty or longer than 1024 characters
   */
  public static exact(name: string, value: string): QueryParamMatch {
    httpName('query parameter name', name);
    if (value === '') {
      refuse(`query parameter ${name}`, value, 'allowed are 1 to 1024 characters');
    }
    return new QueryParamMatch('Exact', name, shorterThan(`query parameter ${name}`, value, 1024));
  }

  /**
   * The parameter is there with a value that a regular expression matches.
   *
   * @throws where the expression does not parse
   */
  public static regularExpression(name: string, expression: string): QueryParamMatch {
    httpName('query parameter name', name);
    return new QueryParamMatch('RegularExpression', name, regularExpression(`query parameter ${name}`, expression));
  }

  private constructor(
    /** How the value is compared. */
    public readonly type: 'Exact' | 'RegularExpression',
    /** Name of the parameter. */
    public readonly queryParam: string,
    /** The value or expression. */
    public readonly value: string,
  ) {}
}

/** A gRPC service, one of its methods, or a method whatever the service. */
export interface GrpcMethod {
  /**
   * Full name of the service, such as `grpc.health.v1.Health`.
   *
   * @default - every service
   */
  readonly service?: string;

  /**
   * Name of the method, such as `Check`.
   *
   * @default - every method
   */
  readonly method?: string;
}

/** Which gRPC methods a GRPCRoute matches (GRPCMethodMatch). */
export class GrpcMethodMatch {
  /**
   * This service or method.
   *
   * @throws where neither is given, or one has characters that protocol buffers do not allow in a name
   */
  public static exact(method: GrpcMethod): GrpcMethodMatch {
    grpcName('service', method.service, /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i);
    grpcName('method', method.method, /^[a-z_][a-z_0-9]*$/i);
    return new GrpcMethodMatch('Exact', method);
  }

  /**
   * Every service or method that regular expressions match.
   *
   * @throws where neither is given, or an expression does not parse
   */
  public static regularExpression(method: GrpcMethod): GrpcMethodMatch {
    for (const prop of ['service', 'method'] as const) {
      if (method[prop] !== undefined) {
        regularExpression(prop, method[prop]);
      }
    }
    return new GrpcMethodMatch('RegularExpression', method);
  }

  private constructor(
    /** How the names are compared. */
    public readonly type: 'Exact' | 'RegularExpression',
    /** The names or expressions. */
    public readonly names: GrpcMethod,
  ) {
    if (names.service === undefined && names.method === undefined) {
      throw new Error('service and method are both missing: a gRPC method match names at least one of them');
    }
  }
}

function grpcName(prop: string, value: string | undefined, pattern: RegExp): void {
  if (value !== undefined && !pattern.test(value)) {
    refuse(prop, value, 'allowed are letters, digits and "_", beginning with no digit, and "." between the parts of a service');
  }
  shorterThan(prop, value ?? '', 1024);
}
