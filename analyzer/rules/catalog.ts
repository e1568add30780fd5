import { attachment } from './catalog-attachment';
import { certificates } from './catalog-certificates';
import { claims } from './catalog-claims';
import { gateways } from './catalog-gateways';
import { grants } from './catalog-grants';
import { input } from './catalog-input';
import { listeners } from './catalog-listeners';
import { patches } from './catalog-patches';
import { policies } from './catalog-policies';
import { references } from './catalog-references';
import { selectors } from './catalog-selectors';
import type { Catalog } from './entry';
import type { FindingParams } from './params';

/** Every word that the rules say, by rule. The parts lie beside this file, by what the rules are about. */
export const catalog: Catalog<FindingParams> = {
  ...attachment,
  ...certificates,
  ...claims,
  ...gateways,
  ...grants,
  ...input,
  ...listeners,
  ...patches,
  ...policies,
  ...references,
  ...selectors,
};
