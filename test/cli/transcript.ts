import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../repo/tracked';

/** The programs that CI builds. */
const BUILT = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'crossing-cluster/bin');
const FENCED = /^```(\S+)\n([\s\S]*?)^```$/gm;
const FILE = /^(?:#|\/\/) (\S+)\n/;

/**
 * A page with the real output of its commands. Block after block, in one folder: `console` holds
 * commands, each behind a `$ ` and before what it prints; any other block whose first line is a
 * comment with a path sets up that file.
 */
export function replay(page: string): string {
  const folder = newProject();
  try {
    return page.replace(FENCED, (block, language: string, text: string) => {
      if (language === 'console') {
        return `\`\`\`console\n${commandsOf(text)
          .map((command) => printed(command, folder))
          .join('\n')}\`\`\``;
      }
      const [, path] = FILE.exec(text) ?? [];
      if (path !== undefined) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      return block;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A project that has installed this package: links where npm would copy. */
function newProject(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-transcript-')));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', 'tsx']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  symlinkSync(root, join(folder, 'node_modules/cdk8s-crossing'));
  symlinkSync(join(root, 'lib/cli/main.js'), join(folder, 'node_modules/.bin/crossing'));
  return folder;
}

/** The lines that begin with `$ `, and those after a backslash. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/^\$ ((?:.*\\\n)*.*)$/gm)].map(([, command = '']) => command);
}

function printed(command: string, folder: string): string {
  const { stdout, status } = spawnSync('bash', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      HOME: folder,
      NO_COLOR: '1',
      PATH: [join(folder, 'node_modules/.bin'), dirname(process.execPath), BUILT, process.env.PATH].join(delimiter),
    },
  });
  // Which program builds, and of which version, is the machine's.
  const said = stdout
    .replaceAll(`${folder}/`, '')
    .replace(/rendered by (?:kubectl )?kustomize (?:of an unknown version|[\w.]+)/g, 'rendered by kustomize 5.7.1');
  return `$ ${command}\n${said === '' || said.endsWith('\n') ? said : `${said}\n`}Exit code: ${status}\n`;
}
