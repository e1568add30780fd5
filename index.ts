import type { CrossingValidationProperties, ValidationContext } from './cli/cdk8s-plugin';

export type { CrossingValidationProperties } from './cli/cdk8s-plugin';
export * from './constructs';

/**
 * Makes `cdk8s synth` fail on what `crossing check` finds, in the same words. Add it to
 * `validations` of `cdk8s.yaml`, as `package: ./node_modules/cdk8s-crossing` and `class:
 * CrossingValidation`; the nearest `crossing.yaml` at or above the working directory counts. What
 * it checks with is loaded when it runs, never by an app.
 */
export class CrossingValidation {
  constructor(private readonly properties: CrossingValidationProperties = {}) {}

  /** @throws if `failOn` is invalid, a manifest cannot be read, or `crossing.yaml` is invalid */
  async validate(context: ValidationContext): Promise<void> {
    const plugin = await import('./cli/cdk8s-plugin.js');
    await new plugin.CrossingValidation(this.properties).validate(context);
  }
}
