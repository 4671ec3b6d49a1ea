'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src, watch } = require('gulp');

// The compiler writes the codex files: n8n's own build tool leaves them to it, too.
const assets = ['nodes/**/__schema__/**/*.json', 'icons/*.svg'];

const clean = () => rm('dist', { recursive: true, force: true });

const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

// gulp 5 rewrites every file as UTF-8 text unless told not to, which breaks pictures.
const copyAssets = () => src(assets, { base: '.', encoding: false }).pipe(dest('dist'));

const build = series(clean, parallel(compile, copyAssets));

const rebuildOnChange = async () => {
	const watchers = [
		watch(['nodes/**/*.ts', 'nodes/**/*.node.json', 'credentials/**/*.ts'], compile),
		watch(assets, copyAssets),
	];
	await Promise.all(watchers.map((watcher) => once(watcher, 'ready')));
	console.log('dist/ follows every change now. Press Ctrl-C to end.');
};

const dev = series(build, rebuildOnChange);

module.exports = { build, clean, dev, default: build };
