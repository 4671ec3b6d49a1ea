const SHORTEST_SECRET = 4;

/**
 * Takes secrets out of a text that came from elsewhere, in the forms a server may echo them in.
 * Very short ones are left: no one would know a secret from a word.
 */
export function redact(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap(formsOf)
		.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}

function formsOf(secret: string): readonly string[] {
	const bytes = String.fromCharCode(...new TextEncoder().encode(secret));
	const base64 = btoa(bytes);
	return [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		base64,
		base64.replace(/=+$/, ''),
		base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
	];
}
