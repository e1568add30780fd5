import { join, resolve } from 'node:path';
import type { Report } from '../../analyzer/report/report';
import { repositoryRoot } from '../../files/repository-root';
import type { Config } from '../../settings/config';
import type { Input } from '../input/inputs';

/**
 * A report with what is known of its inputs alone: which crossing.yaml says what, and what was not
 * read.
 */
export function withInputs(report: Report, inputs: readonly Input[], cwd: string): Report {
  const root = repositoryRoot(cwd) ?? cwd;
  const files = new Map(inputs.flatMap(({ config }) => (config === undefined ? [] : [[config.file, config] as const])));
  const passedOver = new Map(inputs.flatMap((input) => input.passedOver).map((passed) => [passed.path, passed]));
  return {
    ...report,
    settings: Array.from(files.values(), (config) => ({
      file: config.file,
      atRoot: isAtRoot(config, root, cwd),
      entries: config.settings,
    })),
    passedOver: Array.from(passedOver.values(), ({ shown, why, language }) => ({
      path: shown,
      why,
      ...(language !== undefined && { language }),
    })),
  };
}

function isAtRoot({ file }: Config, root: string, cwd: string): boolean {
  return resolve(cwd, file) === join(root, 'crossing.yaml');
}
