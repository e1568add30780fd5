import type { Duration } from 'cdk8s';
import { any, type Check, instanceWith, objectOf } from '../checks/shape';
import { duration, oneOf, optional, shorterThan } from '../checks/validate';
import { httpName } from '../checks/validate-http';

/** How long requests of one client go to the same backend. */
export interface SessionPersistenceOptions {
  /**
   * Name of the cookie or the header: at most 128 letters, digits and ``!#$%&'*+-.^_`|~``.
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

/** How long requests of one client go to the same backend, and what a browser does with the cookie. */
export interface CookieSessionPersistenceOptions extends SessionPersistenceOptions {
  /**
   * Whether the browser keeps the cookie when it is closed. `Permanent` asks for `absoluteTimeout`.
   *
   * @default 'Session'
   */
  readonly lifetimeType?: 'Permanent' | 'Session';
}

const HEADER_OPTIONS = objectOf<SessionPersistenceOptions>(
  { sessionName: any, absoluteTimeout: any },
  "options such as { absoluteTimeout: '1h' }",
);
const COOKIE_OPTIONS = objectOf<CookieSessionPersistenceOptions>(
  { sessionName: any, absoluteTimeout: any, lifetimeType: any },
  "options such as { absoluteTimeout: '1h' }",
);

/** What binds a client to one backend (SessionPersistence); experimental. */
export class SessionPersistence {
  /**
   * A cookie.
   *
   * @throws if `sessionName` is not a name of a cookie, or a permanent one has no `absoluteTimeout`
   */
  static cookie(options: CookieSessionPersistenceOptions = {}): SessionPersistence {
    COOKIE_OPTIONS('sessionPersistence', options);
    const { lifetimeType } = options;
    optional(lifetimeType, (it) => oneOf('lifetimeType', it, ['Permanent', 'Session']));
    if (lifetimeType === 'Permanent' && options.absoluteTimeout === undefined) {
      throw new Error('absoluteTimeout is missing: a permanent cookie has to end at some time');
    }
    return new SessionPersistence('Cookie', options, lifetimeType && { lifetimeType });
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

  private readonly rendered;

  private constructor(
    /** What carries the session. */
    readonly type: 'Cookie' | 'Header',
    { sessionName, absoluteTimeout }: SessionPersistenceOptions,
    cookieConfig?: { readonly lifetimeType: 'Permanent' | 'Session' },
  ) {
    this.rendered = {
      type,
      sessionName: optional(sessionName, (it) => shorterThan('sessionName', httpName('sessionName', it), 128)),
      absoluteTimeout: optional(absoluteTimeout, (it) => duration('absoluteTimeout', it)),
      cookieConfig,
    };
  }

  /** @internal */
  _render() {
    return this.rendered;
  }
}

/** What binds a client to a backend, as a rule has it. */
export const SESSION_PERSISTENCE: Check = instanceWith(
  '_render',
  () => 'write SessionPersistence.cookie({ … }) or SessionPersistence.header({ … })',
);
