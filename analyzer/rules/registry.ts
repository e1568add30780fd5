import { addressNotUsable } from './address-not-usable';
import { backendNotFound } from './backend-not-found';
import { backendPortNotFound } from './backend-port-not-found';
import { classNotAccepted } from './class-not-accepted';
import { classNotFound } from './class-not-found';
import { conflicted } from './conflicted';
import type { RuleName } from './finding';
import { hostnameConflict } from './hostname-conflict';
import { invalidCaCertificateKind } from './invalid-ca-certificate-kind';
import { invalidCaCertificateRef } from './invalid-ca-certificate-ref';
import { invalidCertificateRef } from './invalid-certificate-ref';
import { invalidClientCertificateRef } from './invalid-client-certificate-ref';
import { invalidKind } from './invalid-kind';
import { invalidParameters } from './invalid-parameters';
import { invalidRouteKinds } from './invalid-route-kinds';
import { invalidTlsConfig } from './invalid-tls-config';
import { listenersNotValid } from './listeners-not-valid';
import { noMatchingListenerHostname } from './no-matching-listener-hostname';
import { noMatchingParent } from './no-matching-parent';
import { noValidCaCertificate } from './no-valid-ca-certificate';
import { notAllowed } from './not-allowed';
import { notAllowedByListeners } from './not-allowed-by-listeners';
import { parentNotAccepted } from './parent-not-accepted';
import { parentNotFound } from './parent-not-found';
import { protocolConflict } from './protocol-conflict';
import { refNotPermitted } from './ref-not-permitted';
import type { Rule } from './rule';
import { targetNotFound } from './target-not-found';
import { unsupportedAddress } from './unsupported-address';
import { unsupportedAppProtocol } from './unsupported-app-protocol';
import { unsupportedFeature } from './unsupported-feature';
import { unsupportedProtocol } from './unsupported-protocol';
import { unsupportedValue } from './unsupported-value';

/** Every rule, in the order of its name. */
export const registry: { readonly [R in RuleName]: Rule<R> } = {
  'address-not-usable': addressNotUsable,
  'backend-not-found': backendNotFound,
  'backend-port-not-found': backendPortNotFound,
  'class-not-accepted': classNotAccepted,
  'class-not-found': classNotFound,
  conflicted,
  'hostname-conflict': hostnameConflict,
  'invalid-ca-certificate-kind': invalidCaCertificateKind,
  'invalid-ca-certificate-ref': invalidCaCertificateRef,
  'invalid-certificate-ref': invalidCertificateRef,
  'invalid-client-certificate-ref': invalidClientCertificateRef,
  'invalid-kind': invalidKind,
  'invalid-parameters': invalidParameters,
  'invalid-route-kinds': invalidRouteKinds,
  'invalid-tls-config': invalidTlsConfig,
  'listeners-not-valid': listenersNotValid,
  'no-matching-listener-hostname': noMatchingListenerHostname,
  'no-matching-parent': noMatchingParent,
  'no-valid-ca-certificate': noValidCaCertificate,
  'not-allowed': notAllowed,
  'not-allowed-by-listeners': notAllowedByListeners,
  'parent-not-accepted': parentNotAccepted,
  'parent-not-found': parentNotFound,
  'protocol-conflict': protocolConflict,
  'ref-not-permitted': refNotPermitted,
  'target-not-found': targetNotFound,
  'unsupported-address': unsupportedAddress,
  'unsupported-app-protocol': unsupportedAppProtocol,
  'unsupported-feature': unsupportedFeature,
  'unsupported-protocol': unsupportedProtocol,
  'unsupported-value': unsupportedValue,
};
