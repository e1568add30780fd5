const { resolve } = require('node:path');
const { projects } = require('../../../jest.config.js');

/** The tests of the constructs, with every object that they render noted down for the API servers. */
/** @type {import('jest').Config} */
module.exports = {
  ...projects[0],
  rootDir: resolve(__dirname, '../../..'),
  testMatch: ['<rootDir>/test/constructs/*.test.ts'],
  // Arbitrary values are for the constructs alone.
  testPathIgnorePatterns: ['/node_modules/', 'props.property'],
  setupFiles: ['<rootDir>/test/cluster/record/record.ts'],
};
