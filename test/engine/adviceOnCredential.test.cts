import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Sandbox,
} from '../sandbox/server.cts';
import { acceptAnyCertificate } from '../support/anyCertificate.cts';
import {
	startBreakingServer,
	type BreakingServer,
	type Conduct,
} from '../support/breakingServer.cts';
import { loadOptions, searchList } from '../support/searchList.cts';
import { message, send } from '../support/send.cts';

/** Who follows the advice on the credential gets the message or the list. */

let sandbox: Sandbox;
let wrong: BreakingServer | undefined;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(async () => {
	await wrong?.close();
	wrong = undefined;
	sandbox.reset();
});
afterAll(async () => await sandbox.close());

const good = (): ICredentialDataDecryptedObject => ({
	host: sandbox.url,
	token: SANDBOX_TOKEN,
	sessionKey: SANDBOX_SESSION_KEY,
});

type Values = Record<string, string>;

const answering = (head: string): Conduct => ({
	at: 'end',
	then: (socket) => socket.end(`HTTP/1.1 ${head}\r\nConnection: close\r\n\r\n`),
});

/** Starts a server that does this, for an 'API Endpoint' that is not iSlash. */
async function at(conduct: Conduct): Promise<Values> {
	wrong = await startBreakingServer(conduct);
	return { host: wrong.host };
}

/** The address of a server that is gone. */
async function nobody(): Promise<Values> {
	const values = await at(answering('200 OK'));
	await wrong?.close();
	wrong = undefined;
	return values;
}

const TWO = [message('20001', 'm0'), message('20002', 'm1')];
const received = () => sandbox.messages.map(({ identity, text }) => `${identity} ${text}`);

const ENTER_TOKEN =
	"Open the iSlash API credential, enter the 'User Token' again and check that it may use this 'Session Key'.";
const CHECK_ENDPOINT = "Open the iSlash API credential and check the 'API Endpoint'.";
const ENTER_HOST =
	"If you trust that host, open the iSlash API credential and enter it as 'API Endpoint'.";
const RETRY = 'retry the execution: messages that were already sent are not sent again.';
const CHECK_HOST =
	"Check the 'API Endpoint' in the iSlash API credential, or ask whoever runs the host.";
const REACH =
	"Check the 'API Endpoint' in the iSlash API credential, and whether this n8n can reach it.";

type Cause = readonly [string, () => Promise<Values>, advice: string, ofMessages: string];

const CAUSES: readonly Cause[] = [
	['a token that is not valid', async () => ({ token: 'old' }), ENTER_TOKEN, ` Then ${RETRY}`],
	['a host without iSlash', () => at(answering('404 Not Found')), CHECK_ENDPOINT, ` Then ${RETRY}`],
	[
		'a host that redirects',
		() => at(answering(`307 Temporary Redirect\r\nLocation: ${sandbox.url}/api/public/x`)),
		ENTER_HOST,
		` Then ${RETRY}`,
	],
	[
		'a host without a valid certificate',
		() => at({ tls: true, at: 'end', then: 'reset' }),
		CHECK_HOST,
		` Then ${RETRY}`,
	],
	['a host that is gone', nobody, REACH, ''],
];

describe.each(CAUSES)('with %s in the credential', (_, badValues, advice, ofMessages) => {
	test('messages arrive once after the correction', async () => {
		const credential = { ...good(), ...(await badValues()) };
		const options = { host: '', options: { maxConcurrency: 1 } };
		const failed = await send(options, TWO, { credentials: { iSlashApi: credential } });
		expect(failed.error()?.description).toContain(`${advice}${ofMessages}`);
		if (ofMessages === '') expect(failed.error()?.description).toContain(`R${RETRY.slice(1)}`);
		const { runExecutionData } = failed;
		const credentials = { iSlashApi: good() };
		const retried = await send(options, TWO, { credentials, runExecutionData });
		expect(retried.error()).toBeUndefined();
		expect(received()).toEqual(['20001 m0', '20002 m1']);
	});

	test('lists load after the correction', async () => {
		const credential = { ...good(), ...(await badValues()) };
		const search = { method: 'searchStickers' };
		await expect(searchList({ ...search, credential })).rejects.toMatchObject({
			description: expect.stringContaining(advice) as string,
		});
		expect((await searchList({ ...search, credential: good() })).results).toHaveLength(8);
	});
});

test('answers that are not of iSlash: after the correction messages that are sent again arrive', async () => {
	const { host = '' } = await at(answering('200 OK'));
	const failed = await send({ host }, TWO.slice(1));
	expect(failed.error()?.description).toContain(
		"If this happens with every message, check the 'API Endpoint' in the iSlash API credential.",
	);
	const options = { whenUncertain: 'sendAgain' };
	const { runExecutionData } = failed;
	await send({ host: sandbox.url, options }, TWO.slice(1), { runExecutionData });
	expect(received()).toEqual(['20002 m1']);
});

const OPEN = 'Open the iSlash API credential and';

test.each<[string, Values, string]>([
	['no API Endpoint', { host: '' }, `${OPEN} enter the host name only, such as api.example.com.`],
	['no User Token', { token: '' }, `${OPEN} fill it in.`],
	['no Session Key', { sessionKey: ' ' }, `${OPEN} fill it in.`],
	[
		'a User Token with a line break',
		{ token: `${SANDBOX_TOKEN.slice(0, 5)}\n${SANDBOX_TOKEN.slice(5)}` },
		`${OPEN} paste the token again, without anything around it.`,
	],
])('%s: with the right value messages arrive and lists load', async (_, values, advice) => {
	const credential = { ...good(), ...values };
	const failed = await send({ host: '' }, TWO, { credentials: { iSlashApi: credential } });
	expect(failed.error()?.description).toContain(advice);
	await expect(loadOptions({ method: 'getLabels', credential })).rejects.toMatchObject({
		description: advice,
	});
	expect(sandbox.requests).toEqual([]);
	await send({ host: '' }, TWO, { credentials: { iSlashApi: good() } });
	expect(received()).toEqual(['20001 m0', '20002 m1']);
	expect(await loadOptions({ method: 'getLabels', credential: good() })).toHaveLength(3);
});

test('no credential: with one messages arrive', async () => {
	const failed = await send({ host: '' }, TWO, { credentials: {} });
	expect(failed.error()?.description).toContain(
		'Check the credential and the expressions of this node.',
	);
	await send({ host: sandbox.url }, TWO);
	expect(received()).toEqual(['20001 m0', '20002 m1']);
});

test('a credential that n8n cannot read: with another one lists load', async () => {
	const list = { method: 'getLabels' };
	await expect(loadOptions({ ...list, credential: undefined as never })).rejects.toMatchObject({
		description: 'Choose an iSlash API credential, or open it and save it again.',
	});
	expect(await loadOptions({ ...list, credential: good() })).toHaveLength(3);
});

describe('an API Endpoint that would send the token unencrypted', () => {
	let restore = () => {};
	beforeAll(() => {
		restore = acceptAnyCertificate();
	});
	afterAll(() => restore());

	const START =
		"Open the iSlash API credential and start the 'API Endpoint' with https://, or enter the host name only.";

	test.each(['https://', ''])('with %j before the host name a message arrives', async (scheme) => {
		const answer = JSON.stringify({ meta: { code: 'RESP_OKAY' }, data: { message: { id: 1 } } });
		const head = `200 OK\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`;
		const { host = '' } = await at({
			tls: true,
			at: 'end',
			then: (socket) => socket.end(`HTTP/1.1 ${head}`),
		});
		const failed = await send({ host: 'http://islash.test' }, TWO.slice(1));
		expect(failed.error()?.description).toContain(START);
		const sent = await send({ host: host.replace('https://', scheme) }, TWO.slice(1));
		expect(sent.error()).toBeUndefined();
		expect(wrong?.received).toEqual([expect.stringContaining('20002')]);
	});
});
