import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** How the source is laid out: which way data goes, and who may know n8n. */

const ROOT = join(__dirname, '..', '..');

interface Import {
	readonly from: string;
	/** A file of the project, or the name of a module. */
	readonly of: string;
	/** Gone when compiled: types only. */
	readonly isType: boolean;
}

const sources = ['nodes', 'credentials']
	.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, String(file))),
	)
	.filter((file) => file.endsWith('.ts'))
	.map((file) => file.replaceAll('\\', '/'));

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Whether an import or export is of types only, as a whole or in each of its names. */
function isOfTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
	if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
	const clause = statement.importClause;
	if (!clause || clause.isTypeOnly) return clause !== undefined;
	const names = clause.namedBindings;
	if (clause.name || !names || !ts.isNamedImports(names)) return false;
	return names.elements.every(({ isTypeOnly }) => isTypeOnly);
}

function importsOf(file: string): Import[] {
	const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest);
	return source.statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
		if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
		const name = statement.moduleSpecifier.text;
		const target = relative(ROOT, join(ROOT, dirname(file), `${name}.ts`)).replaceAll('\\', '/');
		const of = name.startsWith('.') ? target : name;
		return [{ from: file, of, isType: isOfTypes(statement) }];
	});
}

const imports = sources.flatMap(importsOf);
const N8N = 'n8n-workflow';
const short = (file: string) => file.replace(/^nodes\/ISlash\//, '').replace(/\.ts$/, '');

/** May know n8n, if only its types. All others are pure. */
const KNOW_N8N = [
	...['ISlash.node', 'credentials/ISlashApi.credentials'],
	...['api/account', 'api/errors', 'api/request'],
	...[
		'delivery/check',
		'delivery/conclude',
		'delivery/deduplication',
		'delivery/deliver',
		'delivery/draft',
	],
	...['delivery/errorItem', 'delivery/keyList', 'delivery/ledger', 'delivery/lockList'],
	...['delivery/send', 'delivery/storeLock', 'delivery/toolCalls', 'delivery/wait'],
	...['description/attachment', 'description/messageFields', 'description/options'],
	...['description/properties', 'description/show'],
	...['listSearch/stickers', 'sessionMessage/attachment', 'sessionMessage/parameters'],
	...['ISlashTrigger.node', 'trigger/properties', 'trigger/receive'],
];

/** Read the clock and wait, though without n8n. */
const KEEP_TIME = ['delivery/turns'];

/** Decide from their arguments alone: no n8n, no network, no clock, not even n8n's types. */
const PURE = sources.map(short).filter((file) => ![...KNOW_N8N, ...KEEP_TIME].includes(file));

/** All files that a file imports, and that those import, and so on; types too. */
function reachedFrom(file: string, found: ReadonlySet<string> = new Set()): ReadonlySet<string> {
	const next = imports.filter(({ from }) => short(from) === file).map(({ of }) => short(of));
	return next
		.filter((of) => !found.has(of))
		.reduce((all, of) => reachedFrom(of, new Set([...all, of])), found);
}

test('there are files to look at, and imports between them', () => {
	expect(sources.length).toBeGreaterThan(30);
	expect(imports.length).toBeGreaterThan(80);
	expect(PURE.length).toBeGreaterThanOrEqual(19);
});

test('nothing is imported but n8n-workflow and files of the package', () => {
	const foreign = imports.filter(({ of }) => of !== N8N && !sources.includes(of));
	expect(foreign).toEqual([]);
	const atRunTime = sources.filter((file) => /\b(?:require|import)\s*\(/.test(textOf(file)));
	expect(atRunTime).toEqual([]);
});

test('n8n is known to these files, and to no other', () => {
	const users = imports.filter(({ of }) => of === N8N).map(({ from }) => short(from));
	expect([...new Set(users)].sort()).toEqual([...KNOW_N8N].sort());
});

test("n8n's values are needed by the classes, their errors and its sleep alone", () => {
	const users = imports.filter(({ of, isType }) => of === N8N && !isType);
	expect(users.map(({ from }) => short(from)).sort()).toEqual([
		...['ISlash.node', 'ISlashTrigger.node', 'api/errors', 'delivery/wait'],
	]);
});

test.each(PURE)('%s is pure, and so is what it calls', (file) => {
	const called = imports.filter(({ from, isType }) => short(from) === file && !isType);
	expect(called.map(({ of }) => short(of)).filter((of) => !PURE.includes(of))).toEqual([]);
	const source = textOf(sources.find((one) => short(one) === file) ?? '');
	expect(
		source.match(/\b(?:Date|performance)\.now\(|\bnew Date\(\)|\bMath\.random\(|\.timeout\(/),
	).toBeNull();
});

test.each<[string, readonly string[]]>([
	['sessionMessage/message', []],
	['sessionMessage/form', ['sessionMessage/message']],
	['api/request', []],
	['sessionMessage/reply', []],
])('a message becomes form, request and reply: of these, %s knows only %j', (step, known) => {
	const way = ['message', 'form', 'reply'].map((name) => `sessionMessage/${name}`);
	const reached = reachedFrom(step);
	expect(['api/request', ...way].filter((one) => reached.has(one))).toEqual(known);
});

test('data goes one way: no file imports one that imports it, not even its types', () => {
	const follow = (file: string, way: readonly string[]): readonly string[] | undefined => {
		if (way.includes(file)) return [...way, file];
		const next = imports.filter(({ from }) => from === file).map(({ of }) => of);
		for (const of of next) {
			const cycle = follow(of, [...way, file]);
			if (cycle) return cycle;
		}
		return undefined;
	};
	expect(sources.map((file) => follow(file, [])).filter(Boolean)).toEqual([]);
});

test.each<[string, readonly string[]]>([
	['sessionMessage', ['sessionMessage', 'invalidInput']],
	['description', ['description']],
	['api', ['api', 'invalidInput']],
	['delivery', ['delivery', 'api', 'sessionMessage', 'invalidInput']],
	['listSearch', ['api', 'delivery/outcome', 'sessionMessage/reply', 'invalidInput']],
	['credentials', ['api/baseUrl']],
	['trigger', ['trigger']],
])('%s calls only %j', (folder, allowed) => {
	const called = imports
		.filter(({ from, of, isType }) => short(from).startsWith(`${folder}/`) && of !== N8N && !isType)
		.map(({ of }) => short(of));
	const isAllowed = (of: string) => allowed.some((one) => of === one || of.startsWith(`${one}/`));
	expect(called.filter((of) => !isAllowed(of))).toEqual([]);
});

test.each<[string, RegExp, readonly string[]]>([
	['reads parameters', /getNodeParameter\(/, ['sessionMessage/parameters', 'trigger/receive']],
	['reads files', /\bhelpers\s*\.\w*[bB]inary\w*\(/, ['sessionMessage/attachment']],
	['makes requests', /\bhttpRequest\w*|\bfetch\(|requestWithAuth/, ['api/request']],
	['makes errors of n8n', /new Node(?:Api|Operation)Error\(/, ['api/errors']],
	[
		"knows the API's fields",
		/'(?:file_url|sticker_id|quoted_message_id)'/,
		['sessionMessage/form'],
	],
	['reads the credential', /getCredentials\(/, ['api/account']],
	['holds a whole file', /getBinaryDataBuffer|arrayBuffer\(\)|new Blob\(/, []],
])('only one file %s', (_, pattern, files) => {
	expect(sources.filter((file) => pattern.test(textOf(file))).map(short)).toEqual(files);
});

test('no file is longer than 200 lines', () => {
	const lengths = sources.map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }));
	expect(lengths.filter(({ lines }) => lines > 200)).toEqual([]);
});
