import { acceptedWithoutTraffic } from './accepted-without-traffic';
import { addressNotUsable } from './address-not-usable';
import { admissionContested } from './admission-contested';
import { admissionLost } from './admission-lost';
import { backendNotFound } from './backend-not-found';
import { backendPortNotFound } from './backend-port-not-found';
import { classNotAccepted } from './class-not-accepted';
import { classNotFound } from './class-not-found';
import { conflicted } from './conflicted';
import { duplicateObject } from './duplicate-object';
import { extensionUnknown } from './extension-unknown';
import type { RuleName } from './finding';
import { grantForAttachment } from './grant-for-attachment';
import { grantKindUnknown } from './grant-kind-unknown';
import { grantSameNamespace } from './grant-same-namespace';
import { grantUnused } from './grant-unused';
import { grantWiderThanUsed } from './grant-wider-than-used';
import { headerNameRepeated } from './header-name-repeated';
import { hostnameCaptured } from './hostname-captured';
import { hostnameConflict } from './hostname-conflict';
import { hostnameIsIp } from './hostname-is-ip';
import { hostnameMissingOnSharedListener } from './hostname-missing-on-shared-listener';
import { hostnameSharedByKinds } from './hostname-shared-by-kinds';
import { invalidCaCertificateKind } from './invalid-ca-certificate-kind';
import { invalidCaCertificateRef } from './invalid-ca-certificate-ref';
import { invalidCertificateRef } from './invalid-certificate-ref';
import { invalidClientCertificateRef } from './invalid-client-certificate-ref';
import { invalidKind } from './invalid-kind';
import { invalidParameters } from './invalid-parameters';
import { invalidRouteKinds } from './invalid-route-kinds';
import { invalidTlsConfig } from './invalid-tls-config';
import { listenerNameRepeated } from './listener-name-repeated';
import { listenerOpenToAll } from './listener-open-to-all';
import { listenersNotValid } from './listeners-not-valid';
import { malformed } from './malformed';
import { noMatchingListenerHostname } from './no-matching-listener-hostname';
import { noMatchingParent } from './no-matching-parent';
import { noValidCaCertificate } from './no-valid-ca-certificate';
import { notAllowed } from './not-allowed';
import { notAllowedByListeners } from './not-allowed-by-listeners';
import { parentDuplicated } from './parent-duplicated';
import { parentNotAccepted } from './parent-not-accepted';
import { parentNotFound } from './parent-not-found';
import { partialGatewayNotFound } from './partial-gateway-not-found';
import { partialGatewayWithPort } from './partial-gateway-with-port';
import { partialListenerMissing } from './partial-listener-missing';
import { protocolConflict } from './protocol-conflict';
import { refNotPermitted } from './ref-not-permitted';
import { regularExpressionInvalid } from './regular-expression-invalid';
import { routeShadowed } from './route-shadowed';
import { routeWithoutParent } from './route-without-parent';
import type { Rule } from './rule';
import { sectionNameMissing } from './section-name-missing';
import { selectorIgnored } from './selector-ignored';
import { selectorInvalid } from './selector-invalid';
import { selectorMissing } from './selector-missing';
import { selectorOnTenantLabel } from './selector-on-tenant-label';
import { targetNotFound } from './target-not-found';
import { unknownField } from './unknown-field';
import { unsupportedAddress } from './unsupported-address';
import { unsupportedAppProtocol } from './unsupported-app-protocol';
import { unsupportedFeature } from './unsupported-feature';
import { unsupportedProtocol } from './unsupported-protocol';
import { unsupportedValue } from './unsupported-value';
import { versionNotServed } from './version-not-served';

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
