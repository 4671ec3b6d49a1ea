import { once } from 'node:events';
import busboy from 'busboy';
import FormData from 'form-data';

export interface DecodedFile {
	readonly name: string;
	readonly type: string;
	readonly bytes: Buffer;
}

export interface DecodedForm {
	/** Name and value of every field, in the order of arrival. */
	readonly fields: ReadonlyArray<readonly [name: string, value: string]>;
	/** By the name of the field they came in. */
	readonly files: ReadonlyArray<readonly [field: string, file: DecodedFile]>;
	/** The header `Content-Type` of the file's part, byte for byte: the parser keeps only a part of it. */
	readonly fileTypeHeaders: readonly string[];
}

/** Reads a multipart body with busboy, which is neither encoder's parser. */
export async function decode(contentType: string, body: Buffer): Promise<DecodedForm> {
	const fields: Array<[string, string]> = [];
	const files: Array<[string, DecodedFile]> = [];
	const parser = busboy({
		headers: { 'content-type': contentType },
		// Without these it cuts folders off a name and reads it as Latin-1.
		preservePath: true,
		defParamCharset: 'utf8',
		limits: { fieldSize: Infinity },
	});
	parser.on('field', (name, value) => fields.push([name, value]));
	parser.on('file', (field, stream, { filename, mimeType }) => {
		const chunks: Buffer[] = [];
		stream.on('data', (chunk: Buffer) => chunks.push(chunk));
		stream.on('end', () => {
			const bytes = Buffer.concat(chunks);
			files.push([field, { name: filename ?? '', type: mimeType, bytes }]);
		});
	});
	const closed = once(parser, 'close');
	parser.end(body);
	await closed;
	return { fields, files, fileTypeHeaders: fileTypeHeaders(contentType, body) };
}

const NAME_OF_TYPE = 'Content-Type: ';

function fileTypeHeaders(contentType: string, body: Buffer): string[] {
	const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
	const found: string[] = [];
	const opening = `--${boundary}\r\n`;
	for (let at = body.indexOf(opening); at !== -1; at = body.indexOf(opening, at + 1)) {
		const header = body.subarray(at, body.indexOf('\r\n\r\n', at)).toString();
		if (!header.includes('; filename=')) continue;
		// By CRLF alone: a regular expression takes U+2028 for the end of a line, HTTP does not.
		const line = header.split('\r\n').find((text) => text.startsWith(NAME_OF_TYPE));
		found.push(line?.slice(NAME_OF_TYPE.length) ?? 'none');
	}
	return found;
}

/** A message as the test wants it to arrive: its fields, and its file if it has one. */
export interface PlainForm {
	readonly fields: ReadonlyArray<readonly [name: string, value: string]>;
	readonly file?: DecodedFile;
}

/** The same message encoded by the `form-data` package. */
export function encodeForReference({ fields, file }: PlainForm): {
	contentType: string;
	contentLength: number;
	body: Buffer;
} {
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	if (file) form.append('file', file.bytes, { filename: file.name, contentType: file.type });
	return {
		contentType: form.getHeaders()['content-type'] ?? '',
		contentLength: form.getLengthSync(),
		body: form.getBuffer(),
	};
}
