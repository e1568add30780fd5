import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { version as cli } from 'cdk8s-cli/package.json';

const versionOf = (name: string): string => JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version;

/**
 * What `cdk8s init typescript-app` lays down, in a new folder: the template that ships with
 * cdk8s-cli, filled in as its init command does. The command itself cannot be run, since it goes on
 * to fetch Kubernetes' schema from outside the npm registry.
 */
export function typescriptApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-template-'));
  cpSync(join(dirname(require.resolve('cdk8s-cli/package.json')), 'templates/typescript-app'), folder, { recursive: true });
  const facts: Record<string, string> = {
    $base: 'hello',
    cdk8s_core_version: versionOf('cdk8s'),
    cdk8s_plus_version: versionOf('cdk8s-plus-33'),
    constructs_version: versionOf('constructs'),
    cdk8s_cli_spec: `^${cli}`,
  };
  for (const file of ['package.json', 'main.ts']) {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(
      join(folder, file),
      text.replace(/\{\{ (\S+) \}\}/g, (_, name) => facts[name] ?? `unknown ${name}`),
    );
  }
  for (const file of readdirSync(folder)) {
    if (file.startsWith('{{}}')) {
      renameSync(join(folder, file), join(folder, file.slice(4)));
    }
  }
  rmSync(join(folder, '.hooks.sscaff.js'));
  return folder;
}
