const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** How a test starts a process: by itself, or through what it imports beside it. */
const STARTS_PROCESS = /from '(?:node:child_process|(?:\.{1,2}\/)+(?:cli\/)?(?:project|transcript|tree|flux-oracle))'/;

const startsProcess = readdirSync(join(__dirname, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !/^(?:cluster|package)\b/.test(file))
  .filter((file) => STARTS_PROCESS.test(readFileSync(join(__dirname, 'test', file), 'utf8')))
  .map((file) => `<rootDir>/test/${file.replaceAll('\\', '/')}`);

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
  projects: [
    {
      ...common,
      displayName: 'fast',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(cluster|package|hostile)/', ...startsProcess],
    },
    { ...common, displayName: 'processes', testMatch: startsProcess.filter((file) => !file.includes('/hostile/')) },
    { ...common, displayName: 'hostile', testMatch: ['<rootDir>/test/hostile/**/*.test.ts'] },
  ],
};
