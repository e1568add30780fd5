import { listenerOpenToAll } from './admission/listener-open-to-all';
import { selectorIgnored } from './admission/selector-ignored';
import { selectorInvalid } from './admission/selector-invalid';
import { selectorMissing } from './admission/selector-missing';
import { selectorOnTenantLabel } from './admission/selector-on-tenant-label';
import { noMatchingListenerHostname } from './attachment/no-matching-listener-hostname';
import { noMatchingParent } from './attachment/no-matching-parent';
import { notAllowedByListeners } from './attachment/not-allowed-by-listeners';
import { parentDuplicated } from './attachment/parent-duplicated';
import { parentNotAccepted } from './attachment/parent-not-accepted';
import { parentNotFound } from './attachment/parent-not-found';
import { routeWithoutParent } from './attachment/route-without-parent';
import { sectionNameMissing } from './attachment/section-name-missing';
import { invalidCaCertificateKind } from './certificates/invalid-ca-certificate-kind';
import { invalidCaCertificateRef } from './certificates/invalid-ca-certificate-ref';
import { invalidCertificateRef } from './certificates/invalid-certificate-ref';
import { invalidClientCertificateRef } from './certificates/invalid-client-certificate-ref';
import { noValidCaCertificate } from './certificates/no-valid-ca-certificate';
import type { RuleName } from './finding';
import { addressNotUsable } from './gateways/address-not-usable';
import { classNotAccepted } from './gateways/class-not-accepted';
import { classNotFound } from './gateways/class-not-found';
import { invalidParameters } from './gateways/invalid-parameters';
import { notAllowed } from './gateways/not-allowed';
import { unsupportedAddress } from './gateways/unsupported-address';
import { unsupportedFeature } from './gateways/unsupported-feature';
import { grantForAttachment } from './grants/grant-for-attachment';
import { grantKindUnknown } from './grants/grant-kind-unknown';
import { grantSameNamespace } from './grants/grant-same-namespace';
import { grantUnused } from './grants/grant-unused';
import { grantWiderThanUsed } from './grants/grant-wider-than-used';
import { duplicateObject } from './input/duplicate-object';
import { malformed } from './input/malformed';
import { unknownField } from './input/unknown-field';
import { versionNotServed } from './input/version-not-served';
import { hostnameConflict } from './listeners/hostname-conflict';
import { invalidRouteKinds } from './listeners/invalid-route-kinds';
import { invalidTlsConfig } from './listeners/invalid-tls-config';
import { listenerNameRepeated } from './listeners/listener-name-repeated';
import { listenersNotValid } from './listeners/listeners-not-valid';
import { protocolConflict } from './listeners/protocol-conflict';
import { unsupportedProtocol } from './listeners/unsupported-protocol';
import { unsupportedValue } from './listeners/unsupported-value';
import { admissionContested } from './patches/admission-contested';
import { admissionLost } from './patches/admission-lost';
import { partialGatewayNotFound } from './patches/partial-gateway-not-found';
import { partialGatewayWithPort } from './patches/partial-gateway-with-port';
import { partialListenerMissing } from './patches/partial-listener-missing';
import { conflicted } from './policies/conflicted';
import { targetNotFound } from './policies/target-not-found';
import { backendNotFound } from './references/backend-not-found';
import { backendPortNotFound } from './references/backend-port-not-found';
import { extensionUnknown } from './references/extension-unknown';
import { invalidKind } from './references/invalid-kind';
import { refNotPermitted } from './references/ref-not-permitted';
import { unsupportedAppProtocol } from './references/unsupported-app-protocol';
import { acceptedWithoutTraffic } from './routing/accepted-without-traffic';
import { headerNameRepeated } from './routing/header-name-repeated';
import { hostnameCaptured } from './routing/hostname-captured';
import { hostnameIsIp } from './routing/hostname-is-ip';
import { hostnameMissingOnSharedListener } from './routing/hostname-missing-on-shared-listener';
import { hostnameSharedByKinds } from './routing/hostname-shared-by-kinds';
import { regularExpressionInvalid } from './routing/regular-expression-invalid';
import { routeShadowed } from './routing/route-shadowed';
import type { Rule } from './rule';

/** Every rule, in the order of its name. */
export const registry: { readonly [R in RuleName]: Rule<R> } = {
  'accepted-without-traffic': acceptedWithoutTraffic,
  'address-not-usable': addressNotUsable,
  'admission-contested': admissionContested,
  'admission-lost': admissionLost,
  'backend-not-found': backendNotFound,
  'backend-port-not-found': backendPortNotFound,
  'class-not-accepted': classNotAccepted,
  'class-not-found': classNotFound,
  conflicted,
  'duplicate-object': duplicateObject,
  'extension-unknown': extensionUnknown,
  'grant-for-attachment': grantForAttachment,
  'grant-kind-unknown': grantKindUnknown,
  'grant-same-namespace': grantSameNamespace,
  'grant-unused': grantUnused,
  'grant-wider-than-used': grantWiderThanUsed,
  'header-name-repeated': headerNameRepeated,
  'hostname-captured': hostnameCaptured,
  'hostname-conflict': hostnameConflict,
  'hostname-is-ip': hostnameIsIp,
  'hostname-missing-on-shared-listener': hostnameMissingOnSharedListener,
  'hostname-shared-by-kinds': hostnameSharedByKinds,
  'invalid-ca-certificate-kind': invalidCaCertificateKind,
  'invalid-ca-certificate-ref': invalidCaCertificateRef,
  'invalid-certificate-ref': invalidCertificateRef,
  'invalid-client-certificate-ref': invalidClientCertificateRef,
  'invalid-kind': invalidKind,
  'invalid-parameters': invalidParameters,
  'invalid-route-kinds': invalidRouteKinds,
  'invalid-tls-config': invalidTlsConfig,
  'listener-name-repeated': listenerNameRepeated,
  'listener-open-to-all': listenerOpenToAll,
  'listeners-not-valid': listenersNotValid,
  malformed,
  'no-matching-listener-hostname': noMatchingListenerHostname,
  'no-matching-parent': noMatchingParent,
  'no-valid-ca-certificate': noValidCaCertificate,
  'not-allowed': notAllowed,
  'not-allowed-by-listeners': notAllowedByListeners,
  'parent-duplicated': parentDuplicated,
  'parent-not-accepted': parentNotAccepted,
  'parent-not-found': parentNotFound,
  'partial-gateway-not-found': partialGatewayNotFound,
  'partial-gateway-with-port': partialGatewayWithPort,
  'partial-listener-missing': partialListenerMissing,
  'protocol-conflict': protocolConflict,
  'ref-not-permitted': refNotPermitted,
  'regular-expression-invalid': regularExpressionInvalid,
  'route-shadowed': routeShadowed,
  'route-without-parent': routeWithoutParent,
  'section-name-missing': sectionNameMissing,
  'selector-ignored': selectorIgnored,
  'selector-invalid': selectorInvalid,
  'selector-missing': selectorMissing,
  'selector-on-tenant-label': selectorOnTenantLabel,
  'target-not-found': targetNotFound,
  'unknown-field': unknownField,
  'unsupported-address': unsupportedAddress,
  'unsupported-app-protocol': unsupportedAppProtocol,
  'unsupported-feature': unsupportedFeature,
  'unsupported-protocol': unsupportedProtocol,
  'unsupported-value': unsupportedValue,
  'version-not-served': versionNotServed,
};
