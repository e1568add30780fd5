import type { Manifest } from '../../model/manifest';
import { type Fault, fault, unknownFault } from '../conditions/condition-builder';

/** Kept for documentation, for this host and for nobody: no network gives them to a Gateway. */
const RESERVED = /^(?:0\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2[4-5]\d\.|2001:0?db8:|::$)/i;

/**
 * What is wrong with the addresses that a Gateway asks for. Types with a domain in front are some
 * controller's own, and NamedAddress is each one's own; whether an address can be had is for the
 * environment to say, unless nobody has it. One without a value is the controller's to choose.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, GatewayReasonUnsupportedAddress and
 * GatewayReasonAddressNotUsable; conformance, gateway-static-addresses
 */
export function addressFaults({ object }: Manifest<'Gateway'>): { readonly accepted: Fault[]; readonly programmed: Fault[] } {
  const accepted: Fault[] = [];
  const programmed: Fault[] = [];
  for (const [index, { type, value }] of (object.spec.addresses ?? []).entries()) {
    const base = { path: ['spec', 'addresses', index], type, value, missing: [] };
    if (type === 'NamedAddress') {
      accepted.push(unknownFault({ why: 'unsupported-address', ...base }));
    } else if (type !== 'IPAddress' && type !== 'Hostname') {
      accepted.push(fault('UnsupportedAddress', { why: 'unsupported-address', ...base }));
    } else if (value !== undefined) {
      const cause = { why: 'address-not-usable', ...base } as const;
      programmed.push(type === 'IPAddress' && RESERVED.test(value) ? fault('AddressNotUsable', cause) : unknownFault(cause));
    }
  }
  return { accepted, programmed };
}
