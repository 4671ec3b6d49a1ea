import type { INode } from 'n8n-workflow';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';
import type { SourceItem } from '../support/items.cts';
import type { LogLine } from '../support/logLines.cts';
import type { WorkflowRun } from '../support/runWorkflow.cts';
import { formsOf, tracesOf } from '../support/secretSearch.cts';
import { send } from '../support/send.cts';

// With signs that every encoding writes differently.
export const TOKEN = 'tok/7f4d 1c+=?&%9b>>>~';
export const SESSION_KEY = 'ses/2e5a é+=?&9b>>>~x';
export const OWN_KEY = 'own/c3d1 ü+=?&77aa>>>~';
export const SECRETS = [TOKEN, SESSION_KEY, OWN_KEY];

/** A sandbox that knows these secrets. */
export async function startSecretSandbox(): Promise<Sandbox> {
	const sessions = { sessionKey: SESSION_KEY, sessionKeys: [OWN_KEY] };
	return await startSandbox({ page: false, token: TOKEN, ...sessions });
}

export const credentialAt = (host: string) => ({ host, token: TOKEN, sessionKey: SESSION_KEY });

/** One item through the channel of the credential, one through its own. */
const reversed = [...OWN_KEY].reverse().join('');
const files = { data: { content: Buffer.alloc(200_000, 'x'), fileName: 'a.bin' } };
export const items: readonly SourceItem[] = [
	{ json: { identity: '20001', text: 'a', reversed: '' }, files },
	{ json: { identity: '20002', text: 'b', reversed }, files },
];
// The workflow and its items hold the key backwards, so that finding it anywhere is a leak.
export const OWN_KEY_OF_ITEM = "={{ [...$json.reversed].reverse().join('') }}";

/** A node that is tried again as a whole, and then fails. */
export const STOP: Partial<INode> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

interface Told {
	readonly run: WorkflowRun;
	readonly traces: Record<string, string>;
}

/** Sends the items to a server, and collects the logs, output and saved data of the run. */
export async function runAt(
	host: string,
	node: Partial<INode>,
	{ timeout = 5000, of = items }: { timeout?: number; of?: readonly SourceItem[] } = {},
): Promise<Told> {
	const log: LogLine[] = [];
	const options = { sessionKey: OWN_KEY_OF_ITEM, timeout, maxRetries: 0, maxConcurrency: 1 };
	const parameters = { attachment: 'binaryFile' };
	const credentials = { iSlashApi: credentialAt(host) };
	const run = await send({ host, parameters, options, node }, of, { credentials, log });
	return { run, traces: tracesOf(run, log) };
}

const STATUSES = [301, 307, 400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504];

/** Answers of a server that echoes the secrets wherever it can. */
export function echoes(secrets: readonly string[]): Array<[string, Fault]> {
	const echo = secrets.flatMap(formsOf).join(' | ');
	const meta = { message: `No: ${echo}`, code: `RESP ${echo}`, trace_id: `t-${echo}` };
	const headers = { 'retry-after': TOKEN, 'x-echo': TOKEN, location: `/?t=${TOKEN}` };
	const page = `<html><body>${echo}</body></html>`;
	const withoutId = {
		meta: { code: 'RESP_OKAY', message: echo },
		data: { message: { body: echo } },
	};
	return [
		...STATUSES.flatMap((status): Array<[string, Fault]> => [
			[`${status} with JSON`, { kind: 'status', status, headers, body: { meta } }],
			[`${status} with a page`, { kind: 'status', status, headers, body: page }],
		]),
		['200 that refuses', { kind: 'reply', headers, body: JSON.stringify({ meta }) }],
		['200 with a page', { kind: 'reply', headers, body: page }],
		['200 with broken JSON', { kind: 'reply', body: JSON.stringify({ meta }).slice(0, -1) }],
		['200 without an ID', { kind: 'reply', body: JSON.stringify(withoutId) }],
	];
}
