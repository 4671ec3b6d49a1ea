import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { files, short, sources, textOf } from './sources.cts';

/** How the source is laid out: which way data goes, and who may know n8n. */

interface Import {
	readonly from: string;
	/** A file of the project, or the name of a module. */
	readonly of: string;
	readonly names: readonly string[];
	/** Gone when compiled: types only. */
	readonly isType: boolean;
}

const N8N = 'n8n-workflow';

/** The folder that a file belongs to; of the classes n8n loads, the name. */
const folderOf = (file: string) => file.split('/')[0];

function importsOf(source: ts.SourceFile): Import[] {
	return source.statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
		if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
		const name = statement.moduleSpecifier.text;
		const of = name.startsWith('.') ? short(join(dirname(source.fileName), name)) : name;
		return [{ from: short(source.fileName), of, ...namesOf(statement) }];
	});
}

/** What is imported, and whether it is types only, as a whole or in each of its names. */
function namesOf(statement: ts.ImportDeclaration | ts.ExportDeclaration) {
	if (ts.isExportDeclaration(statement)) return { names: ['*'], isType: statement.isTypeOnly };
	const clause = statement.importClause;
	const bindings = clause?.namedBindings;
	if (!clause || clause.name || !bindings || !ts.isNamedImports(bindings)) {
		return { names: ['*'], isType: clause?.isTypeOnly === true };
	}
	const { elements } = bindings;
	const isType = clause.isTypeOnly || elements.every(({ isTypeOnly }) => isTypeOnly);
	return { names: elements.map(({ name }) => name.text), isType };
}

const imports = [...sources.values()].flatMap(importsOf);
const own = imports.filter(({ of }) => of !== N8N);
const ofN8n = imports.filter(({ of }) => of === N8N);
const told = ({ from, of }: Import) => `${from} → ${of}`;

test('there are files to look at, and imports between them', () => {
	expect(files.length).toBeGreaterThan(40);
	expect(own.length).toBeGreaterThan(100);
	expect(ofN8n.length).toBeGreaterThan(20);
});

test('nothing is imported but n8n-workflow and files of the package', () => {
	expect(own.filter(({ of }) => !files.includes(of)).map(told)).toEqual([]);
	const atRunTime = files.filter((file) => /\b(?:require|import)\s*\(/.test(textOf(file)));
	expect(atRunTime).toEqual([]);
});

/** Types count as well. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
	'ISlash.node': ['operations'],
	'ISlashTrigger.node': ['trigger'],
	operations: ['operations', 'fields', 'delivery', 'api', 'errors'],
	fields: ['fields', 'api', 'errors'],
	delivery: ['delivery', 'api', 'errors'],
	trigger: ['trigger'],
	api: ['api', 'errors'],
	errors: ['errors'],
	credentials: ['api'],
};

test('every file is one of the classes that n8n loads, or is in one of the known folders', () => {
	expect(files.filter((file) => !(folderOf(file) in ARROWS))).toEqual([]);
});

test.each(Object.entries(ARROWS))('%s imports from %j alone', (folder, allowed) => {
	const others = own.filter(
		({ from, of }) => folderOf(from) === folder && !allowed.includes(folderOf(of)),
	);
	expect(others.map(told)).toEqual([]);
});

test.each<[string, string, readonly string[]]>([
	['operations', 'delivery', ['operations/run → delivery/deliver']],
	['credentials', 'api', ['credentials/ISlashApi.credentials → api/baseUrl']],
])('from %s one arrow alone leads to %s', (folder, target, arrows) => {
	const found = own.filter(({ from, of }) => folderOf(from) === folder && folderOf(of) === target);
	expect(found.map(told)).toEqual(arrows);
});

test('fields call the API for the lists of the editor alone; the others know its types', () => {
	const calls = own.filter(
		({ from, of, isType }) => folderOf(from) === 'fields' && folderOf(of) === 'api' && !isType,
	);
	expect([...new Set(calls.map(({ from }) => from))]).toEqual(['fields/picker']);
});

test('data goes one way: no file imports one that imports it, not even its types', () => {
	const follow = (file: string, way: readonly string[]): readonly string[] | undefined => {
		if (way.includes(file)) return [...way, file];
		for (const { of } of own.filter(({ from }) => from === file)) {
			const cycle = follow(of, [...way, file]);
			if (cycle) return cycle;
		}
		return undefined;
	};
	expect(files.map((file) => follow(file, [])).filter(Boolean)).toEqual([]);
});

test("n8n's values are needed by the classes, its errors, its sleep and its reader of dates alone", () => {
	const users = ofN8n.filter(({ isType }) => !isType).map(({ from }) => from);
	const isClass = (file: string) => file.endsWith('.node');
	expect(users.filter((file) => !isClass(file)).sort()).toEqual([
		'api/pause',
		'errors/nodeErrors',
		'operations/sessionMessage/waitTime',
		'operations/templateMessage/sendAt',
	]);
});

test("n8n's types are unknown to errors and trigger, but at their edges", () => {
	const users = ofN8n.filter(({ from }) => ['errors', 'trigger'].includes(folderOf(from)));
	expect([...new Set(users.map(({ from }) => from))].sort()).toEqual([
		...['errors/nodeErrors', 'trigger/properties', 'trigger/receive'],
	]);
});

test.each<[string, readonly string[]]>([
	['api', ['api/account', 'api/pause', 'api/request']],
	[
		'operations',
		[
			'operations/repeatable',
			'operations/run',
			'operations/sessionMessage/answer',
			'operations/templateMessage/variableFields',
		],
	],
	['fields', ['fields/picker', 'fields/reader']],
])('what n8n runs a node with is handled in %s by %j alone', (folder, edge) => {
	const handled = /Functions$|^sleep$|^IHttpRequestOptions$/;
	const users = ofN8n.filter(
		({ from, names }) =>
			folderOf(from) === folder && names.some((name) => name === '*' || handled.test(name)),
	);
	expect([...new Set(users.map(({ from }) => from))].sort()).toEqual(edge);
});

test('no other file of api knows n8n at all', () => {
	const users = ofN8n.filter(({ from }) => folderOf(from) === 'api').map(({ from }) => from);
	expect(users.sort()).toEqual(['api/account', 'api/pause', 'api/request']);
});

test.each(files.filter((file) => !ofN8n.some(({ from }) => from === file)))(
	'%s knows no n8n, so it asks no clock and no chance unless it keeps the interval',
	(file) => {
		const asked = textOf(file).match(
			/\b(?:Date|performance)\.now\(|\bnew Date\(\)|\bMath\.random\(/,
		);
		expect(file === 'delivery/pacing' ? null : asked).toBeNull();
	},
);

test.each<[string, RegExp, readonly string[]]>([
	[
		'read parameters',
		/getNodeParameter\(/,
		[...['fields/reader', 'operations/run', 'operations/sessionMessage/answer'], 'trigger/receive'],
	],
	['read files', /\bhelpers\s*\.\w*[bB]inary\w*\(/, ['fields/binaryFile']],
	['make requests', /\bhttpRequest\w*|\bfetch\(|requestWithAuth/, ['api/request']],
	['make errors of n8n', /new Node(?:Api|Operation)Error\(/, ['errors/nodeErrors']],
	['read the credential', /getCredentials\(/, ['api/account']],
	['hold a whole file', /getBinaryDataBuffer|arrayBuffer\(\)|new Blob\(/, []],
])('these files alone %s', (_, pattern, expected) => {
	const code = (file: string) => textOf(file).replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
	expect(files.filter((file) => pattern.test(code(file))).sort()).toEqual(expected);
});

test('operations/run reads which operation it is, and no other parameter', () => {
	expect(textOf('operations/run').match(/getNodeParameter\(/g)).toHaveLength(1);
	expect(textOf('operations/run')).toContain("['resource', 'operation'].map(");
});

test("operations alone know the API's fields", () => {
	const users = files.filter((file) =>
		/\b(?:file_url|sticker_id|quoted_message_id)\b/.test(textOf(file)),
	);
	expect([...new Set(users.map(folderOf))]).toEqual(['operations']);
});
