import type { AttachmentParams } from './catalog-attachment';
import type { CertificateParams } from './catalog-certificates';
import type { GatewayParams } from './catalog-gateways';
import type { ListenerParams } from './catalog-listeners';
import type { PolicyParams } from './catalog-policies';
import type { ReferenceParams } from './catalog-references';

/** What a finding of each rule knows beside its place: plain data. Each part of the catalog brings its own. */
export interface FindingParams extends AttachmentParams, CertificateParams, GatewayParams, ListenerParams, PolicyParams, ReferenceParams {}
