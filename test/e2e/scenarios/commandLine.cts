import { deepEqual, equal } from 'node:assert/strict';
import { n8nCommandLine } from '../../n8n/commandLine.cts';
import type { Scenario } from '../scenario.cts';
import { sandboxCredential } from '../../n8n/sandboxCredential.cts';
import { sendNode, workflowOf } from '../workflows.cts';

const executeTwice: Scenario = {
	rule: "What n8n's command line imports runs, and a deduplication key counts in every process",
	prove: async ({ host, home, sandbox }) => {
		const n8n = n8nCommandLine(host, home);
		const credential = { id: 'importedByCli', name: 'Imported' };
		await n8n.importCredentials([{ ...sandboxCredential(sandbox), ...credential }]);
		const send = sendNode(
			{ credential },
			{ identity: '85253334444', text: 'Once', options: { deduplicationKey: 'order-1' } },
		);
		const workflow = { ...workflowOf('By command line', [], send), id: 'workflowByCli' };
		await n8n.importWorkflows([{ ...workflow, active: false, pinData: undefined }]);
		const outcomes = [await n8n.execute(workflow.id), await n8n.execute(workflow.id)].map(sendItem);
		equal(outcomes[0]?.body, 'Once');
		deepEqual(outcomes[1], { outcome: 'alreadySent', deduplicationKey: 'order-1' });
		equal(sandbox.messages.length, 1);
	},
};

function sendItem(run: unknown): Record<string, unknown> | undefined {
	const { data } = run as {
		data: {
			resultData: {
				runData: Record<
					string,
					Array<{ data: { main: Array<Array<{ json: Record<string, unknown> }>> } }>
				>;
			};
		};
	};
	return data.resultData.runData.Send?.[0]?.data.main[0]?.[0]?.json;
}

export const commandLine: readonly Scenario[] = [executeTwice];
