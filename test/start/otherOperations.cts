import type { INodeParameters } from 'n8n-workflow';
import { NODE_NAME, runNode } from '../support/runWorkflow.cts';
import type { Account } from './account.cts';
import type { Steps } from './steps.cts';

interface Example {
	readonly title: string;
	readonly parameters: INodeParameters;
}

/** What the node does beside session messages, with a template and a label that the sandbox has. */
const examplesFor = (identity: string): readonly Example[] => [
	{
		title: 'Send a template',
		parameters: {
			resource: 'templateMessage',
			operation: 'send',
			identity,
			templateName: { __rl: true, mode: 'name', value: 'reminder' },
			templateVariables: {
				mappingMode: 'defineBelow',
				value: { variable_1: 'Ann', variable_2: 'Monday' },
			},
		},
	},
	{
		title: 'Add a label to the contact',
		parameters: {
			resource: 'contact',
			operation: 'addLabel',
			identity,
			label: { __rl: true, mode: 'text', value: 'Paid' },
		},
	},
	{
		title: 'List the labels',
		parameters: { resource: 'label', operation: 'getAll' },
	},
];

/** Does the other operations with the sandbox, telling every step. Gives whether all of them worked. */
export async function doOtherOperations(account: Account, steps: Steps): Promise<boolean> {
	const { credential, contactNumber } = account;
	let worked = true;
	for (const { title, parameters } of examplesFor(contactNumber)) {
		steps.begins(title);
		const run = await runNode(parameters, [{ json: {} }], {
			credentials: { iSlashApi: credential },
		});
		const error = run.error();
		worked &&= !error;
		if (error) steps.failed(`${title}: ${error.message}`);
		else steps.done(title);
		for (const { json } of run.data(NODE_NAME)) steps.line(`  ${JSON.stringify(json)}`);
	}
	return worked;
}
