import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { send } from '../support/send.cts';

/** What arrives at iSlash of a contact number, in all the ways in which people write one. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** Sends one message to a contact, and looks at the contacts that the server received. */
async function sendTo(identity: string, options: INodeParameters = {}) {
	const parameters = { identity, text: 'Hello' };
	const run = await send({ host: sandbox.url, parameters, options }, [{ json: {} }]);
	return { said: run.error()?.message, arrived: sandbox.requests.map(({ fields }) => fields) };
}

describe('a contact number arrives in digits, though it is typed with', () => {
	test.each([
		['a plus', '+85256872847', '85256872847'],
		['a wide plus', '＋85256872847', '85256872847'],
		['two zeros', '0085256872847', '85256872847'],
		['two zeros apart', '00 852 5687 2847', '85256872847'],
		['a plus and two zeros', '+0085256872847', '85256872847'],
		['spaces', ' +852 5687 2847 ', '85256872847'],
		['no-break spaces', '+852\u00a05687\u202f2847', '85256872847'],
		['brackets', '+(852) [5687] {2847}', '85256872847'],
		['dots', '852.5687.2847', '85256872847'],
		['dashes', '852-5687-2847', '85256872847'],
		['typographic dashes', '852\u20115687\u20132847', '85256872847'],
		['marks for the direction of writing', '\u202a+85256872847\u202c\u200f', '85256872847'],
		['a mark before its plus', '\u200e+852 5687 2847', '85256872847'],
		['marks of no width', '852\u200b5687\u20602847\ufeff', '85256872847'],
		['zeros that belong to it', '39 06 00 6982', '3906006982'],
	])('%s', async (_, typed, identity) => {
		const { said, arrived } = await sendTo(typed);
		expect(said).toBeUndefined();
		expect(arrived).toMatchObject([{ identity }]);
	});
});

describe('a contact number that could be another one does not go out: one with', () => {
	test.each([
		['letters', '852 CALL ME', 'which is not a number of 5 to 20 digits'],
		['digits of another script', '٨٥٢٥٦٨٧٢', 'which is not a number of 5 to 20 digits'],
		['four digits', '8525', 'which is not a number of 5 to 20 digits'],
		['21 digits', '852568728470000000000', 'which is not a number of 5 to 20 digits'],
		['a plus in between', '852+56872847', 'which is not a number of 5 to 20 digits'],
		['a zero in brackets', '+44 (0) 20 7946 0000', 'where (0) is not dialed from abroad'],
		['another beside it', '85256872847 85256872848', 'which looks like two numbers'],
		['another below it', '85256872847\n85256872848', 'which has more than one line'],
		['a minus', '-85256872847', 'which is a negative number'],
		['decimals', '85256872847.0', 'which is a number with decimals'],
	])('%s', async (_, typed, why) => {
		const { said, arrived } = await sendTo(typed);
		expect(said).toBe(`'Contact Number' is '${typed}', ${why} [item 0]`);
		expect(arrived).toEqual([]);
	});
});

test('a contact arrives as it is when it is not to be formatted', async () => {
	const { arrived } = await sendTo(' +852 (5687)\u00a02847', { formatIdentity: false });
	expect(arrived).toMatchObject([{ identity: ' +852 (5687)\u00a02847' }]);
});
