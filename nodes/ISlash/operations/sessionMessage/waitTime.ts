import { tryToParseDateTime, type INodeProperties, WAIT_INDEFINITELY } from 'n8n-workflow';

import { InvalidInput } from '../../errors/invalidInput';
import type { ItemReader } from '../../fields/reader';
import { isRecord, toChoice, toText } from '../../fields/values';

const LABEL = 'Limit Wait Time';

const MINUTES = { minutes: 1, hours: 60, days: 24 * 60 } as const;
const UNITS = ['hours', 'minutes', 'days'] as const;
const TYPES = ['afterTimeInterval', 'atSpecifiedTime'] as const;

const byInterval = { show: { limitType: ['afterTimeInterval'] } };

/** With the names and values of n8n's own nodes. */
export const limitWaitTime: INodeProperties = {
	displayName: LABEL,
	name: 'limitWaitTime',
	type: 'fixedCollection',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
	description:
		'How long to wait for the response. When the time is up, the workflow goes on with the input item.',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					options: [
						{
							name: 'After Time Interval',
							value: 'afterTimeInterval',
							description: 'Wait for a number of minutes, hours or days',
						},
						{
							name: 'At Specified Time',
							value: 'atSpecifiedTime',
							description: 'Wait until a certain moment',
						},
					],
					default: 'afterTimeInterval',
					description: 'When the waiting ends',
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 1,
					description: 'How many minutes, hours or days to wait',
					displayOptions: byInterval,
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					options: [
						{ name: 'Days', value: 'days', description: 'Of 24 hours each' },
						{ name: 'Hours', value: 'hours', description: 'Of 60 minutes each' },
						{ name: 'Minutes', value: 'minutes', description: 'Of 60 seconds each' },
					],
					default: 'hours',
					description: 'What the amount is counted in',
					displayOptions: byInterval,
				},
				{
					displayName: 'Max Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					default: '',
					description: 'The latest moment until which to wait',
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
				},
			],
		},
	],
};

/**
 * Until when the execution waits. Without the option, it waits until somebody responds.
 *
 * @param now the time at which the waiting begins
 * @throws InvalidInput when the time cannot be read
 */
export function readWaitUntil(item: ItemReader, now: Date): Date {
	const option = item.option(limitWaitTime);
	const values = isRecord(option) ? option.values : undefined;
	if (!isRecord(values)) return WAIT_INDEFINITELY;
	const type = toChoice('Limit Type', toText('Limit Type', values.limitType), TYPES);
	if (type === 'atSpecifiedTime') return toDate(values.maxDateAndTime, item.timeZone);
	const unit = toChoice('Unit', toText('Unit', values.resumeUnit), UNITS);
	const amount = Number(values.resumeAmount ?? 1);
	const until = new Date(now.getTime() + amount * MINUTES[unit] * 60_000);
	if (amount >= 0 && !Number.isNaN(until.getTime())) return until;
	throw unreadable('Amount', 'is not an amount of time', 'Enter a number such as 2.');
}

function toDate(value: unknown, zone: string): Date {
	const text = toText('Max Date and Time', value);
	try {
		if (text !== undefined) return tryToParseDateTime(text, zone).toJSDate();
	} catch {
		// Reported below.
	}
	throw unreadable(
		'Max Date and Time',
		text === undefined ? 'is empty' : `is '${text.slice(0, 60)}', which cannot be read as a date`,
		'Pick a date and time.',
	);
}

function unreadable(label: string, problem: string, remedy: string): InvalidInput {
	return new InvalidInput(label, problem, `${remedy} You find it in '${LABEL}' in Options.`);
}
