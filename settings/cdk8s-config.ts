import { join } from 'node:path';
import { FileReader } from '../files/file-reader';
import { readPositions } from './yaml';

const FILE = 'cdk8s.yaml';

/** What cdk8s.yaml says about the app; its other keys are for cdk8s alone. */
export interface Cdk8sConfig {
  readonly app?: string;
  readonly output?: string;
}

/** The directory that an app writes by default. */
export const DEFAULT_OUTPUT = 'dist';

/**
 * Reads the cdk8s.yaml of a directory, if there is one.
 *
 * @throws if it is invalid YAML, or `app` or `output` is not a string
 */
export function cdk8sConfig(directory: string): Cdk8sConfig {
  const bytes = new FileReader().read(join(directory, FILE), FILE);
  const { value, broken, keyPosition } = readPositions(bytes === undefined ? '' : new TextDecoder().decode(bytes));
  if (broken !== undefined) {
    throw new Error(`${FILE}:${broken.line + 1}:${broken.column + 1}: ${broken.message}; fix the YAML`);
  }
  const config = value ?? {};
  if (typeof config !== 'object' || Array.isArray(config)) {
    throw new Error(`${FILE}:1:1: expected a mapping, got ${JSON.stringify(config)}`);
  }
  const { app, output } = config as Record<string, unknown>;
  for (const [key, text] of Object.entries({ app, output })) {
    if (text !== undefined && (typeof text !== 'string' || text.trim() === '')) {
      const { line, column } = keyPosition([key]);
      throw new Error(`${FILE}:${line + 1}:${column + 1}: ${key} is ${JSON.stringify(text)}: expected a string that is not empty`);
    }
  }
  return config as Cdk8sConfig;
}
