import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadAll } from 'js-yaml';
import manifest from '../../package.json';
import { expectGolden } from '../golden';
import { type Fenced, fencedBlocks } from './fenced';
import { read, root, tracked } from './tracked';

// Transcripts are run by test/cli.
const blocks = tracked('*.md', ':!test/cli').flatMap((page) =>
  fencedBlocks(read(page)).map((block) => ({ ...block, page, at: `${page}:${block.line}` })),
);
const of = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) {
    rmSync(folder, { recursive: true });
  }
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-docs-'));
  folders.push(folder);
  return folder;
}

function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  }
  return stdout;
}

test('every block says what language it is in', () => {
  const known = ['ts', 'sh', 'text', 'yaml', 'json', 'mermaid', 'diff', 'console', 'go'];
  expect(blocks.filter(({ language }) => !known.includes(language)).map(({ at, language }) => `${at} ${language}`)).toEqual([]);
});

describe('TypeScript blocks', () => {
  const written = of('ts');
  // A first line such as "// main.ts" names the file; pages are projects of their own.
  const fileOf = ({ text, line }: Fenced) =>
    text.match(/^\/\/ (\S+\.ts)\n/)?.[1] ?? `block-${line}${/^test\(/m.test(text) ? '.test' : ''}.ts`;
  const projects = new Map<string, string>();

  beforeAll(() => {
    for (const block of written) {
      const project = projects.get(block.page) ?? newProject();
      projects.set(block.page, project);
      writeFileSync(join(project, fileOf(block)), block.text);
    }
    // A first line such as "# context/edge.yaml" names a file that the code of the page reads.
    for (const { page, text } of of('yaml')) {
      const [, file] = text.match(/^# (\S+\.yaml)\n/) ?? [];
      const project = projects.get(page);
      if (file === undefined || project === undefined || file.startsWith('.')) {
        continue;
      }
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    }
  });

  /** A project that has installed this package: links where npm would copy. */
  function newProject(): string {
    const project = newFolder();
    mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
    for (const name of ['cdk8s', 'constructs', 'cdk8s-plus-28', '@types/node', '@types/jest']) {
      symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
    }
    symlinkSync(root, join(project, 'node_modules/cdk8s-crossing'));
    writeFileSync(join(project, 'package.json'), '{"type": "commonjs"}');
    const transform = { '^.+\\.ts$': join(root, 'node_modules/@swc/jest') };
    writeFileSync(join(project, 'jest.config.json'), JSON.stringify({ testMatch: ['**/*.test.ts'], transform }));
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2022',
      types: ['node', 'jest'],
      skipLibCheck: true,
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    return project;
  }

  const pages = [...new Set(written.map(({ page }) => page))];
  test.each(pages)('%s holds code that compiles', (page) => {
    run(projects.get(page) ?? '', process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', '.');
  });

  test.each(written)('$at runs', (block) => {
    const project = projects.get(block.page) ?? '';
    // The settings that a page has shown so far hold.
    const settings = of('yaml').findLast(
      ({ page, line, text }) => page === block.page && line < block.line && text.startsWith('# crossing.yaml\n'),
    );
    writeFileSync(join(project, 'crossing.yaml'), settings?.text ?? '');
    const file = fileOf(block);
    const app = ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), file];
    if (file.endsWith('.test.ts')) {
      run(project, process.execPath, join(root, 'node_modules/jest/bin/jest.js'), '--ci=false', file);
    }
    // What a reader copies has to pass the check, too.
    else if (block.text.includes('app.synth()')) {
      run(project, process.execPath, join(root, 'lib/cli/main.js'), 'synth', '--output', `${file}.out`, '--app', `node ${app.join(' ')}`);
    } else {
      run(project, process.execPath, ...app);
    }
  });
});

describe('commands', () => {
  const fenced = (output: string) => `\`\`\`text\n${output.trimEnd()}\n\`\`\``;
  let copy: string;
  beforeAll(() => {
    copy = newFolder();
    for (const path of tracked()) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    execFileSync('git', ['init', '-q'], { cwd: copy });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    cpSync(join(root, 'lib'), join(copy, 'lib'), { recursive: true });
  });

  // Those of docs/delivery.md are run by test/cluster, against Argo CD and Flux.
  const commands = of('sh').filter(({ page }) => page !== 'docs/delivery.md');
  const lines = commands.flatMap((block) =>
    block.text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => !/^\s*(#|$)/.test(line))
      .map((line) => ({ at: block.at, line: line.trim(), output: block.text.trim().includes('\n') ? undefined : block.next?.text })),
  );

  test.each(lines)('$at: $line', ({ at, line, output }) => {
    for (const part of line.replace(/\s+#.*$/, '').split(/\s*&&\s*/)) {
      const [command = '', ...args] = part.split(/\s+/);
      if (command === 'crossing' || part.startsWith('npx crossing')) {
        const written = spawnSync('bash', ['-c', part.replace(/^(npx )?crossing/, 'node lib/cli/main.js')], {
          cwd: copy,
          encoding: 'utf8',
          env: { ...process.env, NO_COLOR: '1' },
        });
        expect([written.status, written.stderr]).toEqual([output === undefined ? 0 : expect.any(Number), expect.any(String)]);
        if (output !== undefined) {
          const page = join(root, at.replace(/:\d+$/, ''));
          expectGolden(
            page,
            readFileSync(page, 'utf8').replace(fenced(output), () => fenced(written.stdout)),
          );
        }
      } else if (command === 'npm' && args[0] === 'run') {
        expect(Object.keys(manifest.scripts)).toContain(args[1]);
        if (args[1] === 'synth') {
          run(copy, 'npm', ...args);
        }
      } else if (command === 'kubectl') {
        const files = [...part.matchAll(/-[fk] (\S+)/g)].map(([, file = '']) => file);
        expect(files.filter((file) => file !== '-' && !existsSync(join(copy, file)))).toEqual([]);
      } else {
        expect(
          [
            'mkdir',
            'docker',
            'set',
            'helm',
            'kustomize',
            'npm ci',
            'npm test',
            'npm install',
            'npm i',
            'git',
            'cd',
            'curl',
            'npx cdk8s',
            'argocd',
            'flux',
          ].some((known) => part.startsWith(known))
            ? ''
            : part,
        ).toBe('');
      }
    }
  });
});

test("the README's main.ts is the one that is committed", () => {
  const [block] = of('ts').filter(({ page, text }) => page === 'README.md' && text.startsWith('// main.ts\n'));
  expect(block?.text).toBe(`// main.ts\n${read('main.ts')}`);
});

test('YAML and JSON blocks parse', () => {
  for (const { text } of of('yaml')) {
    expect(loadAll(text)).not.toEqual([]);
  }
  for (const { text } of of('json')) {
    expect(JSON.parse(text)).toBeDefined();
  }
});
