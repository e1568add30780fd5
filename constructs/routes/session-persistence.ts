import type { Duration } from 'cdk8s';
import { only, releases } from '../../gateway-api';
import { any, type Check, instanceWith, objectOf } from '../checks/shape';
import type { Target } from '../checks/target';
import { duration, oneOf, optional, shorterThan } from '../checks/validate';
import { absolutePath, httpName } from '../checks/validate-http';

/** How long requests of one client go to the same backend. */
export interface SessionPersistenceOptions {
  /**
   * Name of the cookie or the header: at most 128 letters, digits and ``!#$%&'*+-.^_`|~``. It is
   * written as `cookie.name` or `header.name` since Gateway API 1.7, where a header needs one.
   *
   * @default - the controller's
   */
  readonly sessionName?: string;

  /**
   * When a session ends, however busy it is.
   *
   * @default - never
   */
  readonly absoluteTimeout?: Duration | string;
}

/**
 * How long requests of one client go to the same backend, and what a browser does with the cookie.
 */
export interface CookieSessionPersistenceOptions extends SessionPersistenceOptions {
  /**
   * Whether the browser keeps the cookie when it is closed. `Permanent` asks for `absoluteTimeout`.
   *
   * @default 'Session'
   */
  readonly lifetimeType?: 'Permanent' | 'Session';

  /**
   * The path below which the browser sends the cookie: an absolute path; since Gateway API 1.7.
   *
   * @default '/'
   */
  readonly path?: string;
}

const HEADER_OPTIONS = objectOf<SessionPersistenceOptions>(
  { sessionName: any, absoluteTimeout: any },
  "options such as { absoluteTimeout: '1h' }",
);
const COOKIE_OPTIONS = objectOf<CookieSessionPersistenceOptions>(
  { sessionName: any, absoluteTimeout: any, lifetimeType: any, path: any },
  "options such as { absoluteTimeout: '1h' }",
);

/** The releases that have a field for the cookie and one for the header. */
const BY_MEMBER = releases('1.7');

/**
 * What binds a client to one backend (SessionPersistence), in the shape of the target;
 * experimental.
 */
export class SessionPersistence {
  /**
   * A cookie.
   *
   * @throws if `sessionName` is not a name of a cookie, `path` is not a path, or a permanent one
   * has no `absoluteTimeout`
   */
  static cookie(options: CookieSessionPersistenceOptions = {}): SessionPersistence {
    COOKIE_OPTIONS('sessionPersistence', options);
    const { lifetimeType, path } = options;
    optional(lifetimeType, (it) => oneOf('lifetimeType', it, ['Permanent', 'Session']));
    optional(path, (it) => absolutePath('path', it));
    if (lifetimeType === 'Permanent' && options.absoluteTimeout === undefined) {
      throw new Error('absoluteTimeout is missing: a permanent cookie has to end at some time');
    }
    return new SessionPersistence('Cookie', options);
  }

  /**
   * A header, which the client has to send back by itself.
   *
   * @throws if `sessionName` is not a name of a header
   */
  static header(options: SessionPersistenceOptions = {}): SessionPersistence {
    HEADER_OPTIONS('sessionPersistence', options);
    return new SessionPersistence('Header', options);
  }

  private readonly name: string | undefined;
  private readonly absoluteTimeout: string | undefined;
  private readonly lifetimeType: 'Permanent' | 'Session' | undefined;
  private readonly path: string | undefined;

  private constructor(
    /** What carries the session. */
    readonly type: 'Cookie' | 'Header',
    { sessionName, absoluteTimeout, lifetimeType, path }: CookieSessionPersistenceOptions,
  ) {
    this.name = optional(sessionName, (it) => shorterThan('sessionName', httpName('sessionName', it), 128));
    this.absoluteTimeout = optional(absoluteTimeout, (it) => duration('absoluteTimeout', it));
    this.lifetimeType = lifetimeType;
    this.path = path;
  }

  /**
   * The session as the API of a target takes it, without defaults.
   *
   * @internal
   */
  _render(at: string, target: Target): object {
    const { type, name, absoluteTimeout, lifetimeType, path } = this;
    if ((only(target) & BY_MEMBER) === 0) {
      const cookie = optional(path, (it) => ({ path: it }));
      return { type, sessionName: name, absoluteTimeout, cookieConfig: optional(lifetimeType, (it) => ({ lifetimeType: it })), cookie };
    }
    if (type === 'Cookie') {
      return { type, absoluteTimeout, cookie: { name, path, lifetimeType } };
    }
    if (name === undefined) {
      throw new Error(`${at}: a header needs a name since Gateway API 1.7; write SessionPersistence.header({ sessionName: 'x-session' })`);
    }
    return { type, absoluteTimeout, header: { name } };
  }
}

/** What binds a client to a backend, as a rule has it. */
export const SESSION_PERSISTENCE: Check = instanceWith(
  '_render',
  () => 'write SessionPersistence.cookie({ … }) or SessionPersistence.header({ … })',
);
