import { equal, match, ok } from 'node:assert/strict';
import { saveCredential, testCredential, type Credential } from '../../n8n/credentialsApi.cts';
import { outputOf } from '../../n8n/executionsApi.cts';
import { freePort } from '../../n8n/freePort.cts';
import type { Scenario } from '../scenario.cts';
import { run, workflowOf } from '../workflows.cts';
import { sandboxCredential, type World } from '../world.cts';

async function tryOut(world: World, changes: Record<string, string>, name = 'Tried out') {
	const usual = sandboxCredential(world.sandbox);
	const credential: Credential = { ...usual, name, data: { ...usual.data, ...changes } };
	const reference = await saveCredential(world.rest, credential);
	return await testCredential(world.rest, { ...credential, ...reference });
}

const good: Scenario = {
	rule: 'A good credential passes its test',
	prove: async (world) => {
		const result = await tryOut(world, {});
		equal(result.status, 'OK', result.message);
		equal(world.sandbox.requests[0]?.path.startsWith('/api/public/sticker?'), true);
	},
};

const badToken: Scenario = {
	rule: 'A wrong token, a wrong session key and a wrong address fail the test of the credential',
	prove: async (world) => {
		const nobody = `http://127.0.0.1:${await freePort()}`;
		const changes: ReadonlyArray<Record<string, string>> = [
			{ token: 'wrong' },
			{ sessionKey: 'wrong' },
			{ host: nobody },
		];
		for (const change of changes) {
			const result = await tryOut(world, change);
			equal(result.status, 'Error', JSON.stringify(change));
			ok(result.message.length > 0);
		}
	},
};

const plainHttp: Scenario = {
	rule: 'The token is not sent over plain http to another machine',
	prove: async (world) => {
		const result = await tryOut(world, { host: 'http://islash.example.com' });
		equal(result.status, 'Error');
		match(result.message, /https|http:/i);
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

export const credentials: readonly Scenario[] = [good, badToken, plainHttp, httpRequestNode];
