import { inspect } from 'node:util';
import { NODE_NAME, type WorkflowRun } from './runWorkflow.cts';
import type { LogLine } from './logLines.cts';
import { saveExecution } from './savedExecution.cts';

/** A secret as it is, as it may stand in an address, and in both alphabets of Base64. */
export function formsOf(secret: string): readonly string[] {
	const base64 = Buffer.from(secret).toString('base64');
	const encoded = encodeURIComponent(secret);
	const inQuery = new URLSearchParams([['', secret]]).toString().slice(1);
	return [
		secret,
		encoded,
		inQuery,
		encoded.replace(/%../g, (code) => code.toLowerCase()),
		base64,
		base64.replace(/=+$/, ''),
		Buffer.from(secret).toString('base64url'),
	];
}

/** All there is in a value: own, nested and hidden properties, causes and stacks. */
export function everythingIn(value: unknown): string {
	return inspect(value, {
		depth: Infinity,
		showHidden: true,
		getters: true,
		maxStringLength: Infinity,
		maxArrayLength: Infinity,
	});
}

/** All a run of the node leaves behind, by place. */
export function tracesOf(run: WorkflowRun, log: readonly LogLine[]): Record<string, string> {
	return {
		error: everythingIn([run.error(), run.error(NODE_NAME)]),
		output: everythingIn(run.outputs(NODE_NAME)),
		log: log.map(({ message, metadata }) => `${message} ${metadata}`).join('\n'),
		saved: saveExecution(run.runExecutionData),
	};
}

/** Where a secret can be read, and in which form. */
export function leaksOf(
	secrets: readonly string[],
	traces: Readonly<Record<string, string>>,
): readonly string[] {
	return Object.entries(traces).flatMap(([place, text]) =>
		secrets
			.flatMap(formsOf)
			.filter((form) => text.includes(form))
			.map((form) => `${place}: ${form}`),
	);
}
