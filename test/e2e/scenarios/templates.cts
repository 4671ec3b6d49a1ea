import { deepEqual, equal } from 'node:assert/strict';
import { outputOf } from '../../n8n/executionsApi.cts';
import type { Scenario } from '../scenario.cts';
import { startModelServer } from '../modelServer.cts';
import { fileNode, run, SEND, sendNode, workflowOf } from '../workflows.cts';
import type { World } from '../world.cts';
import { versionsOf, write } from './agentVersions.cts';

const message = { resource: 'templateMessage', operation: 'send' };
const template = (value: string) => ({ __rl: true, mode: 'name', value });
const variables = (value: Readonly<Record<string, string>>) => ({
	mappingMode: 'defineBelow',
	value,
});

const arrived = ({ sandbox }: World) =>
	sandbox.messages.map(({ templateName, variables: values, sendAt, file }) => ({
		templateName,
		...values,
		...(sendAt === undefined ? {} : { sendAt }),
		...(file ? { file: file.name } : {}),
	}));

const text: Scenario = {
	rule: 'A template goes out with the variables of each item',
	prove: async (world) => {
		const send = sendNode(world, {
			...message,
			templateName: template('reminder'),
			templateVariables: variables({ variable_1: '={{ $json.name }}', variable_2: 'Monday' }),
		});
		const items = [
			{ number: '20001', name: 'Ann' },
			{ number: '20002', name: 'Ben' },
		];
		const { execution } = await run(world, workflowOf('Templates', items, send));
		equal(execution.status, 'success', execution.error?.message);
		deepEqual(arrived(world), [
			{ templateName: 'reminder', variable_1: 'Ann', variable_2: 'Monday' },
			{ templateName: 'reminder', variable_1: 'Ben', variable_2: 'Monday' },
		]);
		deepEqual(outputOf(execution, SEND), [
			{ success: true, identity: '20001', template_name: 'reminder' },
			{ success: true, identity: '20002', template_name: 'reminder' },
		]);
	},
};

const file: Scenario = {
	rule: 'A template with a document in its header takes the file of the item',
	prove: async (world) => {
		const send = sendNode(world, {
			...message,
			identity: '20001',
			templateName: template('invoice'),
			templateVariables: variables({ variable_1: '1024' }),
			attachment: 'binaryFile',
		});
		const items = [{ content: 'What you bought' }];
		const workflow = workflowOf('Invoice', items, fileNode('invoice.txt'), send);
		const { execution } = await run(world, workflow);
		equal(execution.status, 'success', execution.error?.message);
		deepEqual(arrived(world), [
			{ templateName: 'invoice', variable_1: '1024', file: 'invoice.txt' },
		]);
	},
};

const schedule: Scenario = {
	rule: "A template is scheduled for a date of n8n, told in the workflow's zone or in the chosen one",
	prove: async (world) => {
		const at = "={{ DateTime.fromISO('2026-12-24T01:00:00Z') }}";
		const sendIn = (timeZone: string) =>
			sendNode(world, {
				...{ ...message, operation: 'schedule', sendAt: at },
				templateName: template('opening_hours'),
				options: timeZone === '' ? {} : { timeZone },
			});
		for (const zone of ['', 'America/New_York']) {
			const workflow = workflowOf('Schedule', [{ number: '20001' }], sendIn(zone));
			const settings = { ...workflow.settings, timezone: 'Asia/Hong_Kong' };
			const { execution } = await run(world, { ...workflow, settings });
			equal(execution.status, 'success', execution.error?.message);
		}
		deepEqual(
			arrived(world).map(({ sendAt }) => sendAt),
			['2026-12-24 09:00:00', '2026-12-23 20:00:00'],
		);
	},
};

const fromAgent: Scenario = {
	rule: "A template as a tool of an AI Agent takes the model's words for a variable",
	prove: async (world) => {
		const model = await startModelServer({ number: '20001', name: 'Ann' });
		try {
			const tool = {
				...message,
				identity: "={{ $fromAI('number', 'The number', 'string') }}",
				templateName: template('reminder'),
				templateVariables: variables({
					variable_1: "={{ $fromAI('name', 'Whom to greet', 'string') }}",
					variable_2: 'Monday',
				}),
			};
			const guests = [{ name: 'Ann', number: '20001' }];
			const version = versionsOf(world).at(-1) ?? 0;
			const execution = await write(world, model, version, { guests, tool });
			equal(execution.status, 'success', execution.error?.message);
			deepEqual(arrived(world), [
				{ templateName: 'reminder', variable_1: 'Ann', variable_2: 'Monday' },
			]);
		} finally {
			await model.close();
		}
	},
};

export const templates: readonly Scenario[] = [text, file, schedule, fromAgent];
