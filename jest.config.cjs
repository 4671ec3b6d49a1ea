'use strict';

/** Tests are CommonJS TypeScript (.cts), as n8n itself is: one copy of n8n-workflow, one Error class. */
module.exports = {
	// Generous, as machines are shared: what matters is the outcome, not how long a busy one takes.
	testTimeout: 30_000,
	// On two cores jest would run everything in one process. Tests share Node's own realm, so that one
	// keeps n8n's modules of every file before: several times slower in the end than two that start anew.
	// A third works while another waits, as tests of timeouts and stops do (116 s instead of 138 s).
	maxWorkers: 3,
	workerIdleMemoryLimit: '700MB',
	projects: [
		{
			displayName: 'fast',
			testMatch: ['<rootDir>/test/**/*.test.cts'],
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/.n8n/'],
			modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.n8n/'],
			moduleFileExtensions: ['cts', 'ts', 'cjs', 'js', 'json'],
			transform: {
				'\\.c?ts$': [
					'@swc/jest',
					{
						jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
						module: { type: 'commonjs' },
					},
				],
			},
			globalSetup: '<rootDir>/test/support/temporaryFolder.setup.cjs',
			globalTeardown: '<rootDir>/test/support/temporaryFolder.teardown.cjs',
			testEnvironment: '<rootDir>/test/support/sameRealmEnvironment.cjs',
		},
	],
};
