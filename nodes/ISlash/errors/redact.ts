const SHORTEST_SECRET = 4;

/**
 * Takes secrets out of a text that came from elsewhere, in the forms a server may echo them in.
 * Very short ones are left: no one would know a secret from a word.
 */
export function redact(text: string, secrets: readonly string[]): string {
	// Pasted with a blank or line break around it, a secret comes back without.
	const forms = secrets
		.flatMap((secret) => [secret, secret.trim()])
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap(formsOf);
	// A short one that is part of a long one would leave the rest of that one readable.
	const longestFirst = [...forms].sort((one, other) => other.length - one.length);
	return longestFirst.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}

function formsOf(secret: string): readonly string[] {
	const bytes = String.fromCharCode(...new TextEncoder().encode(secret));
	const base64 = btoa(bytes);
	const encoded = [
		encodeURIComponent(secret),
		new URLSearchParams([['', secret]]).toString().slice(1),
	];
	return [
		secret,
		...encoded,
		// Some servers write the digits of %2F in lower case.
		...encoded.map((text) => text.replace(/%../g, (code) => code.toLowerCase())),
		JSON.stringify(secret).slice(1, -1),
		base64,
		base64.replace(/=+$/, ''),
		base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
	];
}
