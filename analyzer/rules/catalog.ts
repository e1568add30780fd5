import { attachment } from './catalog-attachment';
import { certificates } from './catalog-certificates';
import { gateways } from './catalog-gateways';
import { listeners } from './catalog-listeners';
import { policies } from './catalog-policies';
import { references } from './catalog-references';
import type { Catalog } from './entry';
import type { FindingParams } from './params';

/** Every word that the rules say, by rule. The parts lie beside this file, by what the rules are about. */
export const catalog: Catalog<FindingParams> = {
  ...attachment,
  ...certificates,
  ...gateways,
  ...listeners,
  ...policies,
  ...references,
};
