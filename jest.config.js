const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** How a test starts a process: by itself, or through what it imports beside it. */
const STARTS_PROCESS = /from '(?:node:child_process|(?:\.{1,2}\/)+(?:cli\/)?(?:project|transcript|tree|flux-oracle))'/;

/** How a test tries generated inputs, of which hundreds take seconds. */
const TRIES_INPUTS = /from 'fast-check'/;

const tests = readdirSync(join(__dirname, 'test'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts') && !/^(?:cluster|package)\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(__dirname, 'test', file), 'utf8') }));

function projectOf({ file, text }) {
  if (file.startsWith('hostile/')) {
    return 'hostile';
  }
  return STARTS_PROCESS.test(text) ? 'processes' : TRIES_INPUTS.test(text) ? 'properties' : 'fast';
}

/** @type {import('jest').Config} */
const common = {
  modulePathIgnorePatterns: ['<rootDir>/lib/'],
  moduleNameMapper: {
    '^cdk8s-crossing$': '<rootDir>/index.ts',
    // A file that is imported only when it is needed is named as node finds it.
    '^((?:\\.{1,2}/)+[a-z/-]+)\\.js$': '$1',
    '^cdk8s-crossing/(analyzer|jest)$': '<rootDir>/$1/index.ts',
  },
  setupFiles: ['<rootDir>/test/seed.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};

/** @type {import('jest').Config} */
module.exports = {
  // Some tests start processes, or try thousands of inputs; on a busy machine they take their time.
  testTimeout: 60_000,
  projects: ['fast', 'processes', 'properties', 'hostile'].map((displayName) => ({
    ...common,
    displayName,
    testMatch: tests.filter((test) => projectOf(test) === displayName).map(({ file }) => `<rootDir>/test/${file}`),
  })),
};
