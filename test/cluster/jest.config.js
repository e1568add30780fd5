const { existsSync } = require('node:fs');
const { resolve } = require('node:path');
const unit = require('../../jest.config.js');

const rootDir = resolve(__dirname, '../..');
const here = existsSync(resolve(rootDir, '../shared/cluster/up'));
if (!here) console.error('cluster tests skipped: ../shared/cluster, which starts the API servers and brings the CRDs, is not there');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  rootDir,
  testMatch: here ? ['<rootDir>/test/cluster/**/*.test.ts'] : [],
  passWithNoTests: !here,
  testPathIgnorePatterns: ['/node_modules/'],
  ...(here && { globalSetup: './test/cluster/start.ts', globalTeardown: './test/cluster/stop.ts' }),
  testTimeout: 120_000,
  maxWorkers: 2,
};
