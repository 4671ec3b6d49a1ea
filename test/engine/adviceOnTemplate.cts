import type { INodeParameters } from 'n8n-workflow';
import type { Row } from './adviceRow.cts';

const byName = (value: string) => ({ __rl: true, mode: 'name', value });
const picked = (name: string, facts: string) => ({
	...{ __rl: true, mode: 'list', value: name, cachedResultName: `${name} (en_US, ${facts})` },
});
const VALUES = { variable_1: 'Ada', variable_2: 'May 7' };
const schema = Object.keys(VALUES).map((id, at) => ({
	...{ id, displayName: `Variable ${at + 1}`, required: true, display: true },
	...{ defaultMatch: false, type: 'string' },
}));
const REMINDER: INodeParameters = {
	resource: 'templateMessage',
	templateName: picked('reminder', 'approved'),
	templateVariables: { mappingMode: 'defineBelow', value: VALUES, schema },
};
const SENT_REMINDER = { templateName: 'reminder', variables: VALUES };
const variables = (value: INodeParameters) => ({
	...REMINDER,
	templateVariables: { mappingMode: 'defineBelow', value, schema },
});
const LATER = { ...REMINDER, operation: 'schedule', sendAt: '2026-12-24T09:00' };
const SCHEDULED = { ...SENT_REMINDER, sendAt: '2026-12-24 09:00:00' };
const zone = (timeZone: string) => ({ ...LATER, options: { timeZone } });
const PICK_TEMPLATE =
	'Pick a template from the list or enter its name. If it is an expression, check that the field has a value for this item.';
const PICK_DATE =
	'Pick a date, or enter one such as 2026-12-24T09:00, or an expression such as {{ $now.plus(1, "day") }}.';
const ZONE =
	'Enter a name such as Asia/Hong_Kong or Europe/Berlin, or leave it empty for the zone of the workflow.';
const NO_MEDIA =
	"Set 'Attachment' to 'None'. If the template was changed in iSlash, pick it from the list again.";
const WITH_FILE = { ...REMINDER, attachment: 'binaryFile', binaryPropertyName: 'photo' };
const NO_TEMPLATE = { ...REMINDER, templateName: byName('={{ $json.none }}') };

/** Template messages. */
export const TEMPLATE_ADVICE: readonly Row[] = [
	[
		'Template that is empty: picked from the list',
		NO_TEMPLATE,
		PICK_TEMPLATE,
		REMINDER,
		SENT_REMINDER,
	],
	[
		'Template that is empty: by its name',
		NO_TEMPLATE,
		PICK_TEMPLATE,
		{ ...REMINDER, templateName: byName('reminder') },
		SENT_REMINDER,
	],
	[
		'A variable that is empty: with a value',
		variables({ ...VALUES, variable_2: '={{ $json.none }}' }),
		"Enter it in 'Variables'. If it is an expression, check that the field has a value for this item.",
		variables(VALUES),
		SENT_REMINDER,
	],
	[
		'A file for a template without one: without Attachment',
		WITH_FILE,
		NO_MEDIA,
		{ ...WITH_FILE, attachment: 'none' },
		SENT_REMINDER,
	],
	[
		'A file for a template that has got a document: picked again',
		{ ...WITH_FILE, templateName: picked('invoice', 'approved') },
		NO_MEDIA,
		{ ...WITH_FILE, templateName: picked('invoice', 'approved, with a document') },
		{ templateName: 'invoice', file: { name: 'photo.png' } },
	],
	[
		'Send At that is empty: with a date',
		{ ...LATER, sendAt: '={{ $json.none }}' },
		'Enter a date and time. If it is an expression, check that the field has a value for this item.',
		LATER,
		SCHEDULED,
	],
	[
		'Send At that is a word: with a date',
		{ ...LATER, sendAt: 'tomorrow' },
		PICK_DATE,
		LATER,
		SCHEDULED,
	],
	[
		'Send At that is a word: with an expression',
		{ ...LATER, sendAt: 'tomorrow' },
		PICK_DATE,
		{ ...LATER, sendAt: '={{ $now.plus(1, "day") }}' },
		{ templateName: 'reminder', sendAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) },
	],
	['Time Zone that is none: with its name', zone('HK'), ZONE, zone('Asia/Hong_Kong'), SCHEDULED],
	['Time Zone that is none: left empty', zone('HK'), ZONE, zone(''), SCHEDULED],
];

const ASK: INodeParameters = { operation: 'sendAndWait', message: 'May it go out?' };
const ASKED = {
	identity: '85256872847',
	text: expect.stringMatching(/^May it go out\?\n/) as unknown,
};
const until = (values: INodeParameters) => ({ ...ASK, options: { limitWaitTime: { values } } });

/** Send and Wait for Response. */
export const QUESTION_ADVICE: readonly Row[] = [
	[
		'Message that is empty: with a question',
		{ ...ASK, message: '={{ $json.none }}' },
		'Enter a question. If it is an expression, check that the field has a value for this item.',
		ASK,
		ASKED,
	],
	[
		'Amount that is a word: with a number',
		until({ resumeAmount: 'long' }),
		"Enter a number such as 2. You find it in 'Limit Wait Time' in Options.",
		until({ resumeAmount: 2 }),
		ASKED,
	],
	[
		'Max Date and Time that is empty: with a date',
		until({ limitType: 'atSpecifiedTime' }),
		"Pick a date and time. You find it in 'Limit Wait Time' in Options.",
		until({ limitType: 'atSpecifiedTime', maxDateAndTime: '2030-01-01T00:00:00' }),
		ASKED,
	],
	[
		'Unit that does not exist: with one of its options',
		until({ resumeUnit: "={{ 'weeks' }}" }),
		'Use hours, minutes or days.',
		until({ resumeUnit: 'days' }),
		ASKED,
	],
];
