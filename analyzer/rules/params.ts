import type { AttachmentParams } from './catalog-attachment';
import type { CertificateParams } from './catalog-certificates';
import type { ClaimParams } from './catalog-claims';
import type { GatewayParams } from './catalog-gateways';
import type { GrantParams } from './catalog-grants';
import type { InputParams } from './catalog-input';
import type { ListenerParams } from './catalog-listeners';
import type { PatchParams } from './catalog-patches';
import type { PolicyParams } from './catalog-policies';
import type { ReferenceParams } from './catalog-references';
import type { SelectorParams } from './catalog-selectors';

/** What a finding of each rule knows beside its place: plain data. Each part of the catalog brings its own. */
export interface FindingParams
  extends AttachmentParams,
    CertificateParams,
    ClaimParams,
    GatewayParams,
    GrantParams,
    InputParams,
    ListenerParams,
    PatchParams,
    PolicyParams,
    ReferenceParams,
    SelectorParams {}
