import type { INodeParameters } from 'n8n-workflow';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Sandbox,
} from '../sandbox/server.cts';
import { askContacts, askedOf, SESSION } from '../support/askContacts.cts';
import { loadOptions } from '../support/searchList.cts';

/** Who follows the advice on a list or label gets the list, or the label on the contact. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const GET_ALL = { operation: 'getAll', returnAll: true };

/** What the node says, and the number of records once the advice was followed. */
async function follow(bad: INodeParameters, advice: string, good: INodeParameters) {
	const failed = await askContacts(sandbox.url, bad);
	expect(failed.error()?.description).toContain(advice);
	const followed = await askContacts(sandbox.url, good);
	expect(followed.error()).toBeUndefined();
	return followed.data('iSlash').length;
}

describe('a list that iSlash does not give', () => {
	test.each<[string, number, string]>([
		['limits requests', 429, 'Try again later.'],
		['is not available', 503, 'Try again later.'],
		['is down', 500, "Try again, or check the 'API Endpoint' and the 'Session Key'"],
	])('because it %s: the next try loads it', async (_, status, advice) => {
		const headers = { 'retry-after': '120' };
		sandbox.misbehave({ path: '/label', fault: { kind: 'status', status, headers } });
		const credential = { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY };
		const list = { method: 'getLabels', credential };
		await expect(loadOptions(list)).rejects.toMatchObject({
			description: expect.stringContaining(advice) as string,
		});
		expect(await loadOptions(list)).toHaveLength(3);
	});

	test("because of the 'Session Key' in Options: without it the list loads", async () => {
		const fault = { kind: 'status', status: 400, body: { meta: { code: 'RESP_NO' } } } as const;
		sandbox.misbehave({ path: '/customers', fault });
		const advice =
			"If it names nothing, check the 'Session Key' in Options or in the iSlash API credential.";
		const bad = { ...GET_ALL, options: { sessionKey: 'other' } };
		expect(await follow(bad, advice, GET_ALL)).toBe(70);
	});
});

describe('contacts by labels', () => {
	const NO_LABEL = 'Choose the labels from the list, or give the name or ID of each.';

	test.each([
		['chosen from the list', ['3']],
		['given by name', '={{ "Paid" }}'],
		['given by ID', '={{ 3 }}'],
	])('a label that does not exist: with one that is %s the contacts load', async (_, labels) => {
		const bad = { ...GET_ALL, labels: '={{ "Payed" }}' };
		expect(await follow(bad, NO_LABEL, { ...GET_ALL, labels })).toBe(35);
	});

	test.each([30, 7])(
		'pages that do not end: with the Limit %d the contacts load',
		async (limit) => {
			const contacts = Array.from({ length: 30 }, (_, id) => ({ id }));
			const data = { contacts, pagination: { 'has-more-page': true } };
			const body = JSON.stringify({ meta: { code: 'RESP_OKAY' }, data });
			sandbox.misbehave({ path: '/customers', fault: { kind: 'reply', body }, times: Infinity });
			const advice =
				"Until it is corrected, turn off 'Return All' and lower 'Limit' until the list loads.";
			const lowered = { ...GET_ALL, returnAll: false, limit };
			expect(await follow(GET_ALL, advice, lowered)).toBe(limit);
			// The default may still be too high.
			expect(await follow({ ...lowered, limit: 50 }, advice, lowered)).toBe(limit);
		},
	);
});

describe('a label of a contact', () => {
	const ADD = { operation: 'addLabel', identity: '85250000002' };
	const byName = (value: string) => ({ __rl: true, mode: 'text', value });
	const PICKED = { __rl: true, mode: 'list', value: 'Paid', cachedResultName: 'Paid' };
	const EMPTY =
		'Pick a label from the list or enter its name. If it is an expression, check that the field has a value for this item.';

	test.each<[string, string, string, object]>([
		['is empty, and is picked', '={{ $json.none }}', EMPTY, PICKED],
		['is empty, and is entered', ' ', EMPTY, byName('Paid')],
		['does not exist, as iSlash says', 'Payed', 'Correct what iSlash names.', byName('Paid')],
	])('that %s: the contact gets it', async (_, value, advice, label) => {
		const good = { ...ADD, label } as INodeParameters;
		expect(await follow({ ...ADD, label: byName(value) }, advice, good)).toBe(1);
		expect(askedOf(sandbox).at(-1)).toBe(
			`POST /api/public/chat-label?${SESSION}&identity=85250000002&label=Paid`,
		);
	});
});
