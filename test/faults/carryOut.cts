import { setTimeout as wait } from 'node:timers/promises';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { startSandbox, type ReceivedMessage, type Sandbox } from '../sandbox/server.cts';
import type { WorkflowRun } from '../support/runWorkflow.cts';
import { CONTINUE, send } from '../support/send.cts';
import type { BrokenHost } from './brokenHosts.cts';
import { AMPLE_TIME, LATE } from './faultKinds.cts';
import type { Plan, PlannedMessage } from './plan.cts';
import { watchTries } from './tries.cts';
import { readWords, type Words } from './words.cts';

/** One run of the workflow and how many messages the server had when it ended. */
export interface Round {
	readonly words: Words;
	readonly takenSoFar: number;
}

/** All that happened in one execution, its retries and its repetition. */
export interface Happening {
	readonly plan: Plan;
	readonly rounds: readonly Round[];
	/** How many messages the server had when each try of the node began. */
	readonly tries: readonly number[];
	readonly taken: readonly ReceivedMessage[];
	/** Texts of all messages of which the server saw at least the text. */
	readonly seen: ReadonlySet<string>;
}

function itemOf(
	{ contact, text, fault, maxRetries }: PlannedMessage,
	file: INodeExecutionData,
): INodeExecutionData {
	const timeout = fault?.timeout ?? AMPLE_TIME;
	const attachment = fault?.withFile ? 'binaryFile' : 'none';
	return {
		json: { identity: contact, text, timeout, maxRetries, attachment },
		...(fault?.withFile ? { binary: file.binary } : {}),
	};
}

function misbehave(sandbox: Sandbox, { messages }: Plan): void {
	for (const { text, fault, times } of messages) {
		if (fault) sandbox.misbehave({ text, fault: fault.fault, times });
	}
}

function settingsOf({ onError, maxTries, waitBetweenTries }: Plan): Partial<INode> {
	const retryOnFail = maxTries > 1;
	return { onError, ...(retryOnFail ? { retryOnFail, maxTries, waitBetweenTries } : {}) };
}

/** A template with a document for the messages with a file, and one without for the others. */
const TEMPLATE: INodeParameters = {
	resource: 'templateMessage',
	templateName: {
		__rl: true,
		mode: 'name',
		value: "={{ $json.attachment === 'none' ? 'reminder' : 'invoice' }}",
	},
	templateVariables: {
		mappingMode: 'defineBelow',
		value: {
			variable_1: '={{ $json.text }}',
			variable_2: "={{ $json.attachment === 'none' ? 'Monday' : '' }}",
		},
	},
};

type Target = Pick<BrokenHost, 'host' | 'timeout'>;

/** Runs the workflow as a user would: retries failed executions, and with keys also runs it again. */
async function* runs(plan: Plan, sandbox: Sandbox, file: INodeExecutionData) {
	const { workflowId, maxConcurrency, hasKeys } = plan;
	const keys = hasKeys ? { deduplicationKey: '={{ $json.text }}' } : {};
	const items = plan.messages.map((message) => itemOf(message, file));
	const parameters = {
		attachment: '={{ $json.attachment }}',
		...(plan.hasTemplates ? TEMPLATE : {}),
	};
	const ofItem = { timeout: '={{ $json.timeout }}', maxRetries: '={{ $json.maxRetries }}' };
	const go = async ({ host, timeout }: Target, node: Partial<INode>, failed?: WorkflowRun) => {
		const more = failed ? { runExecutionData: failed.runExecutionData } : {};
		const options = { ...ofItem, ...(timeout ? { timeout } : {}), maxConcurrency, ...keys };
		return await send({ host, options, parameters, node }, items, { workflowId, ...more });
	};
	const server: Target = { host: sandbox.url };
	let run = await go(plan.brokenHost ?? server, settingsOf(plan));
	yield run;
	for (let count = 0; count < plan.retries && run.run.status === 'error'; count++) {
		run = await go(server, settingsOf(plan), run);
		yield run;
	}
	if (plan.isMadeToGoOn && run.run.status === 'error') yield await go(server, CONTINUE, run);
	if (hasKeys) yield await go(server, CONTINUE);
}

/** Waits until the server has processed everything that it received. */
async function settle({ messages }: Plan): Promise<void> {
	await wait(messages.some(({ fault }) => fault?.late) ? LATE + 100 : 20);
}

/** Carries a plan out through n8n's engine, against a server of its own. */
export async function carryOut(plan: Plan, file: INodeExecutionData): Promise<Happening> {
	const sandbox = await startSandbox({ page: false });
	const tries: number[] = [];
	const unwatch = await watchTries(plan.workflowId, () => tries.push(sandbox.messages.length));
	try {
		misbehave(sandbox, plan);
		const rounds: Round[] = [];
		for await (const run of runs(plan, sandbox, file)) {
			const words = readWords(run, plan.messages);
			rounds.push({ words, takenSoFar: sandbox.messages.length });
		}
		await settle(plan);
		const seen = new Set(
			sandbox.requests.map(({ fields }) => fields.text ?? fields.variable_1 ?? ''),
		);
		const taken = sandbox.messages.map((message) => ({
			...message,
			text: message.text ?? message.variables?.variable_1 ?? '',
		}));
		return { plan, rounds, tries, taken, seen };
	} finally {
		unwatch();
		await sandbox.close();
	}
}
