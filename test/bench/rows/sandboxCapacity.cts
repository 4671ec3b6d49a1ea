import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import FormData from 'form-data';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../../sandbox/server.cts';
import { atLeast, type Finding } from '../row.cts';
import type { Measurement, Stage } from '../stage.cts';
import { inRounds, median, medianRatio } from '../statistics.cts';

const AT_ONCE = 5;

/** How many text messages the sandbox accepts from a client that only sends. */
export const sandboxCapacity: Measurement = {
	name: 'sandbox capacity',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const count = scale.textMessages;
		const measure = async (sender: 'node' | 'raw'): Promise<number> => {
			if (sender === 'node') return (await n8n.run('iSlash', { count })).nodeMs;
			await n8n.sandbox.reset();
			return await send(n8n.sandbox.url, count);
		};
		await inRounds(['node', 'raw'], 1, measure);
		const times = await inRounds(['node', 'raw'], scale.rounds, measure);
		const perSecond = (ms: number) => Math.round((count / ms) * 1000);
		return {
			rows: [
				{
					what: 'text messages per second the sandbox takes, a connection for each',
					against: 'what the node sends, so that the sandbox is not what limits it',
					measured: medianRatio(times.node, times.raw),
					unit: 'ratio',
					goal: atLeast(1.5),
					details: `${perSecond(median(times.raw))} per second against ${perSecond(median(times.node))}`,
				},
			],
		};
	},
};

/** Sends bytes that are made once, as fast as Node can. */
async function send(url: string, count: number): Promise<number> {
	const form = new FormData();
	form.append('session', SANDBOX_SESSION_KEY);
	form.append('identity', '85256872847');
	form.append('text', 'Your order is on its way');
	const body = form.getBuffer();
	const options = {
		method: 'POST',
		agent: false as const,
		headers: {
			...form.getHeaders(),
			'x-user-token': SANDBOX_TOKEN,
			'content-length': body.length,
			connection: 'close',
		},
	};
	let left = count;
	const loop = async () => {
		while (left-- > 0) {
			const sending = request(`${url}/api/public/send-session-message`, options).end(body);
			const [answer] = (await once(sending, 'response')) as [IncomingMessage];
			if (answer.statusCode !== 200) throw new Error(`The sandbox said ${answer.statusCode}`);
			await once(answer.resume(), 'end');
		}
	};
	const start = performance.now();
	await Promise.all(Array.from({ length: AT_ONCE }, loop));
	return performance.now() - start;
}
