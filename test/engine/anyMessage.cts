import fc from 'fast-check';

// Text as people and programs write it. Half a surrogate pair is refused: see parameters.test.cts.
const anyText = fc.oneof(
	{ weight: 3, arbitrary: fc.string({ unit: 'binary' }) },
	{ weight: 3, arbitrary: fc.string({ unit: 'grapheme' }) },
	{
		weight: 3,
		arbitrary: fc
			.array(
				fc.constantFrom(
					...['\n', '\r\n', '\r', '\n\r', '\t', ' ', '\u0000', '\u2028', '\ufeff', '👩‍👩‍👧‍👦', '🇭🇰'],
					...['\u202b', '\u200f', '\u2066', 'שלום', 'مرحبا', '𝒳', 'e\u0301', '--', '{{ 1 }}', '"'],
				),
				{ minLength: 1 },
			)
			.map((pieces) => pieces.join('')),
	},
	{ weight: 1, arbitrary: fc.string({ minLength: 5_000, maxLength: 20_000 }) },
);

const isCleanName = (name: string) =>
	name === name.trim() &&
	!/[/\\\p{Control}]/u.test(name) &&
	// A dot that begins a name begins no extension: `.zip` would get that of its media type.
	!['', '.', '..', '.zip'].includes(name);

// Any name that stays as it is. What is cleaned has its table: see form.test.cts.
const anyFileName = fc
	.oneof(
		fc.string({ unit: 'grapheme', minLength: 1 }),
		fc.string({ unit: 'binary', minLength: 1 }),
		fc.constantFrom('photo', '請求書', 'a b; c=d%22', "o'hara & co, (1)", '🎉'),
		fc.string({ minLength: 200, maxLength: 255 }),
	)
	// With a common extension, which stays whatever the media type is.
	.map((name) => `${name.replace(/[/\\"\p{Control}]/gu, '_').trim()}.zip`)
	.filter(isCleanName);

const token = fc.stringMatching(/^[A-Za-z0-9!#$&^_.+-]{1,20}$/);
const anyMediaType = fc.oneof(
	// application/octet-stream says nothing: see fileHeader.test.cts.
	fc.constantFrom('image/jpeg', 'application/pdf', 'text/plain'),
	fc.tuple(token, token).map(([type, subtype]) => `${type}/${subtype}`),
	fc
		.tuple(token, token, token)
		.map(([type, subtype, value]) => `${type}/${subtype}; charset="${value}"`),
	// Not a media type at all, but what n8n may hold.
	fc
		.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
		.map((type) => type.replace(/\p{Control}/gu, ' ').trim())
		.filter((type) => type !== ''),
);

const content = (most: number) =>
	fc
		.tuple(fc.integer({ min: 1, max: most }), fc.uint8Array({ minLength: 1, maxLength: 60 }))
		.map(([size, pattern]) => Buffer.alloc(size, pattern));
const anyContent = fc.oneof(
	{
		weight: 2,
		arbitrary: fc
			.constantFrom('\r\n', '--', '\r\n--\r\n', '\n', '\0')
			.map((text) => Buffer.from(text)),
	},
	{ weight: 15, arbitrary: content(5_000) },
	{ weight: 2, arbitrary: content(1_048_576) },
	{ weight: 1, arbitrary: fc.constant(Buffer.alloc(1_048_576, 'x\r\n--')) },
);

const anyFile = fc.record({ name: anyFileName, type: anyMediaType, bytes: anyContent });
const anyAttachment = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('binaryFile' as const), file: anyFile }) },
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('fileUrl' as const), value: fc.webUrl() }),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('sticker' as const),
			value: fc.stringMatching(/^[1-9]\d{0,25}$/),
		}),
	},
);
const quotedMessageId = fc.option(fc.stringMatching(/^[1-9][0-9]{0,30}$/), { nil: '' });

/** Any message the node may be told to send. */
export const anyMessage = fc
	.oneof(
		fc.record({
			text: anyText.filter((text) => text.trim() !== ''),
			attachment: fc.option(anyAttachment),
		}),
		fc.record({
			// Blanks only are not set, as nothing is.
			text: anyText.map((text) => (text.trim() === '' ? '' : text)),
			attachment: anyAttachment,
		}),
	)
	.chain((message) => quotedMessageId.map((quoted) => ({ ...message, quoted })));

export type AnyMessage = typeof anyMessage extends fc.Arbitrary<infer T> ? T : never;
