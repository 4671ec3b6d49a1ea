import { Workflow, type INode } from 'n8n-workflow';
import { textOf, textOfRequest, TEXTS } from '../../nodes/ISlash/errors/texts';
import type { Reason } from '../../nodes/ISlash/errors/failure';
import { loadPackage } from '../support/loadPackage.cts';
import { nodeTypesOf } from '../support/nodeTypes.cts';
import { labelOf, readDescribed, textsOfSource, type Described } from './texts.cts';

/** n8n's rules for the words of all texts that people read. */

let described: Described;
/** The labels of parameters, and the labels of parameters and choices. */
let labels: readonly string[];
let names: readonly string[];
/** Everything else. */
let texts: readonly string[];
beforeAll(async () => {
	described = await readDescribed();
	labels = described.parameters.map(({ displayName }) => displayName);
	names = [...described.parameters, ...described.choices].map(labelOf);
	texts = [...textsOfSource(), ...sentencesOfFailures()].filter((text) => !names.includes(text));
	expect(texts).toEqual(
		expect.arrayContaining([
			'In milliseconds: 1000 is one second',
			'which has more than one line',
			'The stickers could not be loaded',
			'iSlash could not be reached',
		]),
	);
});

/** As they are put together for an item, and for a list. */
function sentencesOfFailures(): string[] {
	const refusal = { code: 'RESP_NO_CREDIT', message: 'No credit', traceId: '7f3a' };
	return (Object.keys(TEXTS) as Reason[])
		.flatMap((reason) => [
			{ outcome: 'notSent', reason, retryAfter: 30_000 } as const,
			{ outcome: 'rejected', reason, status: 400, refusal } as const,
		])
		.flatMap((failure) => [
			textOf(failure),
			textOfRequest(failure, 'The stickers could not be loaded'),
		])
		.flatMap(({ message, description }) => [message, description]);
}

test('people are told what to do, not that there is an error, problem, failure or mistake', () => {
	const forbidden = /\b(?:error|problem|failure|mistake)s?\b/i;
	expect(texts.filter((text) => forbidden.test(text))).toEqual([]);
});

test('a parameter that a text names stands in single quotes', () => {
	const long = labels.filter((label) => label.includes(' '));
	const withoutQuoted = (text: string) =>
		long.reduce((rest, label) => rest.replaceAll(`'${label}'`, ''), text);
	const isBare = (text: string) => long.some((label) => withoutQuoted(text).includes(label));
	expect(texts.filter(isBare)).toEqual([]);
	const short = /[a-z,] (?:Attachment|Output|Sticker|Text|Timeout)\b/;
	expect(texts.filter((text) => short.test(text))).toEqual([]);
});

test('a file is no "binary data" and no "binary property"', () => {
	const forbidden = /binary (?:data|property)/i;
	expect([...names, ...texts].filter((text) => forbidden.test(text))).toEqual([]);
});

test('ID, URL and JSON are written in capitals', () => {
	// An address, markup, or the name of an output field in quotes, is as it is.
	const inText = [...names, ...texts].map((text) => text.replace(/'id'|https?:\S*|<[^>]*>/g, ''));
	expect(inText.filter((text) => /\b(?:Id|id|Url|url|Json|json)\b/.test(text))).toEqual([]);
});

test('neither the node nor its credential is called a node', () => {
	const { node, trigger, credential } = described;
	const titles = [node, trigger].flatMap(({ displayName, defaults }) => [
		displayName,
		defaults.name,
	]);
	const called = [...titles, credential.displayName];
	expect(called).toEqual([
		...['iSlash', 'iSlash', 'iSlash Trigger', 'iSlash Trigger', 'iSlash API'],
	]);
	expect(called.filter((name) => /node/i.test(name ?? ''))).toEqual([]);
});

test('the subtitle below a node says what it does, in Title Case', async () => {
	const node: INode = {
		id: '1',
		name: 'iSlash',
		type: 'n8n-nodes-islash.iSlash',
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource: 'sessionMessage', operation: 'send' },
	};
	const nodeTypes = nodeTypesOf(await loadPackage(), {});
	const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const { subtitle } = described.node;
	expect(expression.getSimpleParameterValue(node, subtitle, 'internal', {})).toBe(
		'Send: Session Message',
	);
});
