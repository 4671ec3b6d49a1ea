import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../n8n/hostPlans.cts';
import { startTalking, type TalkingProcess } from '../n8n/talkingProcess.cts';

/** `npm run dev`, on a copy of the sources. */

const SOURCES = ['nodes', 'credentials', 'icons', 'gulpfile.js', 'package.json'];
const SETTINGS = ['tsconfig.json'];

let folder: string;
let dev: TalkingProcess | undefined;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'islash-dev-'));
	for (const name of [...SOURCES, ...SETTINGS]) {
		cpSync(join(PROJECT_FOLDER, name), join(folder, name), { recursive: true });
	}
	symlinkSync(join(PROJECT_FOLDER, 'node_modules'), join(folder, 'node_modules'));
	dev = startTalking([join(PROJECT_FOLDER, 'node_modules/gulp/bin/gulp.js'), 'dev'], {
		cwd: folder,
	});
	await dev.says(/^dist\/ follows every change now\. Press Ctrl-C to end\.$/m, 120_000);
}, 150_000);

afterAll(async () => {
	await dev?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

function replaceIn(file: string, old: string, replacement: string): void {
	expect(textOf(file)).toContain(old);
	writeFileSync(join(folder, file), textOf(file).replace(old, replacement));
}

async function untilContains(file: string, text: string, withinMs = 20_000): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!textOf(file).includes(text)) {
		if (Date.now() > deadline) throw new Error(`${file} has no ${text}:\n${dev?.shown()}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

const NODE = 'nodes/ISlash/ISlash.node';

test('a changed icon or codex is in dist a moment later', async () => {
	expect(textOf('dist/icons/iSlash.svg')).toBe(textOf('icons/iSlash.svg'));
	replaceIn('icons/iSlash.svg', '</svg>', '<!-- redrawn --></svg>');
	await untilContains('dist/icons/iSlash.svg', '<!-- redrawn --></svg>');

	replaceIn(`${NODE}.json`, '"Messenger"', '"Messenger", "telegraph"');
	await untilContains(`dist/${NODE}.json`, '"Messenger", "telegraph"');
});

test('a mistake in a source is named and does not end it, and the corrected file is in dist', async () => {
	replaceIn(`${NODE}.ts`, "displayName: 'iSlash'", 'displayName: 5');
	await dev?.says(/ISlash\.node\.ts\(\d+,\d+\): error TS2322/, 60_000);
	replaceIn(`${NODE}.ts`, 'displayName: 5', "displayName: 'iSlash, mended'");
	await untilContains(`dist/${NODE}.js`, "displayName: 'iSlash, mended'", 60_000);
}, 120_000);

test('Ctrl-C ends it', async () => {
	expect(await dev?.interrupt()).toBe('SIGINT');
});
