/** A file that can be read as often as needed, with a name and type that are safe in a part's header. */
export interface FormFile {
	readonly name: string;
	readonly type: string;
	/** Length in bytes, known before the first byte is read: the request's Content-Length needs it. */
	readonly size: number;
	/** Tells files with the same name and size apart. */
	readonly source: string;
	/** Starts reading from the beginning. */
	open(): AsyncIterable<Uint8Array>;
}

/** The fields of a form; `undefined` fields are left out. */
export type FormFields = Readonly<Record<string, string | FormFile | undefined>>;

/** A form that is about to be sent. */
export interface OpenForm {
	readonly data: FormData;
	/** Whether the file, if there is one, was read to its end. Only a few bytes follow it. */
	isRead(): boolean;
	/** Closes the file: after a broken upload, axios leaves it open. */
	close(): void;
}

/** Opens a form for one try. The file goes last, so that the form is read once the file is. */
export function openForm(fields: FormFields): OpenForm {
	const data = new FormData();
	let isRead = true;
	let close = () => {};
	const entries = Object.entries(fields);
	for (const [name, value] of entries) {
		if (typeof value === 'string') data.append(name, textPart(value));
	}
	for (const [name, value] of entries) {
		if (typeof value !== 'object') continue;
		isRead = false;
		const read = async function* () {
			const bytes = value.open()[Symbol.asyncIterator]();
			close = () => void bytes.return?.();
			yield* { [Symbol.asyncIterator]: () => bytes };
			isRead = true;
		};
		data.append(name, part(value.name, value.type, value.size, read));
	}
	return { data, isRead: () => isRead, close: () => close() };
}

/**
 * FormData rewrites the line ends of a string to CRLF, as the web standard demands. A file part with
 * an empty name is an ordinary field too, and arrives byte for byte:
 * https://html.spec.whatwg.org/#multipart-form-data
 */
function textPart(text: string): string | File {
	if (!/[\r\n]/.test(text)) return text;
	const bytes = new TextEncoder().encode(text);
	return part('', 'text/plain;charset=utf-8', bytes.byteLength, () => [bytes]);
}

/**
 * One part of the form. axios and fetch use only the name, type, size and stream() of a file. A File
 * with these four replaced streams its bytes only when they are read, and again for every try.
 */
function part(
	name: string,
	type: string,
	size: number,
	open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): File {
	return Object.defineProperties(new File([], ''), {
		name: { value: name },
		type: { value: type },
		size: { value: size },
		// The encoders only iterate over the stream, so any iterable will do.
		stream: { value: open },
	});
}
