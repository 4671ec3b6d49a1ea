import { Container, Logger } from './n8nServices.cts';

/** One line of n8n's log, at any level from debug up, with its metadata as n8n prints it. */
export interface LogLine {
	readonly level: string;
	readonly message: string;
	readonly metadata: string;
}

const listeners = new Set<(line: LogLine) => void>();

const sink = {
	levels: {},
	log(level: string, message: string, metadata: object): void {
		if (listeners.size === 0) return;
		const line = { level, message, metadata: printable(metadata) };
		for (const listener of listeners) listener(line);
	},
	child: () => sink,
};

function printable(metadata: object): string {
	const seen = new Set<unknown>();
	return JSON.stringify(metadata, (_key, value: unknown) => {
		if (typeof value !== 'object' || value === null) return value;
		if (seen.has(value)) return '[seen above]';
		seen.add(value);
		return value;
	});
}

// n8n's own logger, so that errors are written out the way n8n does it; only the end is ours.
Object.assign(Container.get(Logger), { internalLogger: sink });

/** Calls `listener` for every line n8n logs in this process until the returned function is called. */
export function listenToLog(listener: (line: LogLine) => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
