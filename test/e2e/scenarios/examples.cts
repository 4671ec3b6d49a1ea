import { deepEqual, equal, match } from 'node:assert/strict';
import { awaitExecutions, finishedExecution, outputOf } from '../../n8n/executionsApi.cts';
import { activateWorkflow, runWorkflow } from '../../n8n/workflowsApi.cts';
import { importExample, post } from '../exampleWorkflows.cts';
import type { Scenario } from '../scenario.cts';
import { arrivedAt } from '../workflows.cts';

function deal(id: number | undefined, stage: string): object {
	const contact = { name: 'Maria', phone: '+852 6123 4567' };
	return { deal: { id, stage, title: 'Two chairs', contact } };
}

const crm: Scenario = {
	rule: 'Example: a CRM that calls twice for a deal, even at once, gets one message sent',
	prove: async (world) => {
		const workflow = await importExample(world, 'crm-deal-changed.json');
		await activateWorkflow(world.rest, workflow);
		const call = async (id: number | undefined, stage: string) =>
			equal((await post(world, '/webhook/crm-deal-changed', deal(id, stage))).status, 200);
		await call(7, 'negotiation');
		await call(7, 'won');
		await awaitExecutions(world.rest, workflow.id, 2);
		await call(7, 'won');
		await Promise.all([call(8, 'won'), call(8, 'won')]);
		await call(undefined, 'won');
		const executions = await awaitExecutions(world.rest, workflow.id, 6);
		deepEqual([...new Set(executions.map(({ status }) => status))], ['success']);
		const text = 'Hello Maria,\nthank you for your order "Two chairs". We start right away.';
		deepEqual(
			world.sandbox.messages.map((message) => message.text),
			[text, text],
		);
		const alreadySent = executions
			.flatMap((execution) => outputOf(execution, 'Thank the customer'))
			.filter(({ outcome }) => outcome === 'alreadySent')
			.map(({ deduplicationKey }) => deduplicationKey);
		deepEqual(alreadySent.sort(), ['deal-won-7', 'deal-won-8']);
	},
};

/** The details in a row of the report, for each answer to whether the message was sent. */
const DETAILS: Readonly<Record<string, RegExp>> = {
	yes: /^message \d+, sent$/,
	no: /^notSent: '(Contact Number|Text)'/,
	perhaps: /^uncertain: /,
};

const contacts: Scenario = {
	rule: 'Example: a list of contacts with bad ones in it reports who got the message',
	prove: async (world) => {
		const workflow = await importExample(world, 'contact-list-report.json');
		const lost = { kind: 'resetAfter', accept: true } as const;
		world.sandbox.misbehave({ fault: lost, identity: '442079460005' });
		const id = await runWorkflow(world.rest, workflow, 'Start');
		const execution = await finishedExecution(world.rest, id);
		equal(execution.status, 'success', String(execution.error?.message));
		deepEqual(arrivedAt(world).sort(), [
			'442079460001 Hi Ann, your table is booked for 7 pm.',
			'442079460003 Hi Chen, your table is booked for 9 pm.',
			'442079460005 Hi Emil, your table is booked for 6 pm.',
		]);
		const report = outputOf(execution, 'Report').map(({ name, sent }) => `${name} ${sent}`);
		deepEqual(report.sort(), ['Ann yes', 'Bob no', 'Chen yes', 'Dora no', 'Emil perhaps']);
		for (const { sent, details } of outputOf(execution, 'Report')) {
			match(String(details), DETAILS[String(sent)] ?? /^$/);
		}
	},
};

const order: Scenario = {
	rule: 'Example: an incoming order, reported twice, gets one sticker and one reply that quotes it',
	prove: async (world) => {
		await activateWorkflow(world.rest, await importExample(world, 'order-sticker-and-reply.json'));
		const report = async () =>
			await post(world, '/webhook/order-came-in', {
				contact: '85261112222',
				message_id: '9007199254740993',
				order: 'A-17',
				items: ['tea', 'two buns'],
			});
		equal((await report()).status, 200);
		equal((await report()).status, 200);
		deepEqual(
			world.sandbox.messages.map(({ identity, stickerId, text, quotedMessageId }) => ({
				identity,
				stickerId,
				text,
				quotedMessageId,
			})),
			[
				{ identity: '85261112222', stickerId: '66', text: undefined, quotedMessageId: undefined },
				{
					identity: '85261112222',
					stickerId: undefined,
					text: 'Got it: tea, two buns.\nYour order number is A-17.',
					quotedMessageId: '9007199254740993',
				},
			],
		);
	},
};

const reminder: Scenario = {
	rule: 'Example: who is refused a text gets the template, and the report tells who got which',
	prove: async (world) => {
		const workflow = await importExample(world, 'remind-inside-or-outside-session.json');
		const body = { meta: { code: 'RESP_NO', message: 'the session is closed' } };
		world.sandbox.misbehave({
			fault: { kind: 'status', status: 400, body },
			identity: '442079460002',
		});
		const id = await runWorkflow(world.rest, workflow, 'Start');
		const execution = await finishedExecution(world.rest, id);
		equal(execution.status, 'success', String(execution.error?.message));
		deepEqual(
			world.sandbox.messages.map(({ identity, text, templateName, variables }) => [
				identity,
				text ?? templateName,
				variables,
			]),
			[
				[
					'442079460001',
					'Hi Ann, see you on Monday. Just reply here if you need another day.',
					undefined,
				],
				['442079460002', 'reminder', { variable_1: 'Bob', variable_2: 'Tuesday' }],
			],
		);
		const report = outputOf(execution, 'Report').map(({ name, got }) => `${name} ${got}`);
		deepEqual(report.sort(), ['Ann text', 'Bob template', 'Chen nothing']);
	},
};

const labels: Scenario = {
	rule: 'Example: each row of a spreadsheet labels its contact, and the report tells which could not',
	prove: async (world) => {
		const workflow = await importExample(world, 'label-contacts-of-spreadsheet.json');
		const id = await runWorkflow(world.rest, workflow, 'Start');
		const execution = await finishedExecution(world.rest, id);
		equal(execution.status, 'success', String(execution.error?.message));
		deepEqual(
			outputOf(execution, 'Report').map(({ name, labelled, details }) => [name, labelled, details]),
			[
				['Ann', 'yes', 'Paid'],
				['Bob', 'yes', 'Pending Payment'],
				['Chen', 'no', 'The label could not be added: there is no label No such label [item 2]'],
			],
		);
	},
};

export const examples: readonly Scenario[] = [crm, contacts, order, reminder, labels];
