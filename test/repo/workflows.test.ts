import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { workflow } from '../../cli/init/ci';
import { fencedBlocks } from './fenced';
import { read, root, tracked } from './tracked';

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly 'timeout-minutes'?: number; readonly permissions?: object; readonly steps: readonly Step[] }>
  >;
}
interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Our own, those that `crossing init` writes, and those of the pages. */
const WORKFLOWS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(tracked('.github/workflows').map((path) => [path, read(path)])),
  'crossing init, an app': workflow({
    version: '1.0.0',
    app: { install: 'npm install', ci: ['npm ci'], exec: 'npx' },
    below: 'apps/routes',
  }),
  'crossing init, manifests': workflow({ version: '1.0.0', app: undefined, below: '' }),
  ...Object.fromEntries(
    tracked('*.md', ':!test/cli').flatMap((page) =>
      fencedBlocks(read(page))
        .filter(({ language, text }) => language === 'yaml' && text.startsWith('# .github/workflows/'))
        .map(({ line, text }) => [`${page}:${line}`, text] as const),
    ),
  ),
};
const named = Object.entries(WORKFLOWS);

test('the workflows are found', () => {
  expect(named.length).toBeGreaterThan(4);
});

test.each(named)('%s pins each action to one commit, and reads only unless it says more', (_, text) => {
  const { permissions, jobs } = load(text) as Workflow;
  expect(permissions?.contents ?? 'read').toBe('read');
  expect(permissions).toBeDefined();
  for (const job of Object.values(jobs)) {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    for (const { uses = '', with: inputs } of job.steps.filter((step) => step.uses !== undefined)) {
      expect(uses).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
      expect(uses.startsWith('actions/checkout@') ? inputs?.['persist-credentials'] : false).toBe(false);
    }
  }
});

test('an action is the same commit and release everywhere', () => {
  const commits = new Map<string, Set<string>>();
  for (const [, action = '', commit = ''] of named.flatMap(([, text]) => [...text.matchAll(/uses: ([^@\s]+)@(.*)/g)])) {
    commits.set(action, (commits.get(action) ?? new Set()).add(commit));
  }
  expect([...commits].filter(([, found]) => found.size !== 1)).toEqual([]);
  expect([...commits.values()].flatMap((found) => [...found]).filter((commit) => !/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(commit))).toEqual(
    [],
  );
});

/** .ci/run gets these programs. */
const bin = join(process.env.CROSSING_ASSETS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'crossing-cluster'), 'bin');

/** `test`, unless the program is not there, which one line says. */
function testWith(program: string): jest.It {
  if (existsSync(join(bin, program))) {
    return test;
  }
  console.error(`what ${program} checks is skipped: ${join(bin, program)} is not there; .ci/run gets it`);
  return test.skip as jest.It;
}

/** The names that the workflows have as files. */
function written(folder: string): void {
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  for (const [index, [, text]] of named.entries()) {
    writeFileSync(join(folder, `.github/workflows/${index}.yml`), text);
  }
}

function check(program: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(join(bin, program), args, { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { status, said: status === 0 ? '' : `${stdout}${stderr}` };
}

describe('linters', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crossing-workflows-'));
    written(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  testWith('actionlint')('actionlint finds nothing in a workflow', () => {
    const files = named.map((_, index) => `.github/workflows/${index}.yml`);
    expect(check('actionlint', ['-shellcheck=', '-pyflakes=', ...files], folder)).toEqual({ status: 0, said: '' });
  });

  testWith('zizmor')('zizmor finds nothing in a workflow', () => {
    expect(check('zizmor', ['--offline', '--no-progress', '.github'], folder)).toEqual({ status: 0, said: '' });
  });

  testWith('hadolint')('hadolint finds nothing in a Dockerfile', () => {
    expect(check('hadolint', ['--failure-threshold', 'info', ...tracked('*Dockerfile*')], root)).toEqual({ status: 0, said: '' });
  });
});
