import { join } from 'node:path';
import { load } from 'js-yaml';
import { CommandError } from '../exit-code';
import { readText } from '../io';

/** What cdk8s.yaml says about the app; its other keys are for cdk8s alone. */
export interface Cdk8sConfig {
  readonly app?: string;
  readonly output?: string;
}

/** Reads the cdk8s.yaml of a directory, if there is one. */
export function cdk8sConfig(directory: string): Cdk8sConfig {
  const text = readText(join(directory, 'cdk8s.yaml'));
  let config: unknown;
  try {
    config = load(text ?? '') ?? {};
  } catch (error) {
    const { mark, reason } = error as { mark?: { line: number; column: number }; reason: string };
    throw new CommandError(`cdk8s.yaml:${(mark?.line ?? 0) + 1}:${(mark?.column ?? 0) + 1}: ${reason}; mend the YAML`);
  }
  if (typeof config !== 'object' || Array.isArray(config)) {
    throw new CommandError(`cdk8s.yaml:1:1: the whole is ${JSON.stringify(config)}: a map is wanted`);
  }
  const { app, output } = config as Record<string, unknown>;
  for (const [key, value] of Object.entries({ app, output })) {
    if (value !== undefined && (typeof value !== 'string' || value.trim() === '')) {
      throw new CommandError(`cdk8s.yaml: ${key} is ${JSON.stringify(value)}: a text is wanted`);
    }
  }
  return config as Cdk8sConfig;
}
