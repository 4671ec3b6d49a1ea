import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Rules for tests and scripts. n8n's own configuration (eslint.config.mjs) forbids Node's modules
 * everywhere in .ts files; these are .cts files, which it does not look at.
 */
export default tseslint.config(
	{
		files: ['test/**/*.cts'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		rules: {
			'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
			'no-restricted-syntax': [
				'error',
				{
					selector: "CallExpression[callee.property.name='only']",
					message: 'A test that runs alone hides the others.',
				},
			],
		},
	},
	{
		// A describe() is a list of rules and tables, however long.
		files: ['test/**/*.test.cts'],
		rules: { 'max-lines-per-function': 'off' },
	},
);
