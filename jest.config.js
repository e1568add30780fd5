/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(cluster|package)/'],
  modulePathIgnorePatterns: ['<rootDir>/lib/'],
  moduleNameMapper: {
    '^cdk8s-crossing$': '<rootDir>/index.ts',
    // A file that is imported only when it is needed is named as node finds it.
    '^((?:\\.{1,2}/)+[a-z/-]+)\\.js$': '$1',
    '^cdk8s-crossing/(analyzer|jest)$': '<rootDir>/$1/index.ts',
  },
  setupFiles: ['<rootDir>/test/seed.ts'],
  // Some tests start processes, or try thousands of inputs; on a busy machine they take their time.
  testTimeout: 60_000,
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
