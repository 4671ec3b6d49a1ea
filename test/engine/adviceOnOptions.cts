import type { INodeParameters } from 'n8n-workflow';
import type { Row } from './adviceRow.cts';

const option = (name: string, value: INodeParameters[string]) => ({ options: { [name]: value } });
const SENT = { identity: '85256872847', text: 'Hello' };
const NUMBER = 'Enter such a number, or reset the field to its default.';
const TOGGLE = 'Use the toggle, or an expression that gives true or false.';

/** Options of Session Message: Send, and lists to choose from. */
export const OPTION_ADVICE: readonly Row[] = [
	[
		'Operation that does not exist: from the lists',
		{ operation: 'broadcast' },
		"Choose 'Resource' and 'Operation' from their lists, or update the package n8n-nodes-islash.",
		{ operation: 'send' },
		SENT,
	],
	[
		'Attachment that does not exist: with one of its options',
		{ attachment: "={{ 'voice' }}" },
		'Use none, binaryFile, fileUrl or sticker.',
		{ attachment: "={{ 'none' }}" },
		SENT,
	],
	[
		'If Delivery Is Uncertain that does not exist: with one of its options',
		option('whenUncertain', "={{ 'later' }}"),
		'Use stop or sendAgain.',
		option('whenUncertain', "={{ 'sendAgain' }}"),
		SENT,
	],
	[
		'Max Retries that is too large: with a number in its limits',
		option('maxRetries', 11),
		NUMBER,
		option('maxRetries', 10),
		SENT,
	],
	[
		'Timeout of 0: reset to its default',
		option('timeout', 0),
		NUMBER,
		option('timeout', 300000),
		SENT,
	],
	[
		'Min Interval that is a word: with a number',
		option('minInterval', "={{ 'slow' }}"),
		NUMBER,
		option('minInterval', '={{ 10 }}'),
		SENT,
	],
	[
		'Format Contact Number that is a word: with the toggle',
		option('formatIdentity', "={{ 'maybe' }}"),
		TOGGLE,
		option('formatIdentity', true),
		SENT,
	],
	[
		'Format Contact Number that is a word: with true or false',
		option('formatIdentity', "={{ 'maybe' }}"),
		TOGGLE,
		option('formatIdentity', '={{ 1 === 1 }}'),
		SENT,
	],
	[
		'Output Fields that are an object: from the list',
		{ options: { output: 'selectedFields', outputFields: '={{ $json.order }}' } },
		'Pick the fields from the list.',
		{ options: { output: 'selectedFields', outputFields: ['body'] } },
		SENT,
	],
	[
		'Deduplication Key that is a list: with one field',
		option('deduplicationKey', '={{ $json.list }}'),
		'Let the expression pick one field. For the whole value, use JSON.stringify(), or .join(", ") for a list of texts.',
		option('deduplicationKey', '={{ $json.list.join(", ") }}'),
		SENT,
	],
];
