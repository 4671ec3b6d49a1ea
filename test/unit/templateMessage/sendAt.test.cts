import { toSendAt } from '../../../nodes/ISlash/operations/templateMessage/sendAt';

/** The time of a scheduled template, as it goes to iSlash. */

test.each([
	['2026-12-24T09:00', 'Asia/Hong_Kong', '2026-12-24 09:00:00'],
	['2026-12-24T09:00:30.999', 'Asia/Hong_Kong', '2026-12-24 09:00:30'],
	['2026-12-24 09:00', 'Asia/Hong_Kong', '2026-12-24 09:00:00'],
	['2026-12-24', 'America/New_York', '2026-12-24 00:00:00'],
	['20261224T0900', 'Asia/Hong_Kong', '2026-12-24 09:00:00'],
	['2026-W52-4T09:00', 'Asia/Hong_Kong', '2026-12-24 09:00:00'],
	['2026-358', 'Asia/Hong_Kong', '2026-12-24 00:00:00'],
	['2026-12-24T24:00', 'Asia/Hong_Kong', '2026-12-25 00:00:00'],
	['2026-12-24t09:00', 'UTC', '2026-12-24 09:00:00'],
])('a time without an offset stays what it is: %s in %s', (entered, zone, expected) => {
	expect(toSendAt(entered, zone)).toBe(expected);
});

test.each([
	['2026-12-24T01:00:00.000Z', 'Asia/Hong_Kong', '2026-12-24 09:00:00'],
	['2026-12-24T09:00:00.000+08:00', 'America/New_York', '2026-12-23 20:00:00'],
	['2026-12-24 01:00:00 +00:00', 'Asia/Hong_Kong', '2026-12-24 09:00:00'],
	['2026-12-24T10:00:00+09:00[Asia/Tokyo]', 'Asia/Hong_Kong', '2026-12-24 09:00:00'],
	['2026-07-01T07:00Z', 'Europe/Berlin', '2026-07-01 09:00:00'],
	['2026-12-01T07:00Z', 'Europe/Berlin', '2026-12-01 08:00:00'],
])(
	'a time with an offset is told as a clock in the zone shows it: %s in %s',
	(entered, zone, expected) => {
		expect(toSendAt(entered, zone)).toBe(expected);
	},
);

test('a time that daylight saving skips becomes the time that clocks show instead', () => {
	expect(toSendAt('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29 03:30:00');
});

test.each([
	...['tomorrow', '09:00', '2026', '2026-12', '24.12.2026', '12/24/2026', '1/2/26'],
	...['2026-02-30', '2026-13-01', '2026-12-24T25:00', '2026-12-24T09:00 EST', '2026-00-10'],
	...['1798102800', '1798102800000', '2026-12-24T09:00 (noon)'],
])("'%s' is no time that can be read", (entered) => {
	expect(() => toSendAt(entered, 'Asia/Hong_Kong')).toThrow(
		`'Send At' is '${entered}', which cannot be read as a date and time`,
	);
});

test.each(['HK', 'Mars/Olympus', 'local'])("'%s' is no time zone", (zone) => {
	expect(() => toSendAt('2026-12-24', zone)).toThrow(
		`'Time Zone' is '${zone}', which is not the name of a time zone`,
	);
});
