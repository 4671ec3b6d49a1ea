import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { saveCredential, testCredential, type Credential } from '../../n8n/credentialsApi.cts';
import { outputOf } from '../../n8n/executionsApi.cts';
import { freePort } from '../../n8n/freePort.cts';
import type { Fault } from '../../sandbox/server.cts';
import type { Scenario } from '../scenario.cts';
import { run, workflowOf } from '../workflows.cts';
import { sandboxCredential } from '../../n8n/sandboxCredential.cts';
import type { World } from '../world.cts';

async function tryOut(world: World, changes: Readonly<Record<string, string>>) {
	const usual = sandboxCredential(world.sandbox);
	const data = { ...usual.data, ...changes };
	const credential: Credential = { ...usual, name: 'Tried out', data };
	const reference = await saveCredential(world.rest, credential);
	return await testCredential(world.rest, { ...credential, ...reference });
}

const error = (message: string) => ({ status: 'Error', message });

const good: Scenario = {
	rule: 'A good credential passes its test, which asks for the stickers and sends no message',
	prove: async (world) => {
		deepEqual(await tryOut(world, {}), { status: 'OK', message: 'Connection successful!' });
		deepEqual(
			world.sandbox.requests.map(({ method, path }) => `${method} ${path}`),
			['GET /api/public/sticker?session=sandbox-session-9b2e5a'],
		);
	},
};

const REFUSES = error("iSlash refuses the request. Check the 'User Token' and the 'Session Key'.");

const refused: Scenario = {
	rule: 'Credential: a wrong token and a wrong session key are told as refused by iSlash',
	prove: async (world) => {
		deepEqual(await tryOut(world, { token: 'wrong' }), REFUSES);
		deepEqual(await tryOut(world, { sessionKey: 'wrong' }), REFUSES);
	},
};

const NOT_ISLASH = error(
	"The 'API Endpoint' answers, but not like iSlash. Check that it is the host name of your iSlash platform, that no proxy or login page answers in its place, and that the 'User Token' is right.",
);

const notIslash: Scenario = {
	rule: 'Credential: a host that is not iSlash, leads elsewhere or has a login in front is told so',
	prove: async (world) => {
		const faults: readonly Fault[] = [
			{ kind: 'status', status: 200, body: '<html><body>Welcome</body></html>' },
			{ kind: 'status', status: 401, body: 'Unauthorized' },
			{ kind: 'redirect', status: 302, location: `${world.sandbox.url}/elsewhere` },
		];
		for (const fault of faults) {
			world.sandbox.misbehave({ path: '/sticker', fault });
			deepEqual(await tryOut(world, {}), NOT_ISLASH, JSON.stringify(fault));
		}
		equal(world.sandbox.requests.length, 3, 'the redirect is not followed');
	},
};

/** n8n 2 shows the code of the network, n8n 1.123 describes it in words. */
const UNREACHABLE = {
	newest: { refused: /^ECONNREFUSED$/, unknown: /^(?:ENOTFOUND|EAI_AGAIN)$/ },
	oldest: {
		refused: /^The service refused the connection - perhaps it is offline$/,
		unknown:
			/^(?:The connection cannot be established, this usually occurs due to an incorrect host \(domain\) value|The DNS server returned an error, perhaps the server is offline)$/,
	},
} as const;

/**
 * A host that takes the connection and stays silent is not tried: n8n waits 300 seconds for it,
 * whatever the credential type says, and then tells ECONNABORTED.
 */
const unreachable: Scenario = {
	rule: 'Credential: a host that does not exist or refuses the connection is told by the reason',
	prove: async (world) => {
		const told = UNREACHABLE[world.host.name];
		const refusing = await tryOut(world, { host: `http://127.0.0.1:${await freePort()}` });
		equal(refusing.status, 'Error');
		match(refusing.message, told.refused);
		const missing = await tryOut(world, { host: 'nobody.invalid' });
		equal(missing.status, 'Error');
		match(missing.message, told.unknown);
	},
};

const UNENCRYPTED =
	/^Domain not allowed: .* Only the following domains are allowed: addresses that start with https:\/\/ \(http:\/\/ would send the 'User Token' unencrypted\)$/;

const plainHttp: Scenario = {
	rule: 'Credential: plain http to another machine is refused with the reason, before a secret leaves',
	prove: async (world) => {
		// It leads to the sandbox, which would receive the token, but is no name of this machine alone.
		const everyAddress = world.sandbox.url.replace('127.0.0.1', '0.0.0.0');
		for (const host of ['http://islash.example.com', everyAddress]) {
			const { status, message } = await tryOut(world, { host });
			equal(status, 'Error');
			match(message, UNENCRYPTED);
			ok(!message.includes('sandbox-session-9b2e5a'), 'the message tells no session key');
		}
		deepEqual(world.sandbox.requests, []);
	},
};

const httpRequestNode: Scenario = {
	rule: 'The HTTP Request node can use the credential',
	prove: async (world) => {
		const { execution } = await run(
			world,
			workflowOf('HTTP Request', [{}], {
				name: 'Stickers',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				credentials: { iSlashApi: world.credential },
				parameters: {
					url: `${world.sandbox.url}/api/public/sticker`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'iSlashApi',
					sendQuery: true,
					queryParameters: { parameters: [{ name: 'session', value: 'sandbox-session-9b2e5a' }] },
				},
			}),
		);
		equal(execution.status, 'success', String(execution.error?.message));
		const [answer] = outputOf(execution, 'Stickers');
		ok(Array.isArray((answer?.data as { stickers?: unknown } | undefined)?.stickers));
		equal(world.sandbox.requests[0]?.headers['x-user-token'], 'sandbox-token-4f7d1c');
	},
};

export const credentials: readonly Scenario[] = [
	good,
	refused,
	notIslash,
	unreachable,
	plainHttp,
	httpRequestNode,
];
