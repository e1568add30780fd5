import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const builtIns = ['node:fs', 'node:path', 'node:os', 'node:crypto', 'fs', 'path', 'fs/promises', 'child_process'];
const outside = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'commander', 'picocolors', '@kubernetes/client-node', 'cdk8s-crossing'];

/** What a file of each floor may import, and the neighbours that it may not. */
const floors: Record<string, { allowed: string[]; refused: string[] }> = {
  'gateway-api/kinds.ts': {
    allowed: ['./releases'],
    refused: [
      ...builtIns,
      ...outside,
      '../targets',
      '../settings/config',
      '../constructs',
      '../analyzer',
      '../cli/io',
      '../jest',
      'js-yaml',
    ],
  },
  'targets/controllers/kong.ts': {
    allowed: ['./profile', '../target', '../../gateway-api'],
    refused: [...builtIns, ...outside, '../../settings/config', '../../constructs', '../../analyzer', '../../cli/io', 'js-yaml'],
  },
  'spelling/did-you-mean.ts': {
    allowed: ['./words'],
    refused: [
      ...builtIns,
      ...outside,
      'js-yaml',
      '../gateway-api',
      '../yaml/parse',
      '../constructs',
      '../analyzer/model/path',
      '../cli/io',
    ],
  },
  'yaml/parse.ts': {
    allowed: ['./expand', 'js-yaml'],
    refused: [...builtIns, ...outside, '../gateway-api', '../settings/config', '../constructs', '../analyzer/model/path', '../cli/io'],
  },
  'files/file-reader.ts': {
    allowed: ['./repository-root', 'node:fs', 'node:path'],
    refused: [
      ...outside,
      'node:child_process',
      '../gateway-api',
      '../settings/config',
      '../constructs',
      '../analyzer',
      '../cli/io',
      '../jest',
    ],
  },
  'settings/config.ts': {
    allowed: [
      './schema',
      '../yaml/node-positions',
      '../gateway-api',
      '../targets',
      '../files/file-reader',
      '../crossing.schema.json',
      'node:path',
    ],
    refused: ['node:fs', 'js-yaml', '../constructs', '../analyzer', '../cli/io', '../jest', 'cdk8s', 'commander'],
  },
  'constructs/crossing/cross-namespace-route.ts': {
    allowed: [
      './route-spec',
      '../routes/route',
      '../gateways/gateway',
      '../writer/yaml',
      '../../targets',
      'cdk8s',
      'cdk8s-plus-28',
      'constructs',
    ],
    refused: [...builtIns, 'commander', '../../analyzer', '../../analyzer/model/load', '../../cli/run', '../../jest'],
  },
  'constructs/routes/filters/cors.ts': {
    allowed: [
      './route-filter',
      '../route',
      '../../gateways/gateway',
      '../../grants/grants',
      '../../checks/validate',
      '../../../imports/x',
      'cdk8s',
    ],
    refused: [...builtIns, '../../crossing/crossing-app', '../../writer/yaml', '../../../analyzer', '../../../settings/config'],
  },
  'constructs/delivery/flux-delivery.ts': {
    allowed: ['./delivery', '../namespaces/namespace-chart', '../checks/validate', '../../settings/config', '../../imports/x', 'cdk8s'],
    refused: [...builtIns, '../gateways/gateway', '../grants/grants', '../crossing/crossing-app', '../writer/yaml', '../../analyzer'],
  },
  'constructs/gateways/gateway.ts': {
    allowed: [
      './listener',
      '../grants/grants',
      '../namespaces/namespace-chart',
      '../checks/validate',
      '../../imports/gateway',
      '../../gateway-api',
    ],
    refused: [...builtIns, 'commander', '../routes/route', '../crossing/crossing-app', '../writer/yaml', '../../analyzer', '../../jest'],
  },
  'constructs/namespaces/namespace-chart.ts': {
    allowed: ['./placement', '../checks/validate', 'cdk8s', 'constructs'],
    refused: ['../grants/grants', '../gateways/gateway', '../routes/route', '../crossing/crossing-app', '../../analyzer'],
  },
  'constructs/checks/validate.ts': {
    allowed: ['./target', '../../spelling/did-you-mean', '../../gateway-api', '../../targets', 'cdk8s', 'constructs'],
    refused: ['../namespaces/namespace-chart', '../grants/grants', '../writer/yaml', '../../analyzer'],
  },
  'constructs/writer/files.ts': {
    allowed: ['./lock', '../namespaces/namespace-chart', '../../targets', 'node:fs', 'node:path', 'cdk8s', 'constructs'],
    refused: ['../routes/route', '../../analyzer', '../../analyzer/model/load', '../../cli/io', '../../jest', 'commander', 'picocolors'],
  },
  'analyzer/index.ts': {
    allowed: ['./model/load', './render/check-text', './rules/registry'],
    refused: [...builtIns, ...outside, '../constructs', '../cli/run', '../jest', '../imports/gateway'],
  },
  'analyzer/text/words.ts': {
    allowed: ['./one-line', '../../spelling/did-you-mean'],
    refused: [...builtIns, ...outside, '../model/load', '../status/predict', '../../gateway-api'],
  },
  'analyzer/model/sources/list-items.ts': {
    allowed: [
      './source',
      '../path',
      '../world/world',
      '../../text/words',
      '../../../yaml/parse',
      '../../../gateway-api',
      '../../../targets',
    ],
    refused: [
      'js-yaml',
      ...builtIns,
      ...outside,
      '../../index',
      '../../status/predict',
      '../../rules/registry',
      '../../render/check-text',
      '../../../constructs',
      '../../../cli/io',
    ],
  },
  'analyzer/status/routes/route.ts': {
    allowed: ['./parents', '../listeners/listener', '../../model/load', '../../text/words', '../../../gateway-api', '../../../targets'],
    refused: [
      ...builtIns,
      ...outside,
      '../../index',
      '../../rules/registry',
      '../../trust/edges',
      '../../topology',
      '../../trace/request',
      '../../report/check',
      '../../render/check-text',
      '../../../constructs',
    ],
  },
  'analyzer/rules/grants/grant-unused.ts': {
    allowed: [
      './grant-near-misses',
      '../rule',
      '../facts/grant-uses',
      '../edits/edit',
      '../../model/load',
      '../../status/predict',
      '../../text/words',
    ],
    refused: [
      ...builtIns,
      ...outside,
      '../routing/hostname-captured',
      '../attachment/parent-not-found',
      '../../trust/edges',
      '../../topology',
      '../../trace/request',
      '../../report/check',
      '../../render/check-text',
      '../../../imports/gateway',
    ],
  },
  ...Object.fromEntries(
    ['trust', 'topology', 'trace'].map((floor, index, all) => [
      `analyzer/${floor}/x.ts`,
      {
        allowed: ['./y', '../model/load', '../status/predict', '../../targets'],
        refused: [
          ...builtIns,
          ...outside,
          '../index',
          '../rules/registry',
          `../${all[(index + 1) % 3]}`,
          `../${all[(index + 2) % 3]}/x`,
          '../render/check-text',
          '../../imports/gateway',
        ],
      },
    ]),
  ),
  'analyzer/report/check.ts': {
    allowed: ['./report', '../rules/registry', '../model/load', '../status/predict', '../trust/edges'],
    refused: [...builtIns, ...outside, '../index', '../render/check-text', '../../cli/io', '../../jest'],
  },
  'analyzer/render/check-text.ts': {
    allowed: [
      './table',
      '../model/load',
      '../status/predict',
      '../rules/registry',
      '../report/check',
      '../trust/edges',
      '../topology',
      '../trace/request',
      'sarif',
    ],
    refused: [...builtIns, ...outside, '../index', '../../cli/io', '../../constructs', '../../jest'],
  },
  'cli/commands/check.ts': {
    allowed: ['../io', '../judge/judge', '../output/render-check', '../../analyzer/rules/registry', 'commander', 'picocolors', 'node:path'],
    refused: [
      'node:fs',
      'node:fs/promises',
      'node:child_process',
      '../../constructs',
      '../../constructs/gateways/gateway',
      '../../imports/gateway',
      '../../jest',
      'cdk8s',
      'cdk8s-plus-28',
    ],
  },
  'cli/judge/judge.ts': {
    allowed: ['../io', '../input/inputs', '../../analyzer', '../../gateway-api/features', 'node:crypto'],
    refused: ['node:fs', '../commands/check', '../output/render-check', '../synth/run-app', '../../jest', 'cdk8s'],
  },
  'cli/init/plan.ts': {
    allowed: ['./templates', '../io', '../exit-code', '../../yaml/node-positions', '../../settings/config', 'node:path'],
    refused: ['node:fs', '../judge/judge', '../synth/run-app', '../commands/check', '../../constructs', '../../jest', 'cdk8s'],
  },
  'cli/synth/staging.ts': {
    allowed: ['./output', 'node:fs', 'proper-lockfile'],
    refused: ['../commands/synth', '../judge/judge', '../input/inputs', '../../jest', 'cdk8s'],
  },
  'cli/io.ts': { allowed: ['./exit-code', 'node:fs', 'node:child_process'], refused: ['../analyzer', '../constructs', '../jest', 'cdk8s'] },
  'check/index.ts': {
    allowed: ['../analyzer', '../cli/judge/judge-paths', '../cli/io', 'node:path'],
    refused: ['node:fs', 'node:child_process', ...outside, '../cli/run', '../cli/commands/check', '../constructs', '../jest'],
  },
  'jest/index.ts': {
    allowed: ['./matchers', '../analyzer', '../cli/judge/certificates', '../cli/input/inputs', 'cdk8s', 'constructs'],
    refused: [...builtIns, '../cli/run', '../cli/commands/check', '../constructs', '../imports/gateway'],
  },
};

/** Other ways to reach a module above, or the process, than a plain import. */
const smuggled = [
  "export * from '../rules/registry';",
  "export { a } from '../rules/registry';",
  "import type { A } from '../rules/registry';",
  "const b = import('../rules/registry');",
  "const c = require('../rules/registry');",
  "import d = require('../rules/registry');",
  "type E = import('../rules/registry').A;",
  'const f = process.env;',
  "const g = Buffer.from('');",
  'const h = globalThis;',
  'const i = __dirname;',
];

interface Report {
  readonly diagnostics: readonly { category: string; location: { path: string; start: { line: number } } }[];
}

/**
 * Plants the files in a folder of their own, lints them under the project's settings, and gives the
 * lines of each that a floor refuses.
 */
function refusedLines(files: Record<string, readonly string[]>): Record<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-floors-'));
  try {
    execFileSync('git', ['init', '-q', folder]);
    for (const file of ['biome.json', '.gitignore', 'scripts/import-types.grit']) {
      cpSync(join(root, file), join(folder, file));
    }
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
