/** The route kinds that a listener can take, by its protocol. */
const CARRIES: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

/** The protocols that every controller knows by name. */
export const PROTOCOLS = Object.keys(CARRIES);

/** Whether routes of a kind can go through a listener of a protocol. */
export function carries(protocol: string | undefined, kind: string): boolean {
  return CARRIES[protocol ?? '']?.includes(kind) ?? false;
}
