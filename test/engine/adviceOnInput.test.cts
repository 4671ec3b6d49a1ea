import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import type { SourceItem } from '../support/items.cts';
import { send } from '../support/send.cts';
import { CONTACT_ADVICE } from './adviceOnContact.cts';
import { FILE_ADVICE } from './adviceOnFile.cts';
import { OPTION_ADVICE } from './adviceOnOptions.cts';
import { QUESTION_ADVICE, TEMPLATE_ADVICE } from './adviceOnTemplate.cts';
import { TITLE, type Row } from './adviceRow.cts';

/** Who follows the advice on a parameter gets the message delivered, as it was meant, and once. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const PNG = { content: Buffer.from('a picture'), mimeType: 'image/png' };

const ITEM: SourceItem = {
	files: {
		data: { ...PNG, fileName: 'data.png' },
		photo: { ...PNG, fileName: 'photo.png' },
		empty: { ...PNG, content: Buffer.alloc(0) },
		longName: { ...PNG, fileName: `${'a'.repeat(1001)}.png` },
		twoLines: { ...PNG, fileName: 'two.png', mimeType: 'image/png\r\nX-Evil: 1' },
	},
	json: {
		identity: '85256872847',
		text: 'Hello',
		list: ['one', 'two'],
		order: { id: 7 },
		long: `${'a'.repeat(99)}😀 and more`,
		lid: '11223344@lid',
		senderPn: '85256872847@s.whatsapp.net',
		group: '120363@g.us',
		sender: '+852 5687 2847',
		rounded: Number('12345678901234567890'),
		exact: '12345678901234567890',
		half: 85256872847.5,
	},
};

/** Sends nothing at first; after following the advice, this message alone arrives. */
async function follow(
	bad: INodeParameters,
	advice: string,
	good: INodeParameters,
	arrived: object,
) {
	const run = async ({ options = {}, ...parameters }: INodeParameters) =>
		await send({ host: sandbox.url, parameters, options: options as INodeParameters }, [ITEM]);
	const refused = await run(bad);
	const nothing = ' All items are checked first: no message was sent in this try.';
	expect(refused.error()?.description?.replace(nothing, '')).toBe(advice);
	expect(sandbox.requests).toEqual([]);
	const followed = await run(good);
	expect(followed.error()).toBeUndefined();
	expect(sandbox.messages).toMatchObject([arrived]);
	expect(sandbox.requests).toHaveLength(1);
}

const PICK_FIELD =
	'Let the expression pick one field. For the whole value, use JSON.stringify(), or .join(", ") for a list of texts.';
const CHECK_EXPRESSION =
	'Check the expression of this parameter, and that the nodes it names have run.';
const EMPTY_TEXT =
	'Enter a text or choose an attachment. If the text is an expression, check that the field has a value for this item.';
const text = (value: string) => ({ text: value });
const toBe = (value: string) => ({ text: `={{ ${value} }}` });

const TEXT_ADVICE: readonly Row[] = [
	['that is empty: with a text', toBe('$json.none'), EMPTY_TEXT, toBe('$json.text'), text('Hello')],
	[
		'that is empty: with an attachment',
		text(''),
		EMPTY_TEXT,
		{ text: '', attachment: 'sticker', stickerId: { __rl: true, mode: 'id', value: '66' } },
		{ stickerId: '66' },
	],
	[
		'that is an object: with one field',
		toBe('$json.order'),
		PICK_FIELD,
		toBe('$json.order.id'),
		text('7'),
	],
	[
		'that is an object: as JSON',
		toBe('$json.order'),
		PICK_FIELD,
		toBe('JSON.stringify($json.order)'),
		text('{"id":7}'),
	],
	[
		'that calculates with a field that is empty: with the right field',
		toBe('$json.price * 2'),
		'Check the expression: a field that it uses may be empty, or have another name.',
		toBe('$json.order.id * 2'),
		text('14'),
	],
	[
		'that is a date of a field that is empty: with the right field',
		toBe('new Date($json.day)'),
		'Check the expression: a field that it uses may be empty, or have another name.',
		toBe('new Date($json.order.id)'),
		text('1970-01-01T00:00:00.007Z'),
	],
	[
		'that is a list of texts: joined',
		toBe('$json.list.concat([null])'),
		PICK_FIELD,
		toBe('$json.list.join(", ")'),
		text('one, two'),
	],
	[
		'that lost digits: as text from its source',
		toBe('$json.rounded'),
		'Pass it as text instead of a number, beginning at its source.',
		toBe('$json.exact'),
		text('12345678901234567890'),
	],
	[
		'that was cut within an emoji: cut between characters',
		toBe('$json.long.slice(0, 100)'),
		'Shorten the text so that no character is cut, for example with [...text].slice(0, 100).join("").',
		toBe('[...$json.long].slice(0, 100).join("")'),
		text(`${'a'.repeat(99)}😀`),
	],
	[
		'of a node that does not exist: of one that ran',
		toBe("$('Nobody').item.json.text"),
		CHECK_EXPRESSION,
		toBe("$('Items').item.json.text"),
		text('Hello'),
	],
	[
		'with an expression that is incomplete: with a complete one',
		toBe('('),
		CHECK_EXPRESSION,
		toBe('(1 + 1)'),
		text('2'),
	],
];

describe.each([
	["'Contact Number'", CONTACT_ADVICE],
	["'Text'", TEXT_ADVICE],
	['files', FILE_ADVICE],
	['options', OPTION_ADVICE],
	['templates', TEMPLATE_ADVICE],
	['questions', QUESTION_ADVICE],
])('%s', (_, rows) => {
	test.each(rows)(TITLE, async (_rule, bad, advice, good, arrived) => {
		await follow(bad, advice, good, arrived);
	});
});

test("'Quoted Message ID' that is no number: with the 'id' of an earlier node's output the reply arrives", async () => {
	const earlier = await send({ host: sandbox.url, parameters: { text: 'Question' } }, [ITEM]);
	const failed = await send({ host: sandbox.url, options: { quotedMessageId: 'last' } }, [ITEM]);
	expect(failed.error()?.description).toContain(
		"Use the 'id' of a message from the output of an earlier iSlash node.",
	);
	const [output] = earlier.data('iSlash');
	const options = { quotedMessageId: `={{ ${Number(output?.json.id)} }}` };
	await send({ host: sandbox.url, options }, [ITEM]);
	expect(sandbox.messages).toMatchObject([
		{ text: 'Question' },
		{ text: 'Hello', quotedMessageId: String(sandbox.messages[0]?.id) },
	]);
});
