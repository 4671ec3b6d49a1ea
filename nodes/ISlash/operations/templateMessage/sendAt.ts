import { tryToParseDateTime, type INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../errors/invalidInput';
import type { ItemReader } from '../../fields/reader';
import { toText } from '../../fields/values';

export const sendAt: INodeProperties = {
	displayName: 'Send At',
	name: 'sendAt',
	type: 'dateTime',
	required: true,
	default: '',
	description:
		"When iSlash is to send the message. Try with a message to yourself first: it goes out as the date and time that a clock in 'Time Zone' shows, or else one in the zone of the workflow.",
	hint: "In the zone of the workflow, or in 'Time Zone'. The vendor does not document the zone that iSlash reads it in.",
};

export const timeZone: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Asia/Hong_Kong',
	description:
		"The zone of the date and time that goes to iSlash, instead of the workflow's. Choose the one that iSlash works in, which its vendor does not document.",
};

/** A time in the API's form, and the zone that it is the time of. */
export interface SendAt {
	readonly text: string;
	readonly zone: string;
}

/** @throws InvalidInput when the time or the zone cannot be read */
export function readSendAt(item: ItemReader): SendAt {
	const entered = toText(sendAt.displayName, item.value(sendAt))?.trim() ?? '';
	const zone = item.textOption(timeZone)?.trim() || item.timeZone;
	if (entered === '') {
		throw new InvalidInput(
			sendAt.displayName,
			'is empty',
			'Enter a date and time. If it is an expression, check that the field has a value for this item.',
		);
	}
	return { text: toSendAt(entered, zone), zone };
}

const DATE = String.raw`(?:(\d{4})-?(\d\d)-?(\d\d)|\d{4}-?W\d\d-?\d|\d{4}-?\d{3})`;
const TIME = String.raw`\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?`;
const ZONE = String.raw`(?:Z|[+-]\d\d(?::?\d\d)?)?(?:\[[\w/+-]+\])?`;

/** A whole date, and a time if need be. n8n's parser would guess at anything else, such as 1/2/2026. */
const ISO = new RegExp(`^${DATE}(?:[T ]${TIME} ?${ZONE})?$`);

/**
 * A time as the API wants it: `YYYY-MM-DD HH:mm:ss` in a zone. A time without an offset is one of that
 * zone already; one that daylight saving leaves out becomes the one that the clock shows then.
 *
 * @param entered in any form of ISO 8601 that has a whole date; a date alone is its first second
 * @param zone as the IANA names it: `Asia/Hong_Kong`
 * @throws InvalidInput when either cannot be read
 */
export function toSendAt(entered: string, zone: string): string {
	if (!isZone(zone)) {
		throw new InvalidInput(
			timeZone.displayName,
			`is '${zone.slice(0, 60)}', which is not the name of a time zone`,
			'Enter a name such as Asia/Hong_Kong or Europe/Berlin, or leave it empty for the zone of the workflow.',
		);
	}
	const [iso, year, month, day] = ISO.exec(entered.toUpperCase()) ?? [];
	// n8n's parser takes February 30 for March 2.
	const isDay = day === undefined || Number(day) <= daysOf(Number(year), Number(month));
	const time = iso !== undefined && isDay ? parse(entered, zone) : undefined;
	if (time !== undefined) return time;
	throw new InvalidInput(
		sendAt.displayName,
		`is '${entered.slice(0, 60)}', which cannot be read as a date and time`,
		'Pick a date, or give one such as 2026-12-24T09:00, or a date of n8n such as {{ $now.plus(1, "day") }}.',
	);
}

function daysOf(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}

function parse(entered: string, zone: string): string | undefined {
	try {
		const time = tryToParseDateTime(entered.toUpperCase(), zone).setZone(zone);
		return time.isValid ? time.toFormat('yyyy-MM-dd HH:mm:ss') : undefined;
	} catch {
		return undefined;
	}
}
