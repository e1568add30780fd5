import { references } from './catalog-references';
import type { Catalog } from './entry';
import type { FindingParams } from './params';

/** Every word that the rules say, by rule. The parts lie beside this file, by what the rules are about. */
export const catalog: Catalog<FindingParams> = {
  ...references,
};
