import autocannon from 'autocannon';
import FormData from 'form-data';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../../sandbox/server.cts';
import type { Finding } from '../row.cts';
import type { Measurement, Stage } from '../stage.cts';
import { median } from '../statistics.cts';

const AT_ONCE = 5;

/** How many text messages the sandbox takes from a client that does nothing but send. */
export const sandboxCapacity: Measurement = {
	name: 'sandbox capacity',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const amount = scale.textMessages;
		const times: number[] = [];
		const ours: number[] = [];
		for (let round = 0; round <= scale.rounds; round++) {
			ours.push((await n8n.run('iSlash', { count: amount })).nodeMs);
			await n8n.sandbox.reset();
			times.push(await send(n8n.sandbox.url, amount));
		}
		const [mine, raw] = [median(ours.slice(1)), median(times.slice(1))];
		return {
			rows: [
				{
					what: 'messages per second the sandbox can take, a connection for each as n8n has it',
					against: 'messages per second the node sends',
					measured: mine / raw,
					unit: 'ratio',
					details: `${Math.round((amount / raw) * 1000)} per second against ${Math.round((amount / mine) * 1000)}`,
				},
			],
		};
	},
};

/** @returns milliseconds */
async function send(url: string, amount: number): Promise<number> {
	const form = new FormData();
	form.append('session', SANDBOX_SESSION_KEY);
	form.append('identity', '85256872847');
	form.append('text', 'Your order is on its way');
	const start = performance.now();
	const result = await autocannon({
		url: `${url}/api/public/send-session-message`,
		method: 'POST',
		amount,
		connections: AT_ONCE,
		// A new connection after every answer.
		reconnectRate: 1,
		headers: { ...form.getHeaders(), 'x-user-token': SANDBOX_TOKEN },
		body: form.getBuffer(),
	});
	const took = performance.now() - start;
	if (result['2xx'] !== amount) throw new Error(`The sandbox took ${result['2xx']} of ${amount}`);
	return took;
}
