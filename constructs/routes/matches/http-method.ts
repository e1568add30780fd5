/** The methods that the Gateway API knows. */
export const HTTP_METHODS = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'] as const;

/** A method that the Gateway API knows. */
export type HttpMethod = (typeof HTTP_METHODS)[number];
