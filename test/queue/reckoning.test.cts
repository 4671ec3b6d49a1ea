import type { ReceivedMessage } from '../sandbox/types.cts';
import { makeDeals } from './crm.cts';
import { describeUncertain, reckon } from './reckoning.cts';
import type { SavedOutcome } from './savedOutcomes.cts';

const DEALS = makeDeals('deal', 2);

function arrived(id: number, text: string): ReceivedMessage {
	const facts = { session: 'session', identity: '85210000000', startedAt: 0, finishedAt: 0 };
	return { id, sid: 'sid', text, ...facts };
}

const sent = (executionId: string, key: string, messageId: number): SavedOutcome => ({
	executionId,
	key,
	says: 'sent',
	messageId,
});
const brokenOff = (executionId: string, key: string): SavedOutcome => ({
	executionId,
	key,
	says: 'nothing',
	status: 'error',
});

const BOTH_SENT = [sent('1', 'deal-0', 501), sent('2', 'deal-1', 502)];
const BOTH_ARRIVED = [arrived(501, 'deal 0'), arrived(502, 'deal 1')];

describe('the reckoning', () => {
	test('is fine when every deal is called sent and arrived once', () => {
		expect(reckon(DEALS, BOTH_SENT, BOTH_ARRIVED)).toEqual({
			sent: 2,
			alreadySent: 0,
			twice: [],
			lost: [],
			unexplained: [],
			failed: [],
			uncertain: [],
		});
	});

	test('finds a message that arrived twice', () => {
		const { twice } = reckon(DEALS, BOTH_SENT, [...BOTH_ARRIVED, arrived(503, 'deal 1')]);
		expect(twice).toEqual(['deal 1']);
	});

	test('finds a message that is reported as sent but did not arrive', () => {
		const { lost } = reckon(DEALS, BOTH_SENT, [arrived(501, 'deal 0')]);
		expect(lost).toEqual(['deal-1: execution 2 calls it sent']);
	});

	test('finds a message nobody knows of', () => {
		const { unexplained } = reckon(DEALS, BOTH_SENT, [...BOTH_ARRIVED, arrived(503, 'deal 7')]);
		expect(unexplained).toEqual(['deal 7']);
	});

	test('names the deals that are uncertain because their execution broke off, arrived or not', () => {
		const saved = [brokenOff('1', 'deal-0'), brokenOff('2', 'deal-1')];
		const { uncertain, unexplained } = reckon(DEALS, saved, [arrived(501, 'deal 0')]);
		expect(uncertain.map(describeUncertain)).toEqual([
			'deal-0 (execution 1 broke off, saved as error): arrived',
			'deal-1 (execution 2 broke off, saved as error): did not arrive',
		]);
		expect(unexplained).toEqual([]);
	});

	test('names a deal that is missing although nothing broke off', () => {
		const { uncertain } = reckon(DEALS, [sent('1', 'deal-0', 501)], BOTH_ARRIVED);
		expect(uncertain).toMatchObject([{ key: 'deal-1', brokenOff: false, arrived: true }]);
	});
});
