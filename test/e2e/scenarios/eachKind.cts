import { deepEqual, equal } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { outputOf } from '../../n8n/executionsApi.cts';
import type { Scenario } from '../scenario.cts';
import { fileNode, run, SEND, sendNode, workflowOf } from '../workflows.cts';

const NUMBER = '85251234567';
const TEXT = 'Line one\nLine two — 你好 😀  {{ not an expression }}';

const text: Scenario = {
	rule: 'A text arrives as typed, and the output item is the message that iSlash sent',
	prove: async (world) => {
		const { execution } = await run(
			world,
			workflowOf('Text', [{ number: '+852 5123-4567', text: TEXT }], sendNode(world)),
		);
		equal(execution.status, 'success');
		const [message, ...more] = world.sandbox.messages;
		equal(more.length, 0);
		equal(message?.identity, NUMBER);
		equal(message?.text, TEXT);
		const [item] = outputOf(execution, SEND);
		equal(item?.id, message?.id);
		equal(item?.body, TEXT);
		equal(item?.direction, 'outbound');
	},
};

const file: Scenario = {
	rule: 'A file made in the workflow arrives with its name, type and bytes',
	prove: async (world) => {
		const content = 'Invoice 2024\n'.repeat(5000);
		const { execution } = await run(
			world,
			workflowOf(
				'File',
				[{ number: NUMBER, content }],
				fileNode('invoice-ü.txt'),
				sendNode(world, { identity: NUMBER, text: 'Your invoice', attachment: 'binaryFile' }),
			),
		);
		equal(execution.status, 'success');
		const [message] = world.sandbox.messages;
		equal(message?.text, 'Your invoice');
		const { name, type, size, sha256 } = message?.file ?? {};
		deepEqual(
			{ name, type, size, sha256 },
			{
				name: 'invoice-ü.txt',
				type: 'text/plain',
				size: content.length,
				sha256: createHash('sha256').update(content).digest('hex'),
			},
		);
	},
};

const fileUrl: Scenario = {
	rule: 'A file URL is passed on for iSlash to fetch',
	prove: async (world) => {
		const url = 'https://files.example.com/menu.pdf?lang=en&x=1';
		const attachment = { attachment: 'fileUrl', fileUrl: url, text: '' };
		await run(world, workflowOf('URL', [{ number: NUMBER }], sendNode(world, attachment)));
		const [message] = world.sandbox.messages;
		equal(message?.fileUrl, url);
		equal(message?.text, undefined);
		equal(message?.file, undefined);
	},
};

const sticker: Scenario = {
	rule: 'A sticker is sent by its id, and the output item says it is one',
	prove: async (world) => {
		const stickerId = { __rl: true, mode: 'list', value: '66', cachedResultName: 'thumbs up' };
		const attachment = { attachment: 'sticker', stickerId, text: '' };
		const { execution } = await run(
			world,
			workflowOf('Sticker', [{ number: NUMBER }], sendNode(world, attachment)),
		);
		equal(world.sandbox.messages[0]?.stickerId, '66');
		equal(outputOf(execution, SEND)[0]?.is_sticker, true);
	},
};

const quote: Scenario = {
	rule: 'A reply quotes a message by an id that is too large for a number',
	prove: async (world) => {
		const quotedMessageId = '9007199254740993';
		await run(
			world,
			workflowOf(
				'Quote',
				[{ number: NUMBER, text: 'Yes, at 7' }],
				sendNode(world, { options: { quotedMessageId } }),
			),
		);
		equal(world.sandbox.messages[0]?.quotedMessageId, quotedMessageId);
	},
};

export const eachKind: readonly Scenario[] = [text, file, fileUrl, sticker, quote];
