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
		"When iSlash is to send the message. The node passes on the date and time in 'Time Zone', or else in the zone of the workflow. Try it first with a message to yourself.",
	hint: "In 'Time Zone', or else in the zone of the workflow. The vendor does not document which zone iSlash uses.",
};

export const timeZone: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Asia/Hong_Kong',
	description:
		'The zone of the date and time that iSlash gets, instead of the zone of the workflow. Choose the zone that iSlash uses: the vendor does not document it.',
};

/** A time in the API's form, and its zone. */
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

/** A whole date, with or without a time. n8n's parser would guess at anything else, such as 1/2/2026. */
const ISO = new RegExp(`^${DATE}(?:[T ]${TIME} ?${ZONE})?$`);

/**
 * A time as the API wants it: `YYYY-MM-DD HH:mm:ss` in a zone. A time without an offset is already in
 * that zone. A time that daylight saving skips becomes the time that clocks show instead.
 *
 * @param entered in any form of ISO 8601 with a whole date; a date alone means its first second
 * @param zone its IANA name, such as `Asia/Hong_Kong`
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
		'Pick a date, or enter one such as 2026-12-24T09:00, or an expression such as {{ $now.plus(1, "day") }}.',
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
