import { createRequire } from 'node:module';
import fc from 'fast-check';

/** n8n's own, whose dates `$now` gives. */
const { DateTime } = createRequire(require.resolve('n8n-workflow'))('luxon') as {
	DateTime: { utc(year: number, month: number): unknown; invalid(reason: string): unknown };
};

/** The label of every parameter that can be wrong, by its name. */
export const LABELS = {
	identity: 'Contact Number',
	text: 'Text',
	attachment: 'Attachment',
	binaryPropertyName: 'Input Data Field Name',
	fileUrl: 'File URL',
	stickerId: 'Sticker',
	fileName: 'File Name',
	formatIdentity: 'Format Contact Number',
	quotedMessageId: 'Quoted Message ID',
	sessionKey: 'Session Key',
	deduplicationKey: 'Deduplication Key',
	whenUncertain: 'If Delivery Is Uncertain',
	maxConcurrency: 'Max Concurrent Messages',
	minInterval: 'Min Interval',
	maxRetries: 'Max Retries',
	timeout: 'Timeout',
	output: 'Output',
	outputFields: 'Output Fields',
} as const;

export type Name = keyof typeof LABELS;
export const NAMES = Object.keys(LABELS) as readonly Name[];

/** The values of an item's expressions, and the parameters whose values are invalid. */
export interface AnyParameters {
	readonly values: Readonly<Record<Name, unknown>>;
	readonly wrong: ReadonlySet<Name>;
}

const MEGABYTE = 1024 * 1024;
const circular: Record<string, unknown> = {};
circular.self = circular;

/** Any code units, halves of a surrogate pair too. */
const anyText = fc
	.array(fc.nat(0xffff), { maxLength: 40 })
	.map((units) => String.fromCharCode(...units));

/** Things that an expression can give, and that hardly any parameter is meant to be. */
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom<unknown>(null, undefined, '', ' ', '\n', true, false) },
	{
		weight: 4,
		arbitrary: fc.constantFrom(0, -0, -1, 1.5, 7, NaN, Infinity, -Infinity, 1e21, 2 ** 53, 5e-324),
	},
	{ weight: 2, arbitrary: fc.oneof(fc.double(), fc.integer(), fc.bigInt()) },
	{ weight: 2, arbitrary: fc.constantFrom([], [1], ['a'], ['id', 'body'], [[null]], [undefined]) },
	{ weight: 2, arbitrary: fc.constantFrom<unknown>({}, { a: 1 }, circular, Object.create(null)) },
	{
		weight: 3,
		// Objects of a webhook that look like something else.
		arbitrary: fc.constantFrom<unknown>(
			{ isLuxonDateTime: true, isValid: true },
			{ isLuxonDateTime: true, isValid: true, toJSON: 'a' },
			{ __rl: true, mode: 'id', value: { a: 1 } },
			{ __rl: true, mode: 'list' },
			{ toString: 1, valueOf: 2, toJSON: 3 },
			{ length: 3 },
			JSON.parse('{"__proto__":{"a":1},"constructor":5}'),
		),
	},
	{ weight: 2, arbitrary: fc.constantFrom(new Date('2026-02-03T04:05:06Z'), new Date(NaN)) },
	{ weight: 2, arbitrary: fc.constantFrom(DateTime.utc(2026, 2), DateTime.invalid('no')) },
	{
		weight: 2,
		arbitrary: fc.constantFrom<unknown>(
			() => 'a',
			Symbol('a'),
			/a/,
			new Map([['a', 1]]),
			new Set(['a']),
			Buffer.from('a'),
			new Error('a'),
		),
	},
	{
		weight: 3,
		arbitrary: fc.constantFrom(
			...['\ud83d', 'a\udc00', '\u0000', 'a\r\nX-Evil: 1', '\u202e', '__proto__', 'constructor'],
			...['toString', '../../a', '1e5', '0x10', '12345678901234567890123', '{{ $json }}', '=a'],
		),
	},
	{ weight: 2, arbitrary: anyText },
	{ weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);
/** Texts of a megabyte. */
export const HUGE = ['x', '5', '\r\n', '\ud83d', '😀', '/'].map((unit) =>
	unit.repeat(MEGABYTE / unit.length),
);
const wrongValue = fc.oneof(
	{ weight: 600, arbitrary: anyValue },
	{ weight: 1, arbitrary: fc.constantFrom(...HUGE) },
);

// No number begins with 0, or with 1 and then 0 or 1: see contactNumber.test.cts.
const digits = fc.stringMatching(/^[2-9][0-9]{5,17}$/);
const decorated = digits.chain((number) =>
	fc.constantFrom(`+${number}`, `00${number}`, ` ${number.slice(0, 3)}-${number.slice(3)} `),
);
const exactNumber = fc
	.integer({ min: 10_000, max: Number.MAX_SAFE_INTEGER })
	.filter((number) => !/^1[01]/.test(String(number)));

let keys = 0;
const notSet = fc.constantFrom<unknown>(undefined, null, '');
const often = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof(arbitrary, notSet);

/** What each parameter is meant to be. */
const RIGHT: Readonly<Record<Name, fc.Arbitrary<unknown>>> = {
	identity: fc.oneof(digits, decorated, exactNumber, exactNumber.map(BigInt)),
	text: fc
		.array(fc.constantFrom('a', ' b', '\n', '\r\n', '😀', '👩‍👩‍👧‍👦', 'é', '語', '\u0000', '"'), {
			maxLength: 40,
		})
		.map((parts) => `Hi ${parts.join('')}`),
	attachment: fc.constantFrom('none', 'none', 'binaryFile', 'fileUrl', 'sticker'),
	binaryPropertyName: fc.constant('data'),
	fileUrl: fc.nat().map((number) => `https://example.com/${number}.png?a=b&c=%20#d`),
	stickerId: fc.oneof(fc.constant('66'), fc.constant(66)),
	fileName: often(fc.stringMatching(/^[a-z]{1,12}\.txt$/)),
	formatIdentity: often(fc.boolean()),
	quotedMessageId: often(fc.oneof(fc.nat(), fc.stringMatching(/^[1-9][0-9]{0,18}$/))),
	sessionKey: often(fc.constantFrom('one', 'two', 3)),
	deduplicationKey: fc.oneof(
		{ weight: 1, arbitrary: fc.constant('').map(() => `key ${++keys}`) },
		{ weight: 30, arbitrary: notSet },
	),
	whenUncertain: often(fc.constantFrom('stop', 'sendAgain')),
	maxConcurrency: fc.constantFrom(20, 50, '50'),
	minInterval: often(fc.constantFrom(0, '0')),
	maxRetries: often(fc.constantFrom(0, 10, '3')),
	timeout: often(fc.constantFrom(60_000, '300000', 2_147_483_647)),
	output: often(fc.constantFrom('message', 'simplified', 'selectedFields', 'response')),
	outputFields: often(fc.constantFrom(['body'], ['id', 'status'], 'body, status')),
};

/** Chosen so that valid values neither make the node wait for long nor give up at once. */
const tooRight: Partial<Record<Name, (value: number) => boolean>> = {
	timeout: (value) => value >= 1 && value < 60_000,
	minInterval: (value) => value > 0 && value < 2 ** 31,
};

const namesOfEveryObject = fc.constantFrom('constructor', 'toString', '__proto__');

function wrong(name: Name): fc.Arbitrary<unknown> {
	if (name === 'binaryPropertyName') return fc.oneof(wrongValue, namesOfEveryObject);
	const excluded = tooRight[name] ?? (() => false);
	return wrongValue.filter((value) => {
		const isPlain = typeof value === 'string' || typeof value === 'number';
		return !(isPlain && excluded(Number(value)));
	});
}

function oneOf(name: Name) {
	return fc.oneof(
		{ weight: 12, arbitrary: RIGHT[name].map((value) => ({ value, isWrong: false })) },
		{ weight: 1, arbitrary: wrong(name).map((value) => ({ value, isWrong: true })) },
	);
}

const entries = fc.tuple(...NAMES.map((name) => oneOf(name)));

/** Parameters of which on average one or two are something else than they should be. */
export const anyParameters: fc.Arbitrary<AnyParameters> = entries.map((told) => ({
	values: Object.fromEntries(NAMES.map((name, at) => [name, told[at]?.value])) as Record<
		Name,
		unknown
	>,
	wrong: new Set(NAMES.filter((_, at) => told[at]?.isWrong)),
}));

const PLAIN = { identity: '85256872847', text: 'Hi', maxConcurrency: 5 };
const ATTACHMENTS: Partial<Record<Name, string>> = {
	binaryPropertyName: 'binaryFile',
	fileName: 'binaryFile',
	fileUrl: 'fileUrl',
	stickerId: 'sticker',
};

/** Parameters of which one is this. */
export function rightBut(name: Name, value: unknown): AnyParameters {
	const attachment = ATTACHMENTS[name] ?? 'none';
	const rest = Object.fromEntries(NAMES.map((other) => [other, undefined]));
	const file = { binaryPropertyName: 'data', attachment };
	const values = { ...(rest as Record<Name, undefined>), ...PLAIN, ...file, [name]: value };
	return { values, wrong: new Set([name]) };
}
