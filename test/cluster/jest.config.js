const { existsSync } = require('node:fs');
const { resolve } = require('node:path');
const { projects } = require('../../jest.config.js');

const rootDir = resolve(__dirname, '../..');
const here = existsSync(resolve(rootDir, '../shared/cluster/up'));
if (!here) {
  console.error('cluster tests skipped: ../shared/cluster, which starts the API servers and brings the CRDs, is not there');
}

/** @type {import('jest').Config} */
module.exports = {
  ...projects[0],
  displayName: 'cluster',
  rootDir,
  testMatch: ['<rootDir>/test/cluster/**/*.test.ts'],
  testPathIgnorePatterns: here ? ['/node_modules/'] : ['.'],
  passWithNoTests: !here,
  globalSetup: '<rootDir>/test/cluster/setup.ts',
  globalTeardown: '<rootDir>/test/cluster/teardown.ts',
  testTimeout: 600_000,
  // They mostly wait, for what engines do at their intervals.
  maxWorkers: 3,
};
