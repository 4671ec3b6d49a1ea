import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const readable = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

/** A file that is longer, comments and blank lines included, has more than one reason to change. */
const SHORT = {
	'max-lines': ['error', 200],
	'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
};

/**
 * Rules for tests, scripts and configuration. n8n's own configuration (eslint.config.mjs) forbids
 * Node's modules everywhere in .ts files; these are others, which it does not look at.
 */
export default tseslint.config(
	{
		files: ['test/**/*.cts'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		rules: {
			...SHORT,
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
	{
		files: ['test/sandbox/page.js'],
		extends: [js.configs.recommended],
		languageOptions: {
			sourceType: 'script',
			globals: readable('document', 'location', 'fetch', 'DOMParser', 'EventSource'),
		},
		rules: SHORT,
	},
	{
		files: ['test/**/*.cjs', '*.cjs', '*.js'],
		extends: [js.configs.recommended],
		languageOptions: { sourceType: 'commonjs', globals: readable('process', 'console') },
		rules: SHORT,
	},
	{
		files: ['*.mjs'],
		extends: [js.configs.recommended],
		rules: SHORT,
	},
);
