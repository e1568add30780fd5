export { invalidCaCertificateKind } from './invalid-ca-certificate-kind';
export { invalidCaCertificateRef } from './invalid-ca-certificate-ref';
export { invalidCertificateRef } from './invalid-certificate-ref';
export { invalidClientCertificateRef } from './invalid-client-certificate-ref';
export { noValidCaCertificate } from './no-valid-ca-certificate';
