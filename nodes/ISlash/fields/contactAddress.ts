import { InvalidInput } from '../errors/invalidInput';

/** WhatsApp addresses that are not the phone number of one person, by the part after the @. */
const NOT_A_PERSON: Readonly<Record<string, readonly [string, string]>> = {
	'g.us': ['which is a group', 'Enter the number of one contact, such as the sender.'],
	lid: [
		'which is a hidden WhatsApp ID and not a phone number',
		'Use the field with the phone number of the same person, often senderPn or remoteJidAlt.',
	],
	broadcast: [
		'which is a broadcast list or a status',
		'Enter the number of one contact, such as the sender.',
	],
	newsletter: ['which is a channel', 'Enter the number of one contact.'],
};

/**
 * Takes the number out of the forms in which other triggers and links give it:
 * `whatsapp:+85256872847`, `tel:+85256872847`, `85256872847@s.whatsapp.net`, `85256872847@c.us`.
 * Anything else stays as it is, for the caller to refuse.
 *
 * @param entered without invisible marks
 * @throws InvalidInput for a WhatsApp address that is not the phone number of a person
 */
export function toTypedNumber(entered: string): string {
	const plain = toHalfWidth(entered).replace(/^(?:whatsapp|tel):/i, '');
	const [, user = plain, server] = /^([^@]*)@([a-z.]+)\s*$/i.exec(plain) ?? [];
	const reason = server && NOT_A_PERSON[server.toLowerCase()];
	if (reason) {
		const [why, remedy] = reason;
		throw new InvalidInput('Contact Number', `is '${entered.slice(0, 60)}', ${why}`, remedy);
	}
	if (!/^(?:s\.whatsapp\.net|c\.us)$/i.test(server ?? '')) return plain.trim();
	return withoutDevice(user).trim();
}

/**
 * In 85256872847:12@s.whatsapp.net, 12 is the device the person wrote with; it is the same contact on
 * all devices. Only programs write this form, so the number must consist of digits.
 */
function withoutDevice(user: string): string {
	return user.replace(/^(\d+):\d{1,3}$/, '$1');
}

/**
 * Chinese and Japanese keyboards write digits, brackets and + at full width; each has one ordinary
 * form. Digits of other scripts are not converted: right-to-left text can change their order.
 */
function toHalfWidth(entered: string): string {
	return entered.replace(/[\uff01-\uff5e]/g, (character) =>
		String.fromCharCode(character.charCodeAt(0) - 0xfee0),
	);
}
