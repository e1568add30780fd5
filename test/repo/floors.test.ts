import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const builtIns = ['node:fs', 'node:path', 'node:os', 'node:crypto', 'fs', 'path', 'fs/promises', 'child_process'];
const outside = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'commander', 'picocolors', '@kubernetes/client-node', 'cdk8s-crossing'];

/** What a file of each floor may import, and the neighbours that it may not. */
const floors: Record<string, { allowed: string[]; refused: string[] }> = {
  'targets/kong.ts': {
    allowed: ['./defaults'],
    refused: [...builtIns, ...outside, '../constructs', '../analyzer', '../cli/io', '../imports/k8s', '../jest', 'js-yaml'],
  },
  'constructs/gateway.ts': {
    allowed: ['./listener', './writer/swap', '../imports/gateway', '../targets', '../targets/kong', 'cdk8s', 'cdk8s-plus-28', 'constructs'],
    refused: [...builtIns, 'commander', '../analyzer', '../analyzer/model/load', '../cli/run', '../jest'],
  },
  'constructs/writer/swap.ts': {
    allowed: ['./lock', '../namespace-chart', '../../targets', 'node:fs', 'node:path', 'cdk8s', 'constructs', 'proper-lockfile'],
    refused: ['../../analyzer', '../../analyzer/model/load', '../../cli/io', '../../jest', 'commander', 'picocolors'],
  },
  'analyzer/index.ts': {
    allowed: ['./model/load', './render/text', './rules/catalog'],
    refused: [...builtIns, ...outside, '../constructs', '../cli/run', '../jest', '../imports/gateway'],
  },
  'analyzer/model/load.ts': {
    allowed: ['./yaml', '../../targets', '../../targets/defaults', 'js-yaml'],
    refused: [
      ...builtIns,
      ...outside,
      '..',
      '../index',
      '../status/predict',
      '../rules/catalog',
      '../render/text',
      '../../constructs',
      '../../cli/io',
    ],
  },
  'analyzer/status/route.ts': {
    allowed: ['./listener', '../model', '../model/load', '../../targets'],
    refused: [
      ...builtIns,
      ...outside,
      '../index',
      '../rules/catalog',
      '../trust/edges',
      '../topology',
      '../trace/request',
      '../render/text',
      '../../constructs',
    ],
  },
  ...Object.fromEntries(
    ['rules', 'trust', 'topology', 'trace'].map((floor, index, all) => [
      `analyzer/${floor}/x.ts`,
      {
        allowed: ['./y', '../model', '../model/load', '../status', '../status/predict', '../../targets'],
        refused: [
          ...builtIns,
          ...outside,
          '../index',
          `../${all[(index + 1) % 4]}`,
          `../${all[(index + 2) % 4]}/x`,
          '../render/text',
          '../../imports/gateway',
        ],
      },
    ]),
  ),
  'analyzer/render/text.ts': {
    allowed: [
      './table',
      '../model/load',
      '../status/predict',
      '../rules/catalog',
      '../trust/edges',
      '../topology',
      '../trace/request',
      'sarif',
    ],
    refused: [...builtIns, ...outside, '../index', '../../cli/io', '../../constructs', '../../jest'],
  },
  'cli/check.ts': {
    allowed: ['./io', '../analyzer', '../analyzer/rules/catalog', '../targets', 'commander', 'picocolors', 'node:path'],
    refused: [
      'node:fs',
      'node:fs/promises',
      'node:child_process',
      '../constructs',
      '../constructs/gateway',
      '../imports/gateway',
      '../jest',
      'cdk8s',
      'cdk8s-plus-28',
    ],
  },
  'cli/io.ts': { allowed: ['./exit-code', 'node:fs', 'node:child_process'], refused: ['../analyzer', '../constructs', '../jest', 'cdk8s'] },
  'jest/index.ts': {
    allowed: ['./matchers', '../analyzer', '../cli/certificates', '../cli/known-rule', 'cdk8s', 'constructs'],
    refused: [...builtIns, '../cli/run', '../constructs', '../imports/gateway'],
  },
};

/** Other ways to reach a module above, or the process, than a plain import. */
const smuggled = [
  "export * from '../rules/catalog';",
  "export { a } from '../rules/catalog';",
  "import type { A } from '../rules/catalog';",
  "const b = import('../rules/catalog');",
  "const c = require('../rules/catalog');",
  "import d = require('../rules/catalog');",
  "type E = import('../rules/catalog').A;",
  'const f = process.env;',
  "const g = Buffer.from('');",
  'const h = globalThis;',
  'const i = __dirname;',
];

interface Report {
  readonly diagnostics: readonly { category: string; location: { path: string; start: { line: number } } }[];
}

/** Plants the files in a folder of their own, lints them under the project's settings, and gives the lines of each that a floor refuses. */
function refusedLines(files: Record<string, readonly string[]>): Record<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-floors-'));
  try {
    execFileSync('git', ['init', '-q', folder]);
    for (const file of ['biome.json', '.gitignore', 'scripts/import-types.grit']) cpSync(join(root, file), join(folder, file));
    for (const [path, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), lines.join('\n'));
    }
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--max-diagnostics=none', '--reporter=json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(stdout) as Report;
    const floors = diagnostics.filter(({ category }) => /noRestricted(Imports|Globals)|noCommonJs|^plugin/.test(category));
    return Object.fromEntries(
      Object.entries(files).map(([path, lines]) => {
        const numbers = new Set(floors.filter(({ location }) => location.path === path).map(({ location }) => location.start.line));
        return [path, lines.filter((_, index) => numbers.has(index + 1))];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const asImport = (specifier: string | undefined) => `import '${specifier}';`;
let refusedIn: Record<string, string[]>;

beforeAll(() => {
  const planted = Object.entries(floors).map(([path, { allowed, refused }]) => [path, [...allowed, ...refused].map(asImport)] as const);
  refusedIn = refusedLines({ ...Object.fromEntries(planted), 'analyzer/status/smuggled.ts': smuggled });
});

test.each(Object.entries(floors))('%s may import what its floor stands on, and nothing else', (path, { refused }) => {
  expect(refusedIn[path]).toEqual(refused.map(asImport));
});

test('fails if the analyzer reaches a floor above, or the process, in any other spelling', () => {
  expect(refusedIn['analyzer/status/smuggled.ts']).toEqual(smuggled);
});
