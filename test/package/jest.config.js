const { resolve } = require('node:path');
const { projects } = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...projects[0],
  displayName: 'package',
  rootDir: resolve(__dirname, '../..'),
  testMatch: ['<rootDir>/test/package/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
};
