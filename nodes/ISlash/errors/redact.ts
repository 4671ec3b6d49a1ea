const SHORTEST_SECRET = 4;

/**
 * Removes secrets from a text, in all forms in which a server may echo them. Very short secrets stay:
 * they cannot be told from words.
 */
export function redact(text: string, secrets: readonly string[]): string {
	// A secret may be pasted with blanks or line breaks around it, and come back without them.
	const forms = secrets
		.flatMap((secret) => [secret, secret.trim()])
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap(formsOf);
	// If a secret is part of a longer one, replacing it first would leave the rest readable.
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
