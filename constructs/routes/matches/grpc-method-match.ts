import { any, type Check, instanceWith, objectOf } from '../../checks/shape';
import { shown } from '../../checks/shown';
import { refuse, shorterThan, text } from '../../checks/validate';
import { regularExpression } from '../../checks/validate-http';

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

const NAMES = objectOf<GrpcMethod>({ service: any, method: any }, "names such as { service: 'shop.v1.Cart', method: 'Add' }");

/** Which gRPC methods a GRPCRoute matches (GRPCMethodMatch). */
export class GrpcMethodMatch {
  /**
   * This service or method.
   *
   * @throws if neither is given, or one has characters that protocol buffers do not allow in a name
   */
  static exact(method: GrpcMethod): GrpcMethodMatch {
    NAMES('method', method);
    grpcName('service', method.service, /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i);
    grpcName('method', method.method, /^[a-z_][a-z_0-9]*$/i);
    return new GrpcMethodMatch('Exact', method);
  }

  /**
   * Every service or method that regular expressions match.
   *
   * @throws if neither is given, or an expression does not parse
   */
  static regularExpression(method: GrpcMethod): GrpcMethodMatch {
    NAMES('method', method);
    for (const prop of ['service', 'method'] as const) {
      if (method[prop] !== undefined) {
        regularExpression(prop, method[prop]);
      }
    }
    return new GrpcMethodMatch('RegularExpression', method);
  }

  private constructor(
    /** How the names are compared. */
    readonly type: 'Exact' | 'RegularExpression',
    /** The names or expressions. */
    readonly names: GrpcMethod,
  ) {
    if (names.service === undefined && names.method === undefined) {
      throw new Error('service and method are both missing: a gRPC method match names at least one of them');
    }
  }
}

function grpcName(prop: string, value: string | undefined, pattern: RegExp): void {
  if (value !== undefined && !pattern.test(text(prop, value))) {
    refuse(prop, value, 'expected letters, digits and "_", beginning with no digit, and "." between the parts of a service');
  }
  shorterThan(prop, value ?? '', 1024);
}

/** A condition on the method of a call, as a match has it. */
export const METHOD: Check = instanceWith('names', (value) =>
  typeof value === 'string' ? `write GrpcMethodMatch.exact({ service, method })` : `write GrpcMethodMatch.exact(${shown(value)})`,
);
