import type { IExecuteFunctions } from 'n8n-workflow';
import { run } from '../../nodes/ISlash/operations/run';
import { StepByStep, World } from '../support/stepByStep.cts';

/**
 * Whatever n8n, its store or the network throws, at any step: messages in flight are
 * awaited, none is sent twice, and unsent messages are sent with their keys at the next try.
 */

const steps = new StepByStep();
const actualSleep = jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow').sleep;
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => await mockSleep(ms),
}));
const mockSleep = async (ms: number) => await steps.take(async () => await actualSleep(ms));

const ONCE_EACH = { 'a text': 1, 'a file': 1, 'another text': 1 };

async function runTo(context: IExecuteFunctions): Promise<void> {
	await run(context).catch(() => {});
	expect(steps.inFlight).toBe(0);
}

async function countSteps(): Promise<number> {
	const world = new World(steps, 'counting');
	steps.throwAt(undefined);
	await runTo(world.context());
	expect(world.accepted).toEqual(ONCE_EACH);
	return steps.taken;
}

test('there are steps to throw at, of every kind', async () => {
	await countSteps();
	expect(new Set(steps.names)).toEqual(
		new Set([
			'getCredentials',
			'getBinaryMetadata',
			'getBinaryStream',
			'checkProcessedAndRecord',
			'getProcessedDataCount',
			'clearAllProcessedItems',
			'httpRequest',
			'sleep',
		]),
	);
});

test.each(['before', 'after'] as const)(
	'a throw %s each step in turn leaves nothing hanging',
	async (moment) => {
		const count = await countSteps();
		for (let step = 1; step <= count; step++) {
			const world = new World(steps, `${moment} ${step}`);
			steps.throwAt(step, moment);
			await runTo(world.context());
			steps.throwAt(undefined);
			// Retry of the execution, and then another execution with the same keys.
			await runTo(world.context());
			expect([step, Math.max(...Object.values(world.accepted))]).toEqual([step, 1]);
			world.beginAnew();
			await runTo(world.context());
			expect([step, world.accepted]).toEqual([step, ONCE_EACH]);
		}
	},
	60_000,
);
