import type { World } from '../model/world';
import type { CertificateInspector } from './certificates';
import type { Prediction } from './prediction';

export interface PredictOptions {
  /** Gateway API features that the assumed controller lacks, such as `SupportTLSRouteModeTerminate`. @default - none */
  readonly without?: readonly string[];
  /** Looks into certificates. @default - PEM is told by its armour alone */
  readonly certificates?: CertificateInspector;
}

/** What a conforming controller would write into the status of every object. */
export declare function predict(world: World, options?: PredictOptions): Prediction;
